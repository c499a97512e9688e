import type { PractitionerClaim, RelationshipFacts } from '../generated/education.ts';
import type { StoredRecord } from '../records/stored-record.ts';

/**
 * Answers what ties a practitioner to a child from the agency's own state (domain.md 7.0,
 * Relationship). `today` decides what is current.
 */
export const relationshipOf = (record: StoredRecord, claim: PractitionerClaim, today: string): RelationshipFacts => {
  const { ties } = record;
  const isCurrent = (period: { readonly from: string; readonly until: string | null }): boolean =>
    period.from <= today && (period.until === null || period.until >= today);
  type Ids = readonly { readonly scheme: string; readonly value: string }[];
  const isAmong = (ids: Ids, asked: Ids): boolean =>
    ids.some((id) => asked.some((own) => own.scheme === id.scheme && own.value === id.value));
  const openWork = ties.work.filter(isCurrent);
  const contacts = ties.contacts
    .filter((contact) => contact.organisation === claim.organisation && contact.on <= today)
    .map((contact) => contact.on)
    .sort();
  const { subject } = claim;
  return {
    allocated: openWork.some((tie) => isAmong(tie.staffIds, claim.staffIds)),
    team: openWork.some(
      (tie) => tie.organisation === claim.organisation && tie.teams.some((team) => claim.teams.includes(team)),
    ),
    roll: ties.enrolments.some(
      (enrolment) =>
        isCurrent(enrolment) &&
        enrolment.organisation === claim.organisation &&
        (!claim.ownGroupsOnly || enrolment.groups.some((group) => claim.groups.includes(group))),
    ),
    registered: ties.registrations.some(
      (registration) =>
        isCurrent(registration) &&
        registration.organisation === claim.organisation &&
        (registration.team === null || claim.teams.includes(registration.team)),
    ),
    openReferral: ties.referrals.some(
      (referral) =>
        referral.to === claim.organisation &&
        referral.openedOn <= today &&
        (referral.closedOn === null || referral.closedOn >= today),
    ),
    contactMadeOn: contacts.at(-1) ?? null,
    // `LA:001-CSC` is a service of the authority `LA:001`.
    resident: ties.authorities.some(
      (authority) => claim.organisation === authority || claim.organisation.startsWith(`${authority}-`),
    ),
    isSelf: isPerson(record, subject, 'SELF'),
    holdsParentalResponsibility: isPerson(record, subject, 'PARENTAL_RESPONSIBILITY'),
    referenced: ties.references.some(
      (tie) =>
        tie.reference === claim.reference &&
        tie.organisation === claim.organisation &&
        (tie.until === null || tie.until >= today),
    ),
    excluded: isAmong(ties.excludedStaff, claim.staffIds) || isAmong(ties.excludedStaff, claim.mediatorStaffIds ?? []),
  };
};

const isPerson = (
  record: StoredRecord,
  subject: PractitionerClaim['subject'],
  is: 'SELF' | 'PARENTAL_RESPONSIBILITY',
): boolean => {
  if (subject === null || subject === undefined) return false;
  const same = (id: { readonly scheme: string; readonly value: string }): boolean =>
    id.scheme === subject.scheme && id.value === subject.value;
  // A child may also be identified by a number of their own that the agency holds.
  return (
    record.ties.persons.some((person) => person.is === is && same(person)) ||
    (is === 'SELF' && record.identifiers.some(same))
  );
};
