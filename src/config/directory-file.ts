import { z } from 'zod';

const id = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/);
const organization = z.string().regex(/^[A-Z]+:[A-Za-z0-9-]{1,60}$/);
const text = z.string().min(1).max(1024);
const url = z.url({ protocol: /^https$/ });
const age = z.int().min(0).max(25);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const phone = z.string().regex(/^[+0-9][0-9 ]{2,24}$/);
const contact = z.strictObject({
  title: text.nullable().default(null),
  phone: phone.nullable().default(null),
  hours: text.nullable().default(null),
});

/** `protocol/directory.yaml` as it is written. */
export const directoryFile = z.strictObject({
  staleAfterMonths: z.int().min(1).max(120),
  taxonomy: z.record(id, text),
  organizations: z
    .array(
      z
        .strictObject({
          id: organization,
          name: text,
          url: url.nullable().default(null),
          contact: contact.nullable().default(null),
          contactOf: organization.nullable().default(null),
        })
        .refine((one) => (one.contact === null) !== (one.contactOf === null), {
          message: 'is reached in one way: give contact or contactOf',
        }),
    )
    .default([]),
  services: z.array(
    z.strictObject({
      id,
      organization,
      name: text,
      description: text,
      url: url.nullable().default(null),
      status: z.enum(['ACTIVE', 'INACTIVE']).default('ACTIVE'),
      taxonomy: z.array(id).min(1),
      minimumAge: age.nullable().default(null),
      maximumAge: age.nullable().default(null),
      eligibility: text.nullable().default(null),
      contact: contact.nullable().default(null),
      schedules: z
        .array(
          z.strictObject({
            days: z.array(z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'])).min(1),
            opensAt: time.nullable().default(null),
            closesAt: time.nullable().default(null),
            description: text.nullable().default(null),
          }),
        )
        .default([]),
      locations: z
        .array(
          z.strictObject({
            name: text,
            address: z.array(text).default([]),
            postalCode: text.nullable().default(null),
          }),
        )
        .default([]),
      costs: z.array(z.strictObject({ description: text })).default([]),
      assuredOn: z.iso.date(),
    }),
  ),
});

/** What the file says. */
export type DirectoryFile = z.infer<typeof directoryFile>;
