import type { ChildRecord } from '../model/child-record.ts';
import type { Judgement } from '../model/match-verdict.ts';
import type { MatchingParameters } from '../model/matching-parameters.ts';
import type { LocalDate, OrganisationCode } from '../model/words.ts';
import { type ComparableRecord, comparableRecord } from './comparable-record.ts';
import {
  compareRecords,
  type DetailsEvidence,
  evidenceOfDetails,
  isForbidden,
  isSevered,
  type PairFinding,
  type PairLink,
  type Surroundings,
  verifiedNumbersDiffer,
} from './compare-records.ts';
import { areFarApart } from './far-apart.ts';
import { isOfOneBirth } from './judge-details.ts';
import type { LinkMemo } from './link-memo.ts';

/** What linking goes by. */
export type LinkRules = {
  readonly today: LocalDate;
  /** The age in years from which a person is an adult. */
  readonly adultAt: number;
  /** The law that a record's custodian is under: records under two laws are never joined by rule. */
  readonly lawOf: (custodian: OrganisationCode) => string;
  readonly parameters: MatchingParameters;
  /** Of the same rules. Default: nothing is remembered. */
  readonly memo?: LinkMemo;
  /**
   * What people have judged of two records, the same whichever comes first. SAME joins them, but no two of
   * one source, and never over a severed identity (R0) or a source's own verdict; NOT_SAME is R1; DOUBTED
   * leaves them linked and not joined. Default: nothing.
   */
  readonly verdicts?: (one: ChildRecord, other: ChildRecord) => Judgement | null;
};

/** A record, and what it is to each of the others. */
export type LinkNode = {
  readonly comparable: ComparableRecord;
  readonly findings: Map<LinkNode, PairFinding>;
  /** Those that a person's verdict, or a source's, says are another child. */
  readonly forbidden: Set<LinkNode>;
  /** How details compare; none with those that are far apart. */
  readonly evidence: Map<LinkNode, DetailsEvidence>;
};

/** Makes records ready to be compared. A record that is given twice counts once, as it came first. */
export function comparableRecords(records: readonly ChildRecord[], rules: LinkRules): readonly ComparableRecord[] {
  const comparables = new Map<string, ComparableRecord>();
  for (const record of records) {
    const identity = `${record.agency}\n${record.recordId}`;
    if (comparables.has(identity)) continue;
    const make = (): ComparableRecord => comparableRecord(record, rules, rules.memo?.detailsOf(record));
    comparables.set(identity, rules.memo?.comparableOf(record, make) ?? make());
  }
  return [...comparables.values()];
}

/** Compares all records with each other. */
export function linkGraph(records: readonly ComparableRecord[], rules: LinkRules): readonly LinkNode[] {
  const nodes = records.map(
    (comparable): LinkNode => ({
      comparable,
      findings: new Map(),
      forbidden: new Set(),
      evidence: new Map(),
    }),
  );
  compareAll(nodes, rules);
  return nodes;
}

/** Whether a finding links two records in any way. */
export function isLink(finding: PairFinding | undefined): finding is PairLink {
  return finding?.kind === 'MATCH' || finding?.kind === 'POSSIBLE' || finding?.kind === 'CONFLICT';
}

/** All pairs of a list, each once. */
export function pairsOf<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  const pairs: (readonly [T, T])[] = [];
  for (const [index, one] of items.entries()) {
    for (let at = index + 1; at < items.length; at += 1) pairs.push([one, items[at] as T]);
  }
  return pairs;
}

function compareAll(nodes: readonly LinkNode[], rules: LinkRules): void {
  const { parameters } = rules;
  const pairs = pairsOf(nodes);
  for (const [one, other] of pairs) {
    const make = (): DetailsEvidence | null =>
      areFarApart(one.comparable, other.comparable)
        ? null
        : evidenceOfDetails(one.comparable.details, other.comparable.details, parameters);
    const evidence = rules.memo === undefined ? make() : rules.memo.evidenceOf(one.comparable, other.comparable, make);
    if (evidence === null) continue;
    one.evidence.set(other, evidence);
    other.evidence.set(one, evidence);
  }
  for (const [one, other] of pairs) {
    const surroundings = surroundingsOf(one, other, nodes, parameters);
    const evidence = one.evidence.get(other) ?? null;
    const found = compareRecords(one.comparable, other.comparable, evidence, surroundings, parameters);
    const verdict = rules.verdicts?.(one.comparable.record, other.comparable.record) ?? null;
    const isApart = verdict === 'NOT_SAME' || isForbidden(one.comparable, other.comparable);
    const finding = isApart ? found : judged(verdict, one, other, found);
    one.findings.set(other, finding);
    other.findings.set(one, finding);
    if (isApart) {
      one.forbidden.add(other);
      other.forbidden.add(one);
    }
  }
}

function judged(verdict: Judgement | null, one: LinkNode, other: LinkNode, found: PairFinding): PairFinding {
  if (verdict === 'SAME') return judgedSame(one, other, found);
  return verdict === 'DOUBTED' && found.kind === 'MATCH'
    ? { ...found, kind: 'POSSIBLE', rule: 'R1', isConsistent: false, isAlike: false }
    : found;
}

/** A duplicate within a source stays one, whoever saw it: it is the source's to mend. */
function judgedSame(one: LinkNode, other: LinkNode, found: PairFinding): PairFinding {
  if (found.kind === 'SEVERED' || one.comparable.record.agency === other.comparable.record.agency) return found;
  return {
    kind: 'MATCH',
    rule: 'VERDICT',
    flags: [],
    isByDetails: false,
    isConsistent: true,
    isAlike: true,
    isConvincing: true,
  };
}

/** What the other records mean for a pair. A severed identity is as if it were not there. */
function surroundingsOf(
  one: LinkNode,
  other: LinkNode,
  nodes: readonly LinkNode[],
  parameters: MatchingParameters,
): Surroundings {
  const rivals = (): readonly DetailsEvidence[] => [...rivalsOf(one, other), ...rivalsOf(other, one)];
  return {
    isUniqueInSource: (holder, key) =>
      !nodes.some(
        ({ comparable }) =>
          comparable !== holder &&
          comparable.record.agency === holder.record.agency &&
          comparable.identifiers.has(key) &&
          !isSevered(comparable, holder),
      ),
    hasDouble: () => {
      const evidence = one.evidence.get(other);
      return (
        evidence !== undefined &&
        isOfOneBirth(evidence.pattern) &&
        rivals().some(({ pattern }) => isOfOneBirth(pattern))
      );
    },
    hasMargin: () => {
      const least = (one.evidence.get(other)?.score ?? -Infinity) - parameters.thresholds.margin;
      return rivals().every(({ score }) => score <= least);
    },
  };
}

/** How `one` compares with the records that it could belong with in place of `other`: of the same source, or of another child. */
function rivalsOf(one: LinkNode, other: LinkNode): readonly DetailsEvidence[] {
  const rivals: DetailsEvidence[] = [];
  for (const [rival, evidence] of one.evidence) {
    if (rival === other) continue;
    const isOfSameSource = rival.comparable.record.agency === other.comparable.record.agency;
    if (!isOfSameSource && couldBeSame(rival, other)) continue;
    if (isSevered(one.comparable, rival.comparable) || isSevered(other.comparable, rival.comparable)) continue;
    rivals.push(evidence);
  }
  return rivals;
}

function couldBeSame(one: LinkNode, other: LinkNode): boolean {
  const evidence = one.evidence.get(other);
  return (
    evidence !== undefined &&
    evidence.pattern.given !== 'DIFFERS' &&
    evidence.pattern.dateOfBirth !== 'DIFFERS' &&
    !verifiedNumbersDiffer(one.comparable, other.comparable)
  );
}
