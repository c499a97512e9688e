import type {
  AccountState,
  BreakGlassCase as PublicCase,
  Obligation as PublicObligation,
} from '../generated/childview.ts';
import type { RootRequest } from '../graph/graph-step.ts';
import type { BreakGlassCase, ControlState, Owed } from '../model/control-state.ts';
import { verdictStates } from '../model/match-verdict.ts';
import { type Actor, requireJudge, reviewScope } from './act-rights.ts';
import { peopleOf, readControl } from './control-access.ts';
import { verdictValue } from './verdict-acts.ts';

/** Every field of a public type: one that the schema gains must be given here. */
type Fields<Type> = Record<Exclude<keyof Type, '__typename'>, unknown>;

/** What control state adds to `me`. */
export type OwnStanding = { readonly suspended: boolean; readonly obligations: readonly unknown[] };

/** What the roots of an operation show of the control state. */
export type ControlValues = {
  /** Null: nothing of it is asked for. */
  readonly standing: OwnStanding | null;
  readonly ownAt: ReadonlyMap<number, unknown>;
};

const defaultFirst = 50;
const nothingShown: ControlValues = { standing: null, ownAt: new Map() };

/**
 * Reads what the operation's own roots show of the control state, and nothing where they show none.
 *
 * @throws GatewayError when the caller may not see it, or the control state cannot be reached.
 */
export async function controlValues(
  roots: readonly RootRequest[],
  actor: Actor & { readonly control: Pick<ControlState, 'factsOf' | 'owedBy' | 'casesToReview' | 'verdicts'> },
): Promise<ControlValues> {
  if (!roots.some(({ kind }) => kind === 'OWN')) return nothingShown;
  return readControl(async () => {
    const { practitioner, control, now } = actor;
    let standing: OwnStanding | null = null;
    const ownAt = new Map<number, unknown>();
    for (const root of roots) {
      if (root.kind !== 'OWN') continue;
      if (root.field === 'me') {
        standing ??= {
          suspended: practitioner.isSuspended || (await control.factsOf(peopleOf(practitioner), now)).isSuspended,
          obligations: (await control.owedBy(practitioner.subject)).map((owed) => owedValue(owed, now)),
        };
      }
      if (root.field === 'breakGlassReviews') {
        const { notOf } = await reviewScope(actor);
        const first = typeof root.args['first'] === 'number' ? root.args['first'] : defaultFirst;
        const cases = await control.casesToReview({ subject: practitioner.subject, notOf, first });
        ownAt.set(
          root.index,
          cases.map((one) => caseValue(one, now)),
        );
      }
      if (root.field === 'matchVerdicts') {
        await requireJudge(actor);
        ownAt.set(
          root.index,
          (await control.verdicts(verdictsPage(root.args))).map((one) => verdictValue(one, practitioner)),
        );
      }
    }
    return { standing, ownAt };
  });
}

function verdictsPage({ state, first, after }: RootArgs): Parameters<ControlState['verdicts']>[0] {
  return {
    state: verdictStates.find((each) => each === state) ?? null,
    first: typeof first === 'number' ? first : defaultFirst,
    after: typeof after === 'string' ? after : null,
  };
}

type RootArgs = Extract<RootRequest, { kind: 'OWN' }>['args'];

/** A case as it is answered. */
export function caseValue(found: BreakGlassCase | null, now: number): Fields<PublicCase> | null {
  if (found === null) return null;
  const { recordId, organisation, roles, purpose, at, justifyBy, justifiedAt, reviewBy, reviewedAt, outcome } = found;
  return {
    recordId,
    organisation,
    roles,
    purpose,
    at: instantOf(at),
    justifyBy: instantOf(justifyBy),
    justifiedAt: instantOf(justifiedAt),
    isLate: justifyBy !== null && justifyBy < (justifiedAt ?? now),
    reviewBy: instantOf(reviewBy),
    reviewedAt: instantOf(reviewedAt),
    outcome,
  };
}

/** An obligation as it is answered. */
export function owedValue({ recordId, kind, dueBy, doneAt }: Owed, now: number): Fields<PublicObligation> {
  return {
    recordId,
    kind,
    dueBy: instantOf(dueBy),
    overdue: dueBy !== null && dueBy < (doneAt ?? now),
    doneAt: instantOf(doneAt),
  };
}

/** An account's state as it is answered. */
export function accountValue(subject: string, suspended: boolean): Fields<AccountState> {
  return { subject, suspended };
}

function instantOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
