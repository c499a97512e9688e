import { z } from 'zod';

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_]{0,63}$/);
const date = z.iso.date();
const words = z.string().min(1).max(1024);
const hours = z.int().min(0).max(8760);
const oneOrMore = z.array(code).min(1).optional();

/** The conditions of a schedule as they are written; what is not said is not demanded. */
export const scheduleConditions = z.strictObject({
  designatedOfficers: z.boolean().default(false),
  written: z.boolean().default(false),
  responseWithinHours: hours.nullable().default(null),
  writtenRecordWithinHours: hours.nullable().default(null),
  specialFile: z.boolean().default(false),
});

/** One legal basis as it is written in `protocol/bases.yaml`. */
export const basisEntry = z.strictObject({
  code,
  instrument: words,
  kind: z.enum(['DUTY', 'POWER', 'RIGHT', 'GUIDANCE', 'NONE']),
  effectiveFrom: date.nullable(),
  effectiveUntil: date.nullable().default(null),
  jurisdictions: z.array(code).min(1).default(['EW']),
  purposes: z.array(code),
  disclosers: z.array(code).default([]),
  recipients: z.array(code).default([]),
  contractors: z.boolean().default(false),
  designation: z.boolean().default(false),
  requires: z.enum(['NONE', 'ORDER', 'EMERGENCY']).default('NONE'),
  adds: z.boolean().default(false),
  covers: z.array(code).default([]),
  consentFor: z.array(code).default([]),
  impliedConsent: z.boolean().default(false),
  noConsentNeeded: z.boolean().default(false),
  exemptions: z.array(code).default([]),
  art6: z.array(code).default([]),
  art9: z.array(code).default([]),
  art10: z.array(code).default([]),
  confidence: code.nullable().default(null),
});

/** `protocol/slots.yaml` as it is written. */
export const slotsFile = z.strictObject({
  publicTask: z.array(code).min(1),
  specialClasses: z.array(code),
  criminalClasses: z.array(code),
  codes: z
    .array(
      z.strictObject({
        code,
        fills: z.array(z.enum(['ART6', 'ART9', 'ART10'])).min(1),
        text: words,
        effectiveFrom: date.nullable(),
        discloser: z.enum(['PUBLIC', 'PRIVATE', 'ANY']).default('ANY'),
        disclosers: z.array(code).default([]),
        purposes: z.array(code).default([]),
        needsConsent: z.boolean().default(false),
      }),
    )
    .min(1),
  exemptions: z.record(code, code),
});

const dayOfYear = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day of the year, MM-DD');
const weekday = z.enum(['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY']);
const missingEducation = z.strictObject({
  duty: code,
  report: z.strictObject({ kind: code, needs: z.array(code), to: z.string().regex(/^[A-Z]+:[A-Za-z0-9-]{1,60}$/) }),
  schoolAge: z.strictObject({
    startsAt: z.int().min(3).max(8),
    startDays: z.array(dayOfYear).min(1),
    endsAt: z.int().min(14).max(19),
    schoolYearStarts: dayOfYear,
    leaving: z.strictObject({ month: z.int().min(1).max(12), weekday }),
  }),
});

/** `protocol/jurisdictions.yaml` as it is written. */
export const jurisdictionsFile = z.strictObject({
  default: code,
  profiles: z.record(
    code,
    z.strictObject({
      title: words,
      presumedCapable: z.record(code, z.int().min(1).max(18)),
      parentsDecideBelow: z.int().min(1).max(18),
      missingEducation: missingEducation.optional(),
    }),
  ),
});

/** `protocol/obligations.yaml` as it is written. */
export const obligationsFile = z.strictObject({
  bankHolidays: z.array(date).default([]),
  obligations: z.array(
    z
      .strictObject({
        kind: code,
        ground: words,
        when: z.strictObject({
          mode: oneOrMore,
          purpose: oneOrMore,
          role: oneOrMore,
          organisationKind: oneOrMore,
          basis: oneOrMore,
          informed: oneOrMore,
          exemption: oneOrMore,
          emergency: z.boolean().optional(),
          written: z.boolean().optional(),
          condition: scheduleConditions.keyof().optional(),
        }),
        dueWithinHours: hours.optional(),
        dueWithinWorkingDays: z.int().min(1).max(250).optional(),
        dueBySchedule: z.enum(['responseWithinHours', 'writtenRecordWithinHours']).optional(),
      })
      .refine(
        ({ dueWithinHours, dueWithinWorkingDays, dueBySchedule }) =>
          [dueWithinHours, dueWithinWorkingDays, dueBySchedule].filter((due) => due !== undefined).length <= 1,
        { error: 'give one of dueWithinHours, dueWithinWorkingDays, dueBySchedule, or none' },
      ),
  ),
});

/** `protocol/notices.yaml` as it is written. */
export const noticesFile = z.strictObject({
  general: z.strictObject({
    privacyNotice: words,
    consentGuidance: z.array(z.strictObject({ rule: code, text: words })).min(1),
  }),
  classes: z.array(z.strictObject({ class: code, title: words, privacyNotice: words, consentGuidance: words })),
});
