import type { Disclosure, Me, Protocol as PublicProtocol } from '../generated/childview.ts';
import type { Cell, ChildDecision, LegalSlots, RequestDecision } from '../model/decision.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol } from '../model/protocol.ts';
import type { DisclosureMode } from '../model/words.ts';
import type { OwnStanding } from './control-values.ts';

/** Every field of a public type: one that the schema gains must be given here. */
type Fields<Type> = Record<Exclude<keyof Type, '__typename'>, unknown>;

/**
 * The values of the roots that the gateway itself answers: `me`, `protocol` and `disclosure` (its `withheld` is the guard's).
 * Each is worked out when it is read: most operations ask for none.
 */
export function ownValues(input: {
  readonly practitioner: Practitioner;
  readonly declaration: Declaration | null;
  readonly request: Extract<RequestDecision, { kind: 'OPEN' }> | null;
  readonly recordId: string | null;
  readonly protocol: Protocol;
  /** The cells that the selection discloses, and the children's decisions on them. */
  readonly asked: readonly Cell[];
  readonly decisions: readonly ChildDecision[];
  /** The searches that are made, or in a dry run would be. */
  readonly searches?: readonly { readonly fields: readonly string[]; readonly agencies: readonly string[] }[];
  /** What the control state holds of the caller; null: `me` is not asked for. */
  readonly standing: OwnStanding | null;
}): Readonly<Record<string, unknown>> {
  const { practitioner, declaration, request, protocol } = input;
  return {
    get me() {
      return {
        organisation: practitioner.organisation,
        organisationName:
          protocol.signatories.find(({ organisation }) => organisation === practitioner.organisation)?.name ??
          practitioner.organisation,
        roles: practitioner.roles,
        trainedUntil: practitioner.trainedUntil,
        vettedOn: practitioner.vettedOn,
        designatedOfficer: practitioner.designatedOfficer,
        suspended: input.standing?.suspended,
        obligations: input.standing?.obligations,
      } satisfies Fields<Me>;
    },
    get protocol() {
      return {
        version: protocol.version,
        signatories: protocol.signatories.filter(({ signedOn }) => signedOn !== null),
        schedules: protocol.schedules,
        bases: protocol.bases,
        notices: { ...protocol.notices.general, classes: protocol.notices.classes },
      } satisfies Fields<PublicProtocol>;
    },
    get disclosure() {
      if (declaration === null || request === null) return null;
      return {
        recordId: input.recordId,
        policyVersion: request.policyVersion,
        purpose: declaration.purpose,
        bases: [...request.basesOf].map(([agency, bases]) => ({ agency, bases })),
        slots: slotsAsked(input.asked, request),
        obligations: request.obligations,
        accessMode: request.mode,
        dryRun: declaration.dryRun,
        granted: grantedClasses(input.asked, input.decisions),
        searches: input.searches ?? [],
      } satisfies Omit<Fields<Disclosure>, 'withheld'>;
    },
  };
}

/** Of every part asked for, whatever is held of it: each agency and class once, in the order asked. */
function slotsAsked(
  asked: readonly Cell[],
  { basesOf, slotsFor }: Extract<RequestDecision, { kind: 'OPEN' }>,
): readonly (LegalSlots & { readonly agency: string; readonly class: string })[] {
  if (slotsFor === undefined) return [];
  const parts = new Map(asked.map((cell) => [`${cell.agency} ${cell.class}`, cell]));
  return [...parts.values()]
    .filter(({ agency }) => basesOf.has(agency))
    .map((cell) => ({ agency: cell.agency, class: cell.class, ...slotsFor(cell.agency, cell.class) }));
}

function grantedClasses(
  asked: readonly Cell[],
  decisions: readonly ChildDecision[],
): readonly { readonly class: string; readonly mode: DisclosureMode }[] {
  const modes = new Map<string, DisclosureMode>();
  for (const decision of decisions) {
    if (decision.kind === 'REFUSED') continue;
    for (const { agency, class: disclosed, aspect } of asked) {
      const { read, know } = decision.cellOf(agency, disclosed, aspect);
      if (read !== 0) modes.set(disclosed, 'CONTENT');
      else if (know !== 0 && !modes.has(disclosed)) modes.set(disclosed, 'EXISTENCE');
    }
  }
  return [...modes].map(([name, mode]) => ({ class: name, mode }));
}
