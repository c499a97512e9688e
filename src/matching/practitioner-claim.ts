import type { Practitioner, PractitionerClaim, StaffId } from '../model/practitioner.ts';
import { normaliseStaffId } from './identifiers.ts';

/**
 * Makes the claim that agencies answer the relationship question for. `reference` is that of the order or
 * review under which the caller asks. `ownGroupsOnlyRoles` comes from
 * the protocol (domain.md 7.0, ROLL): who has no other role is on the roll's side only for the own
 * groups, and so is who has no role at all, so that losing a role never widens the question.
 */
export function practitionerClaim(
  practitioner: Practitioner,
  ownGroupsOnlyRoles: readonly string[],
  reference: string | null,
): PractitionerClaim {
  return {
    organisation: practitioner.organisation,
    staffIds: practitioner.staffIds.map(canonical),
    teams: practitioner.teams,
    groups: practitioner.groups,
    ownGroupsOnly: practitioner.roles.every((role) => ownGroupsOnlyRoles.includes(role)),
    subject: practitioner.personId,
    reference,
    // Asked of exclusion only: a mediator's own ties to the child open nothing to the requester.
    mediatorStaffIds: practitioner.mediator?.staffIds.map(canonical) ?? [],
  };
}

/** As the register writes it; one that is no such number is asked with as it is, since an exclusion may name it. */
function canonical({ scheme, value }: StaffId): StaffId {
  const read = normaliseStaffId(scheme, value);
  return { scheme, value: read.kind === 'VALID' ? read.value : value };
}
