import { relationshipOf } from '../../mocks/engine/relationship-of.ts';
import type { AgencyUnderTest } from '../harness/world.ts';
import { type Asker, breaksGlass, systemOf, today } from './asker.ts';
import type { Held } from './held-data.ts';

const daily = ['ALLOCATED', 'TEAM', 'ROLL', 'REGISTERED', 'OPEN_REFERRAL'];
const allocated = ['ALLOCATED', 'TEAM', 'OPEN_REFERRAL'];
/** Domain reference 7.0, Relationship: what suffices for which purpose. */
const sufficient: Readonly<Record<string, readonly string[]>> = {
  WELLBEING: daily,
  EARLY_HELP: daily,
  EDU_PROVISION: daily,
  DIRECT_CARE: [...daily, 'CONTACT_MADE'],
  CIN_ASSESSMENT: allocated,
  OFFENDING_PREVENTION: allocated,
  LAC_CARE: allocated,
  CHILD_PROTECTION: [...daily, 'CONTACT_MADE', 'RESIDENT', 'ASSERTED'],
  CRIME_INVESTIGATION: [...daily, 'CONTACT_MADE', 'RESIDENT', 'ASSERTED'],
  CME: ['RESIDENT'],
  SAR: ['SELF', 'PARENT_OF'],
  REVIEW: ['REFERENCE'],
  COURT: ['REFERENCE'],
};
/** Who may rely on their own word for the protection of a child. */
const onTheirWord = ['SOCIAL_WORKER', 'EDT', 'POLICE_CP', 'ED_CLINICIAN'];

/** Whose word counts beside an agency's own for its own data; undefined: that of the asker's own system. */
const custodians: Readonly<Record<string, readonly AgencyUnderTest[]>> = {
  RESIDENT: ['social-care', 'education'],
  SELF: ['social-care', 'education', 'health'],
  PARENT_OF: ['social-care'],
  REFERENCE: ['social-care'],
};
const contactDays = 90;

/** Whether somebody is tied to a child well enough for one agency's records, by what these records say. */
export function isTied(asker: Asker, child: readonly Held[], agency: AgencyUnderTest): boolean {
  const { claims, purpose } = asker;
  if (breaksGlass(asker)) return true;
  if (purpose === 'DATA_QUALITY') return claims.roles.includes('CPMT');
  const enough = sufficient[purpose] ?? [];
  if (enough.includes('ASSERTED') && claims.roles.some((role) => onTheirWord.includes(role))) return true;
  const own = systemOf(claims.organisation);
  return child.some((held) =>
    tiesIn(asker, held).some((tie) => {
      const deciding: readonly (string | null)[] = custodians[tie] ?? [own];
      const counts = held.agency === agency || deciding.includes(held.agency);
      return counts && enough.includes(tie);
    }),
  );
}

function tiesIn(asker: Asker, { record }: Held): readonly string[] {
  const { claims } = asker;
  const facts = relationshipOf(record, claimOf(asker), today());
  const madeOn: string | null = facts.contactMadeOn ?? null;
  const isRecent = madeOn !== null && daysSince(madeOn) <= contactDays;
  const found: readonly (readonly [boolean, string])[] = [
    [facts.allocated, 'ALLOCATED'],
    [facts.team, 'TEAM'],
    [facts.roll, 'ROLL'],
    [facts.registered, 'REGISTERED'],
    [facts.openReferral, 'OPEN_REFERRAL'],
    [isRecent, 'CONTACT_MADE'],
    [facts.resident, 'RESIDENT'],
    [facts.referenced, 'REFERENCE'],
    [facts.isSelf && claims.kind === 'SUBJECT', 'SELF'],
    [facts.holdsParentalResponsibility && claims.kind === 'PARENT', 'PARENT_OF'],
  ];
  return found.flatMap(([isSo, tie]) => (isSo ? [tie] : []));
}

function claimOf({ claims, order, written }: Asker): Parameters<typeof relationshipOf>[1] {
  return {
    organisation: claims.organisation,
    staffIds: claims.staffIds ?? [],
    teams: claims.teams ?? [],
    groups: claims.groups ?? [],
    ownGroupsOnly: claims.roles.some((role) => ['TEACHER', 'CLASSROOM_ASSISTANT'].includes(role)),
    subject: claims.personId ?? null,
    reference: order?.reference ?? written,
    mediatorStaffIds: [],
  } as unknown as Parameters<typeof relationshipOf>[1];
}

/** Whether the asker, or whoever mediates, is somebody whom these records exclude, or did not say that they are not. */
export function hasConflict({ claims }: Asker, child: readonly Held[]): boolean {
  if (claims.kind === 'PRACTITIONER' && claims.declaredConflicts === undefined) return true;
  const ids = [...(claims.staffIds ?? []), ...(claims.act?.staffIds ?? [])];
  return child.some(({ record }) =>
    record.ties.excludedStaff.some((each) => ids.some((id) => id.scheme === each.scheme && id.value === each.value)),
  );
}

const daysSince = (day: string): number => Math.round((Date.parse(today()) - Date.parse(day)) / 86_400_000);
