import type { ChildRecord, LinkedRecord } from '../model/child-record.ts';
import type { LocalDate, OrganisationCode } from '../model/words.ts';
import { type ComparableRecord, comparableRecord } from './comparable-record.ts';
import { compareRecords, isForbidden, isSevered, type LinkRule, type PairFinding } from './compare-records.ts';

/** What linking is given. */
export type LinkInput = {
  /** Records of the agency that was entered by, all with the identifier that was asked for. */
  readonly entry: readonly ChildRecord[];
  /** All other records that were found by that identifier, or by one learnt from another record. */
  readonly candidates: readonly ChildRecord[];
  readonly today: LocalDate;
  /** The age in years from which a person is an adult. */
  readonly adultAt: number;
  /** The law that a record's custodian is under: records under two laws are never joined by rule. */
  readonly lawOf: (custodian: OrganisationCode) => string;
};

/** A record with its place in the list, and what it is to each of the others. */
type Node = {
  readonly comparable: ComparableRecord;
  readonly isStart: boolean;
  readonly findings: Map<Node, PairFinding>;
  readonly forbidden: Set<Node>;
};

/**
 * Joins the records of one child by domain.md 5.2 (R0-R5; no scores), never by an identifier alone.
 * The result holds the entry's records first and no NO_MATCH; each record names the rule that
 * decided. It does not depend on the order of the records.
 *
 * A record is MATCH only if it fits every record joined, not just one of them; of two records of one
 * source none is (but the one that was asked for, when it alone was); and a CONFLICT anywhere leaves
 * MATCH to the entry alone. Several entry records are an ambiguous entry: then nothing is MATCH.
 *
 * A verdict (`cannotLink`) takes a record away and nothing more: what it held back by being a
 * duplicate or a contradiction stays held back, so that no ban ever releases more. A severed
 * identity is as if it were not there at all: not even a held-back record may tell of it.
 */
export function linkRecords(input: LinkInput): readonly LinkedRecord[] {
  const nodes = nodesOf(input);
  const starts = nodes.filter(({ isStart }) => isStart);
  const [first] = starts;
  if (first === undefined) return [];
  if (nodes.length === 1) return [{ record: first.comparable.record, outcome: 'MATCH', rule: 'ENTRY' }];

  const related = reachable(starts, (node, next) => isEdge(node.findings.get(next)));
  const matching = reachable(starts, (node, next) => node.findings.get(next)?.kind === 'MATCH');
  const heldBack = holdBack(starts, related, matching);
  const isExcluded = (node: Node): boolean =>
    !node.isStart && starts.every((start) => start.forbidden.has(node) || isRefuted(start, node));
  const joined = reachable(
    starts,
    (node, next) =>
      node.findings.get(next)?.kind === 'MATCH' &&
      !node.forbidden.has(next) &&
      !heldBack.has(next) &&
      !isExcluded(next),
  );
  return [...starts, ...[...related].filter((node) => !node.isStart && !isExcluded(node)).sort(byPlace(nodes))].map(
    (node) => ({ record: node.comparable.record, ...outcomeOf(node, { related, matching, joined, heldBack }) }),
  );
}

/** The records that take part: each once, without those that a severed identity keeps apart from the entry. */
function nodesOf(input: LinkInput): readonly Node[] {
  const agency = input.entry[0]?.agency;
  const seen = new Set<string>();
  const all: Node[] = [];
  for (const [index, record] of [...input.entry, ...input.candidates].entries()) {
    const identity = `${record.agency}\n${record.recordId}`;
    if (seen.has(identity)) continue;
    seen.add(identity);
    all.push({
      comparable: comparableRecord(record, input),
      isStart: index < input.entry.length && record.agency === agency,
      findings: new Map(),
      forbidden: new Set(),
    });
  }
  const starts = all.filter(({ isStart }) => isStart);
  const isApart = (node: Node): boolean =>
    !node.isStart && starts.every(({ comparable }) => isSevered(comparable, node.comparable));
  const nodes = all.filter((node) => !isApart(node));
  compareAll(nodes);
  return nodes;
}

function compareAll(nodes: readonly Node[]): void {
  const isUniqueInSource = (holder: ComparableRecord, identifier: string): boolean =>
    !nodes.some(
      ({ comparable }) =>
        comparable !== holder &&
        comparable.record.agency === holder.record.agency &&
        comparable.identifiers.has(identifier),
    );
  for (const [one, other] of pairsOf(nodes)) {
    const finding = compareRecords(one.comparable, other.comparable, isUniqueInSource);
    one.findings.set(other, finding);
    other.findings.set(one, finding);
    if (isForbidden(one.comparable, other.comparable)) {
      one.forbidden.add(other);
      other.forbidden.add(one);
    }
  }
}

/** Records that may not be MATCH, and why; found on the evidence alone, so that no verdict lets one go. */
function holdBack(
  starts: readonly Node[],
  related: ReadonlySet<Node>,
  matching: ReadonlySet<Node>,
): ReadonlyMap<Node, LinkRule> {
  const heldBack = new Map<Node, LinkRule>();
  const hold = (rule: LinkRule, ...nodes: readonly Node[]): void => {
    for (const node of nodes) if (!node.isStart && !heldBack.has(node)) heldBack.set(node, rule);
  };
  const pairs = pairsOf([...related]);
  if (starts.length > 1) hold('R1', ...related);
  if (pairs.some(([one, other]) => one.findings.get(other)?.kind === 'CONFLICT')) hold('R4', ...related);
  for (const [one, other] of pairs) {
    if (one.comparable.record.agency === other.comparable.record.agency) hold('R1', one, other);
  }
  // What is held back joins nothing, so that nothing need fit it: a duplicate costs no other record its place.
  const candidates = [...matching].filter((node) => !heldBack.has(node));
  for (const [one, other] of pairsOf(candidates)) {
    const finding = one.findings.get(other);
    if (one.forbidden.has(other)) hold('R1', one, other);
    // Only the locked record gives way: the other must not show that there is one.
    else if (finding?.kind === 'SEVERED') hold('R0', ...[one, other].filter(isLocked));
    else if (!fits(finding)) hold('CONSISTENCY', one, other);
  }
  return heldBack;
}

/** The sets that an outcome is read from: all that are connected, by what, and what stays joined of them. */
type Groups = {
  readonly related: ReadonlySet<Node>;
  readonly matching: ReadonlySet<Node>;
  readonly joined: ReadonlySet<Node>;
  readonly heldBack: ReadonlyMap<Node, LinkRule>;
};

function outcomeOf(node: Node, groups: Groups): Pick<LinkedRecord, 'outcome'> & { readonly rule: LinkRule } {
  const { related, matching, joined, heldBack } = groups;
  if (node.isStart) {
    const isAmbiguous = [...related].some((other) => other !== node && other.isStart);
    return isAmbiguous ? { outcome: 'POSSIBLE', rule: 'R1' } : { outcome: 'MATCH', rule: 'ENTRY' };
  }
  const rules: Record<'MATCH' | 'POSSIBLE' | 'CONFLICT', LinkRule[]> = { MATCH: [], POSSIBLE: [], CONFLICT: [] };
  for (const [other, finding] of node.findings) {
    if (!('rule' in finding) || !related.has(other)) continue;
    if (finding.kind !== 'MATCH' || joined.has(other)) rules[finding.kind].push(finding.rule);
  }
  // Of two that conflict the one that fits the entry is the innocent; it is held back all the same.
  if (rules.CONFLICT.length > 0 && !matching.has(node)) return { outcome: 'CONFLICT', rule: 'R4' };
  if (joined.has(node)) return { outcome: 'MATCH', rule: firstOf(rules.MATCH) };
  return { outcome: 'POSSIBLE', rule: heldBack.get(node) ?? firstOf(rules.POSSIBLE) };
}

function reachable(starts: readonly Node[], leadsTo: (node: Node, next: Node) => boolean): ReadonlySet<Node> {
  const reached = new Set(starts);
  // A set hands out what is added while it is walked.
  for (const node of reached) {
    for (const next of node.findings.keys()) if (leadsTo(node, next)) reached.add(next);
  }
  return reached;
}

function isEdge(finding: PairFinding | undefined): boolean {
  return finding?.kind === 'MATCH' || finding?.kind === 'POSSIBLE' || finding?.kind === 'CONFLICT';
}

function isRefuted(one: Node, other: Node): boolean {
  return one.findings.get(other)?.kind === 'REFUTED';
}

function fits(finding: PairFinding | undefined): boolean {
  return finding?.kind === 'MATCH' || (finding?.kind === 'UNRELATED' && finding.isConsistent);
}

function isLocked({ comparable }: Node): boolean {
  return comparable.record.isLinkLocked;
}

function pairsOf<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  const pairs: (readonly [T, T])[] = [];
  for (const [index, one] of items.entries()) {
    for (const other of items.slice(index + 1)) pairs.push([one, other]);
  }
  return pairs;
}

const ruleOrder: readonly LinkRule[] = ['R0', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6t', 'NEVER_AUTO', 'IDENTIFIER_ONLY'];

/** The first in the order of the rules, so that the order of the records does not show. */
function firstOf(rules: readonly LinkRule[]): LinkRule {
  return ruleOrder.find((rule) => rules.includes(rule)) ?? 'CONSISTENCY';
}

function byPlace(nodes: readonly Node[]): (one: Node, other: Node) => number {
  return (one, other) => nodes.indexOf(one) - nodes.indexOf(other);
}
