import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol, Schedule } from '../model/protocol.ts';
import type { DisclosureClass, LocalDate } from '../model/words.ts';
import { analysePolicy } from './policy-scope.ts';

/** The classes of which a caller could be granted anything at all, whatever the child and the purpose. */
export type EverGranted = (caller: Practitioner, today: LocalDate) => ReadonlySet<DisclosureClass>;

type Permit = {
  /** Null: it counts always, for everybody. */
  readonly schedule: Schedule | null;
  /** Each list narrows further. */
  readonly roles: readonly (readonly string[])[];
  readonly classes: readonly DisclosureClass[];
};

/**
 * Reads from the scopes of the policies which classes each role of each kind of organisation could ever be
 * granted. Never less than a decision gives: what else a policy demands is taken as met, and nothing forbids.
 *
 * @throws Error when a policy cannot be read.
 */
export function createEverGranted({
  protocol,
  classes,
}: {
  readonly protocol: Protocol;
  readonly classes: readonly DisclosureClass[];
}): EverGranted {
  const permits = protocol.policies.flatMap((policy): readonly Permit[] => {
    if (policy.effect !== 'permit') return [];
    const { actions, resourceType, resources, roles } = analysePolicy(policy);
    if (actions !== null && !actions.some((action) => disclosing.has(action))) return [];
    const schedule = protocol.schedules.find(({ id }) => id === policy.schedule) ?? null;
    if (schedule === null && policy.schedule !== null) return [];
    const given = classes.filter((each) => {
      const type = protocol.splitClasses[each] ?? 'Class';
      if (resourceType !== null && resourceType !== type) return false;
      return resources.every((list) => list.some((key) => isOf(key, type, each)));
    });
    return [{ schedule, roles, classes: given }];
  });
  const kindOf = new Map(protocol.signatories.map(({ organisation, kind }) => [organisation, kind]));
  return (caller, today) => {
    const kind = kindOf.get(caller.organisation) ?? '';
    const counting = permits.filter(
      ({ schedule, roles }) =>
        (schedule === null || covers(schedule, kind, today)) &&
        caller.roles.some(
          (role) => schedule?.roles.includes(role) !== false && roles.every((list) => list.includes(role)),
        ),
    );
    return new Set(counting.flatMap((permit) => permit.classes));
  };
}

const disclosing: ReadonlySet<string> = new Set(['know', 'read']);

/** Of a class that is decided value by value any value counts. */
function isOf(key: string, type: string, each: DisclosureClass): boolean {
  return type === 'Class' ? key === `Class|${each}` : key.startsWith(`${type}|`);
}

function covers({ validFrom, validUntil, organisationKinds }: Schedule, kind: string, today: LocalDate): boolean {
  return validFrom <= today && today <= validUntil && organisationKinds.includes(kind);
}
