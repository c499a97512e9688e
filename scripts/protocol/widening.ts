import { createPolicyEngine } from '../../src/access/policy-engine.ts';
import { type Expression, negated, readExpression } from './expression.ts';
import { type Group, type Groups, type Reach, reachOf } from './groups.ts';
import type { Mutant } from './mutants.ts';
import { questionFor } from './question-for.ts';
import { type Rule, type RuleBook, rulesFor } from './rule-book.ts';
import { type Assignment, others } from './truth.ts';

/**
 * Why a widened policy permits nothing more.
 *
 * - IMPLIED: wherever a request can come, its schedule or its other conditions say the same.
 * - OPEN: another policy permits the same already.
 * - CLOSED: whatever else it would permit is forbidden.
 * - OPEN_OR_CLOSED: some of it is open already, all else is forbidden.
 * - OUT_OF_REACH: it would permit more, but not with facts that a request can have together.
 */
export type Idleness = 'IMPLIED' | 'OPEN' | 'CLOSED' | 'OPEN_OR_CLOSED' | 'OUT_OF_REACH';

/** What a widened policy does: nothing, or it permits at least this question. */
export type Widening =
  | { readonly kind: 'IDLE'; readonly reason: Idleness }
  | { readonly kind: 'PERMITS'; readonly question: string };

/** What was found so far of a widened policy. */
type Seen = { grows: boolean; isNotOpen: boolean; isNotClosed: boolean; decides: boolean };

/**
 * Says whether any answer alters by a widened policy. One that permits more can only add answers where it is itself
 * satisfied, so that only the questions of its own schedule, roles, purposes, actions and resources are looked at,
 * all of them; and of those only the values of facts that a rule there tells apart. The facts of a request are the
 * same in all of its questions: what no request can combine is out of reach.
 */
export function wideningOf(mutant: Mutant, book: RuleBook, groups: Groups): Widening {
  const policy = { ...mutant.policy, text: mutant.changed };
  const widened: Rule = { policy, formula: readExpression(policy) };
  const seen: Seen = { grows: false, isNotOpen: false, isNotClosed: false, decides: false };
  const tried = new Set<string>();
  for (const group of groups(policy.schedule)) {
    const { matter, action, resource, key } = group;
    const [rule] = rulesFor(book, matter, action, resource, [widened]);
    if (rule === undefined) continue;
    const question = `${JSON.stringify(rule.formula)} ${key}`;
    if (tried.has(question)) continue;
    tried.add(question);
    const reach = reachOf(book, group, rule.formula);
    const found = look(group, rule, reach, seen);
    if (found === null) continue;
    mustAgree(book, group, policy, found, reach);
    return { kind: 'PERMITS', question: inWords(group, found) };
  }
  return { kind: 'IDLE', reason: reasonOf(seen) };
}

function reasonOf({ grows, isNotOpen, isNotClosed, decides }: Seen): Idleness {
  if (decides) return 'OUT_OF_REACH';
  if (!grows) return 'IMPLIED';
  if (!isNotOpen) return 'OPEN';
  return isNotClosed ? 'OPEN_OR_CLOSED' : 'CLOSED';
}

/** Facts under which the group's answer alters and a request comes there; null when there are none. */
function look({ rules }: Group, widened: Rule, reach: Reach, seen: Seen): Assignment | null {
  const none = (of: readonly Rule[]): readonly Expression[] => of.map(({ formula }) => negated(formula));
  const permits = rules.filter(({ policy }) => policy.effect === 'permit');
  const forbids = rules.filter(({ policy }) => policy.effect === 'forbid');
  const decisive = [widened.formula, ...none(rules)];
  const reached = reach.findReached(decisive);
  if (reached !== null) return reached;

  const more = [widened.formula, ...none(permits.filter(({ policy }) => policy.id === widened.policy.id))];
  seen.decides ||= reach.find(decisive) !== null;
  seen.grows ||= reach.find(more) !== null;
  seen.isNotOpen ||= reach.find([...more, ...none(permits)]) !== null;
  seen.isNotClosed ||= reach.find([...more, ...none(forbids)]) !== null;
  return null;
}

/** Puts the question found to the policy engine: as they are the policies deny it, and the widened one permits it. */
function mustAgree(
  book: RuleBook,
  { matter, action, resource }: Group,
  widened: Mutant['policy'],
  found: Assignment,
  { domains }: Reach,
): void {
  const question = questionFor(book, matter, action, resource, found, domains);
  const before = book.engine.ask(question);
  const after = createPolicyEngine([widened], book.protocol.cedarSchema).ask(question);
  if (before.kind === 'DENIED' && before.policies.length === 0 && after.kind === 'ALLOWED') return;
  throw new Error(
    `The policy engine answers ${before.kind}, and by ${widened.id} widened ${after.kind}, to ${matter.role} ` +
      `${matter.purpose} ${action.name} ${resource.id}, against what its policies were read as.`,
  );
}

function inWords({ matter, action, resource }: Group, found: Assignment): string {
  const facts = [...found]
    .filter(([name]) => action.dimensions.some((each) => each.name === name.split('∋')[0]))
    .map(([name, value]) => `${name} ${value === others ? 'other' : value}`);
  const access = matter.access === 'USUAL' ? '' : ' under break-glass';
  return [`${matter.role} ${matter.purpose}${access}: ${action.name} ${resource.id}`, ...facts].join(', ');
}
