import { z } from 'zod';
import { basisEntry, scheduleConditions } from './protocol-content-files.ts';

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_]{0,63}$/);
const agency = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/);
const organisation = z.string().regex(/^[A-Z]+:[A-Za-z0-9-]{1,60}$/);
const date = z.iso.date();
const text = z.string().min(1).max(1024);
const flags = z.record(text, z.union([z.string(), z.boolean()]));
const gateCode = z.strictObject({ gate: text, code });
const contact = z.strictObject({
  organisation: text,
  phone: text.nullable().default(null),
  hours: text.nullable().default(null),
});

/** `protocol/signatories.yaml` as it is written. */
export const signatoriesFile = z.strictObject({
  signatories: z
    .array(
      z.strictObject({
        organisation,
        name: text,
        kind: code,
        agency: agency.nullable(),
        signedOn: date.nullable(),
        contact,
        chiefOfficer: text.nullable().default(null),
        jurisdiction: code.optional(),
        actingFor: organisation.nullable().default(null),
        designatedFor: z.array(code).default([]),
        designatedOfficer: contact.nullable().default(null),
      }),
    )
    .min(1),
  generalContact: contact,
  issuers: z.array(
    z.strictObject({
      issuer: text,
      clients: z.array(text).min(1),
      organisations: z.array(organisation).min(1),
      kinds: z.array(code).min(1),
      roles: z.array(code),
      attributes: z.array(text),
      mediators: z.array(text).default([]),
    }),
  ),
  register: z.array(
    z.strictObject({
      issuer: text,
      subject: text,
      trainedUntil: date.nullable().optional(),
      vettedOn: date.nullable().optional(),
      designatedOfficer: z.boolean().optional(),
      mayOverrideShield: z.boolean().optional(),
      isSuspended: z.boolean().optional(),
    }),
  ),
  courtOrders: z
    .array(
      z.strictObject({
        reference: text,
        recipients: z.array(organisation).min(1),
        disclosers: z.array(agency).min(1),
        classes: z.array(code).min(1),
        expiresOn: date,
      }),
    )
    .default([]),
  discloserKinds: z.record(agency, code),
  custodians: z.strictObject({
    shield: z.array(agency).min(1),
    parentalResponsibility: z.array(agency),
    participation: z.array(agency),
    consent: z.array(agency),
    relationship: z.record(code, z.array(z.union([agency, z.literal('OWN_SYSTEM')]))),
  }),
});

/** `protocol/schedules.yaml` as it is written. */
export const schedulesFile = z.strictObject({
  schedules: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
      title: text,
      purposes: z.array(code).min(1),
      roles: z.array(code).min(1),
      organisationKinds: z.array(code).min(1),
      mode: z.enum(['NORMAL', 'BREAK_GLASS']).default('NORMAL'),
      validFrom: date,
      validUntil: date,
      dpiaReference: text,
      path: z.union([z.literal(1), z.literal(2)]),
      controller: text,
      processor: text,
      direction: z.enum(['BOTH_WAYS', 'TO_RECIPIENT']),
      classes: z.array(code).min(1),
      bases: z.array(code).min(1),
      conditions: scheduleConditions.prefault({}),
      handling: z.array(text).default([]),
    }),
  ),
});

/** `protocol/bases.yaml` as it is written. */
export const basesFile = z.strictObject({
  bases: z.array(basisEntry),
  allowed: z.record(code, z.record(code, z.array(code).min(1))),
});

/** `protocol/settings.yaml` as it is written. */
export const settingsFile = z.strictObject({
  edition: z.int().min(0).default(0),
  agencyOrder: z.array(agency).min(1),
  nameOrder: z.array(agency).min(1),
  anchors: z.strictObject({ schemes: z.array(code).min(1), protectedAgencies: z.array(agency) }),
  restrictedSchemes: z.record(code, z.array(code)).default({}),
  lifecycle: z.strictObject({
    adultAt: z.int().min(16).max(25),
    participatingUntil: z.int().min(16).max(30),
    purgedAt: z.int().min(17).max(40),
  }),
  contactMadeWithinDays: z.int().min(1).max(3660),
  vettingMonths: z.int().min(1).max(120),
  competentAt: z.int().min(1).max(18),
  breakGlass: z.strictObject({ perDay: z.int().min(0).max(100), children: z.int().min(1).max(500) }),
  override: z.strictObject({ children: z.int().min(1).max(500) }),
  control: z.strictObject({
    duties: z.record(
      code,
      z.union([
        z.strictObject({ effect: z.enum(['JUSTIFY', 'REVIEW', 'DUE']) }),
        z.strictObject({
          effect: z.literal('NOTIFY'),
          to: z.enum(['OWN_ORGANISATION', 'SOURCE_OWNERS', 'INDEX_TEAM']),
        }),
      ]),
    ),
    reviewers: z.array(z.strictObject({ role: code, of: z.enum(['ANY', 'OTHER']) })).min(1),
    suspenders: z.array(code).min(1),
    sourceOwners: z.record(agency, organisation),
    indexTeam: organisation,
  }),
  matchVerdicts: z.strictObject({
    class: code,
    judges: z.array(code).min(1),
    linkMinutes: z.int().min(1).max(1440),
  }),
  ownGroupsOnlyRoles: z.array(code),
  consentWaivedFor: z.array(code),
  concealedClasses: z.array(code),
  splitClasses: z.record(code, code),
  presence: z.record(code, code),
  thirdParty: z.strictObject({ class: code, about: code, restriction: code }),
  neverReleased: z.array(code),
  neverAbout: z.array(code),
  formerNameKinds: z.array(code),
  agencyRefusalCodes: z.array(code),
  accessLog: z.strictObject({
    class: code,
    discloser: agency,
    heldBack: z.array(
      z
        .strictObject({
          purposes: z.array(code).min(1).optional(),
          informed: z.array(code).min(1).optional(),
          modes: z
            .array(z.enum(['BREAK_GLASS', 'OVERRIDE', 'MEDIATED']))
            .min(1)
            .optional(),
          days: z.int().min(1).max(3660),
        })
        .refine(({ purposes, informed, modes }) => purposes ?? informed ?? modes, {
          message: 'names nothing that is held back; give purposes, informed or modes',
        }),
    ),
    reveals: z.strictObject({
      kinds: z.record(code, code),
      roles: z.record(code, code),
      purposes: z.record(code, code),
    }),
  }),
  untoldKinds: z.array(code),
  search: z.strictObject({
    // Of a field that is misspelt it would be asked for nothing.
    sufficient: z.array(z.array(z.enum(['givenName', 'familyName', 'dateOfBirth', 'sex', 'postcode'])).min(2)).min(1),
    classes: z.strictObject({ identity: code, postcode: code, carer: code, school: code }),
    candidates: z.int().min(1).max(100),
    route: code,
  }),
  gateOrder: z.array(text).min(1),
  codes: z.strictObject({
    notPermitted: gateCode,
    policyError: gateCode,
    noRecord: gateCode,
    ambiguous: gateCode,
    insufficient: gateCode,
    consent: z.strictObject({ gate: text, remedy: code, untold: code, states: z.record(code, code) }),
  }),
  remedies: z.record(
    code,
    z.strictObject({
      kind: code.optional(),
      set: flags,
      when: flags.default({}),
      contact: z.enum(['OWN_ORGANISATION', 'GENERAL']),
    }),
  ),
  generalRoute: code,
});
