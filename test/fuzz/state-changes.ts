import type { PersonaClaims } from '../../mocks/identity/personas.ts';
import type { JsonObject, StoredConsent, StoredRecord } from '../../mocks/records/stored-record.ts';
import type { AgencyUnderTest, World } from '../harness/world.ts';
import { today } from './asker.ts';
import { type Held, type HeldData, readHeldAt } from './held-data.ts';

/** What an agency comes to say of a child before it is asked: kept in its own records, for as long as one case takes. */
export type StateChange = { readonly slug: string; readonly agency: AgencyUnderTest; readonly what: ChangeKind };
export type ChangeKind = keyof typeof patches;

/** For whom it changes. */
type For = {
  readonly claims: PersonaClaims;
  readonly purpose: string;
  readonly reference: string | null;
};

const classesOfContent = ['CAFB', 'CHR', 'EDU', 'HLT', 'ID', 'INV', 'PLN', 'SCD', 'SCS'];
const hoursFromNow = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

const consent = (record: StoredRecord, { claims, purpose }: For, differs: Partial<StoredConsent>): StoredConsent =>
  ({
    reference: 'FUZZ-1',
    recordedBy: record.custodian,
    giver: 'CHILD',
    capacity: 'GILLICK',
    capacityEstablished: true,
    decision: 'GIVEN',
    classes: classesOfContent,
    recipients: [claims.organisation],
    purposes: [purpose],
    method: 'WRITTEN',
    decidedAt: hoursFromNow(-48),
    expiresAt: null,
    withdrawnAt: null,
    ...differs,
  }) as StoredConsent;

const ofParent = { giver: 'PARENT', capacity: 'PARENTAL_RESPONSIBILITY' } as const;
const consents =
  (...some: readonly Partial<StoredConsent>[]) =>
  (record: StoredRecord, of: For): JsonObject => ({
    consents: some.map((each) => consent(record, of, each)) as unknown as JsonObject[],
  });
const everybody = { recipients: [], purposes: [] };

/** What each change makes of a record: a merge patch of it. */
const patches = {
  SHIELDED: () => ({ restrictions: { shielded: true } }),
  SOURCE_REFUSES: () => ({ restrictions: { refusedClasses: ['EDU', 'HLT', 'INV'] } }),
  DETRIMENT: () => ({ restrictions: { detrimentClasses: ['FAM', 'SCD', 'CHR'] } }),
  EXCLUDES_THE_ASKER: (_, { claims }) => ({ ties: { excludedStaff: [...(claims.staffIds ?? [])] } }),
  CONCERNS_THE_REFERENCE: (_, { claims, reference }) => ({
    ties: { references: [{ reference: reference ?? 'none', organisation: claims.organisation, until: null }] },
  }),
  REFERRED_TO_THE_ASKER: (_, { claims }) => ({
    ties: { referrals: [{ to: claims.organisation, openedOn: '2024-01-01', closedOn: null }] },
  }),
  MET_THE_ASKER: (_, { claims }) => ({ ties: { contacts: [{ organisation: claims.organisation, on: today() }] } }),
  NO_TIES: () => ({ ties: { work: [], enrolments: [], registrations: [], referrals: [], contacts: [] } }),
  CONSENT_OF_CHILD: consents({}),
  CONSENT_OF_PARENT: consents(ofParent),
  CONSENT_PRESUMED: consents({ capacity: 'PRESUMED_16' }),
  CONSENT_NOT_ESTABLISHED: consents({ capacityEstablished: false }),
  CONSENT_EXPIRED: consents({ expiresAt: hoursFromNow(-1) }),
  CONSENT_WITHDRAWN: consents({ withdrawnAt: hoursFromNow(-1) }),
  CONSENT_OF_TOMORROW: consents({ decidedAt: hoursFromNow(24) }),
  CONSENT_OF_HEARSAY: consents({ recordedBy: 'ORG:wexshire-family-court' as StoredConsent['recordedBy'] }),
  CONSENT_FOR_OTHERS: consents({ recipients: ['ORG:riverside-youth-club'] as unknown as StoredConsent['recipients'] }),
  REFUSED_TO_ALL: consents({ decision: 'REFUSED', ...everybody }),
  REFUSED_BY_PARENT: consents({ ...ofParent, decision: 'REFUSED' }),
  REFUSED_BY_ONE_WHO_CANNOT: consents({ decision: 'REFUSED', capacityEstablished: false }),
  DISSENT: consents(ofParent, { decision: 'REFUSED', decidedAt: hoursFromNow(-72) }),
  DISSENT_WITHDRAWN: consents({}, { decision: 'REFUSED', withdrawnAt: hoursFromNow(-24) }),
  GIVEN_AGAIN: consents({ withdrawnAt: hoursFromNow(-60) }, { decidedAt: hoursFromNow(-2) }),
  WITHDRAWN_BY_CHILD_GIVEN_BY_PARENT: consents({ withdrawnAt: hoursFromNow(-60) }, ofParent),
} satisfies Readonly<Record<string, (record: StoredRecord, of: For) => JsonObject>>;

/** All that can change. */
export const changeKinds = Object.keys(patches) as readonly ChangeKind[];

/** Makes changes, and does something with what is held then; puts every record back afterwards. */
export async function whileChanged<T>(
  world: World,
  base: HeldData,
  changes: readonly StateChange[],
  of: For,
  run: (held: HeldData) => Promise<T>,
): Promise<T> {
  if (changes.length === 0) return run(base);
  const changed = changes.flatMap(({ slug, agency, what }) =>
    (base.get(slug) ?? []).filter((each) => each.agency === agency).map((each) => ({ ...each, slug, what })),
  );
  try {
    const held = new Map<string, readonly Held[]>(base);
    for (const { agency, record, slug, what } of changed) {
      const patch = (patches[what] as (record: StoredRecord, of: For) => JsonObject)(record, of);
      await world.patchState(agency, { child: record.recordId, patch });
      const others = (held.get(slug) ?? []).filter((each) => each.agency !== agency);
      held.set(slug, [...others, ...(await readHeldAt(world, agency, slug))]);
    }
    return await run(held);
  } finally {
    for (const { agency, record } of changed) {
      const { restrictions, ties, consents: given } = record;
      await world.patchState(agency, { child: record.recordId, patch: { restrictions, ties, consents: given } });
    }
  }
}
