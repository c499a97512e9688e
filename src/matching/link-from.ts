import type { DirectLink, LinkedRecord } from '../model/child-record.ts';
import type { LinkRule, PairFinding, PairLink } from './compare-records.ts';
import { isLink, type LinkNode, pairsOf } from './link-graph.ts';

/**
 * Reads one child off compared records, beginning at `starts`: those come first, then the others that are
 * linked, in the order of `nodes`. What it promises is said at `linkRecords`.
 */
export function linkFrom(starts: readonly LinkNode[], nodes: readonly LinkNode[]): readonly LinkedRecord[] {
  const [first] = starts;
  if (first === undefined) return [];
  const groups = groupsOf(starts);
  const { related, heldBack } = groups;
  const isExcluded = (node: LinkNode): boolean => isNotThisChild(node, groups);
  const joined = reachable(
    starts,
    (node, next) =>
      node.findings.get(next)?.kind === 'MATCH' &&
      !node.forbidden.has(next) &&
      !heldBack.has(next) &&
      !isExcluded(next),
  );
  const shown = [
    ...starts,
    ...nodes.filter((node) => related.has(node) && !starts.includes(node) && !isExcluded(node)),
  ];
  const isAlone = shown.length === 1;
  return shown.map((node) => ({
    record: node.comparable.record,
    ...(isAlone ? ({ outcome: 'MATCH', rule: 'ENTRY' } as const) : outcomeOf(node, joined, groups)),
    linkedWith: directLinksOf(node, shown),
  }));
}

/** The sets that an outcome is read from; all of them evidence alone, but for what verdicts hold back. */
type Groups = {
  readonly starts: readonly LinkNode[];
  /** All that are connected by any link. */
  readonly related: ReadonlySet<LinkNode>;
  /** Those of them that are not merely like the child, or like one that is linked with it. */
  readonly claiming: ReadonlySet<LinkNode>;
  /** Those of them that are connected by matches. */
  readonly matching: ReadonlySet<LinkNode>;
  /** Those of them that are connected by links that are matches but for other records. */
  readonly leading: ReadonlySet<LinkNode>;
  /** Those of them that are so connected without any link that rests on details alone. */
  readonly firm: ReadonlySet<LinkNode>;
  /** Those that may not be MATCH, and why. */
  readonly heldBack: ReadonlyMap<LinkNode, LinkRule>;
  /** Those that are matches by more than details, and that nothing but a verdict could hold back. */
  readonly certain: readonly LinkNode[];
};

function groupsOf(starts: readonly LinkNode[]): Groups {
  const matching = reachableBy(starts, ({ kind }) => kind === 'MATCH');
  const leading = reachableBy(starts, ({ isConvincing }) => isConvincing);
  const firm = reachableBy(starts, ({ isConvincing, isByDetails }) => isConvincing && !isByDetails);
  // A likeness leads on from what is convincing, not from another likeness: else it would go from child to child.
  const related = reachableBy(
    starts,
    ({ isByDetails, isConvincing }, node) => !isByDetails || isConvincing || leading.has(node),
  );
  const claiming = reachableBy(starts, ({ isByDetails, isConvincing }) => !isByDetails || isConvincing);
  const groups = { starts, related, claiming, matching, leading, firm };
  const heldBack = holdBack(groups);
  const proven = reachableBy(starts, ({ kind, isByDetails }) => kind === 'MATCH' && !isByDetails);
  const certain = [...proven].filter((node) => !heldBack.has(node));
  for (const [node, rule] of heldBackByVerdict(groups, heldBack)) heldBack.set(node, rule);
  return { ...groups, heldBack, certain };
}

/** Records that may not be MATCH, and why; found on the evidence alone, so that no verdict lets one go. */
function holdBack(groups: Omit<Groups, 'heldBack' | 'certain'>): Map<LinkNode, LinkRule> {
  const { starts, related, claiming, matching, leading, firm } = groups;
  const heldBack = new Map<LinkNode, LinkRule>();
  const hold = (rule: LinkRule, ...nodes: readonly LinkNode[]): void => {
    for (const node of nodes) if (!starts.includes(node) && !heldBack.has(node)) heldBack.set(node, rule);
  };
  const pairs = pairsOf([...related]);
  if (starts.length > 1) hold('R1', ...related);
  if (pairs.some(([one, other]) => one.findings.get(other)?.kind === 'CONFLICT')) hold('R4', ...related);
  const isClaimed = (node: LinkNode): boolean => matching.has(node) || isLinkedFirmly(node, claiming);
  for (const [one, other] of pairs) {
    if (one.comparable.record.agency === other.comparable.record.agency && isClaimed(one) && isClaimed(other)) {
      hold('R1', one, other);
    }
  }
  const isDirect = (node: LinkNode): boolean =>
    firm.has(node) || starts.some((start) => isConvincing(start.findings.get(node)));
  // Whether the other is itself held back does not matter: a record that is there besides lets none go.
  for (const node of matching) {
    const others = [...leading].filter((other) => other !== node);
    // Only the locked record gives way: the other must not show that there is one.
    if (isLocked(node) && others.some((other) => isSeveredFrom(node, other))) hold('R0', node);
    // What rests on details gives way to what rests on an identifier.
    const isMisfit = others.some(
      (other) =>
        !isSeveredFrom(node, other) &&
        (firm.has(other) || !firm.has(node)) &&
        !fits(node.findings.get(other), isDirect(node) && isDirect(other)),
    );
    if (isMisfit) hold('CONSISTENCY', node);
  }
  return heldBack;
}

/** R1: of two records that may not be joined with each other neither is joined. */
function heldBackByVerdict(
  { starts, matching }: Pick<Groups, 'starts' | 'matching'>,
  heldBack: ReadonlyMap<LinkNode, LinkRule>,
): ReadonlyMap<LinkNode, LinkRule> {
  const candidates = [...matching].filter((node) => !heldBack.has(node));
  const more = new Map<LinkNode, LinkRule>();
  for (const [one, other] of pairsOf(candidates)) {
    if (!one.forbidden.has(other)) continue;
    for (const node of [one, other]) if (!starts.includes(node)) more.set(node, 'R1');
  }
  return more;
}

/** Whether two records that both match could be one child: alike by themselves, or each tied to the entry. */
function fits(finding: PairFinding | undefined, areBothDirect: boolean): boolean {
  if (finding?.kind === 'UNRELATED') return finding.isConsistent && areBothDirect;
  if (!isLink(finding)) return false;
  return finding.kind === 'MATCH' || (finding.isConsistent && (finding.isAlike || areBothDirect));
}

/**
 * Whether a record is another child's: by a verdict, or because its verified number is another, where
 * nothing but details speaks for it (R1, R2).
 */
function isNotThisChild(node: LinkNode, { starts, claiming, certain }: Groups): boolean {
  if (starts.includes(node)) return false;
  if (starts.every((start) => start.forbidden.has(node) || isRefuted(start, node))) return true;
  return !isLinkedFirmly(node, claiming) && certain.some((one) => isRefuted(one, node));
}

function isLinkedFirmly(node: LinkNode, claiming: ReadonlySet<LinkNode>): boolean {
  return [...node.findings].some(([other, finding]) => claiming.has(other) && isLink(finding) && !finding.isByDetails);
}

function outcomeOf(
  node: LinkNode,
  joined: ReadonlySet<LinkNode>,
  { starts, related, matching, heldBack }: Groups,
): Pick<LinkedRecord, 'outcome'> & { readonly rule: LinkRule } {
  if (starts.includes(node)) {
    return starts.length > 1 ? { outcome: 'POSSIBLE', rule: 'R1' } : { outcome: 'MATCH', rule: 'ENTRY' };
  }
  const rules: Record<'MATCH' | 'POSSIBLE' | 'CONFLICT', LinkRule[]> = { MATCH: [], POSSIBLE: [], CONFLICT: [] };
  for (const [other, finding] of node.findings) {
    if (!isLink(finding) || !related.has(other)) continue;
    if (finding.kind !== 'MATCH' || joined.has(other)) rules[finding.kind].push(finding.rule);
  }
  // Of two that conflict the one that fits the entry is the innocent; it is held back all the same.
  if (rules.CONFLICT.length > 0 && !matching.has(node)) return { outcome: 'CONFLICT', rule: 'R4' };
  if (joined.has(node)) return { outcome: 'MATCH', rule: firstOf(rules.MATCH) };
  return { outcome: 'POSSIBLE', rule: heldBack.get(node) ?? firstOf(rules.POSSIBLE) };
}

/** The links between records that are shown, whatever became of them; in the order of agencies and record ids. */
function directLinksOf(node: LinkNode, shown: readonly LinkNode[]): readonly DirectLink[] {
  return shown
    .flatMap((other): readonly DirectLink[] => {
      const finding = node.findings.get(other);
      if (!isLink(finding) || node.forbidden.has(other)) return [];
      const { agency, recordId } = other.comparable.record;
      return [{ agency, recordId, outcome: finding.kind, rule: finding.rule, flags: finding.flags }];
    })
    .sort((one, other) => compareTexts(one.agency, other.agency) || compareTexts(one.recordId, other.recordId));
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** All that links which are let through lead to. */
function reachableBy(
  starts: readonly LinkNode[],
  isThrough: (link: PairLink, node: LinkNode) => boolean,
): ReadonlySet<LinkNode> {
  return reachable(starts, (node, next) => {
    const finding = node.findings.get(next);
    return isLink(finding) && isThrough(finding, node);
  });
}

function reachable(
  starts: readonly LinkNode[],
  leadsTo: (node: LinkNode, next: LinkNode) => boolean,
): ReadonlySet<LinkNode> {
  const reached = new Set(starts);
  // A set hands out what is added while it is walked.
  for (const node of reached) {
    for (const next of node.findings.keys()) if (leadsTo(node, next)) reached.add(next);
  }
  return reached;
}

function isConvincing(finding: PairFinding | undefined): boolean {
  return isLink(finding) && finding.isConvincing;
}

function isSeveredFrom(one: LinkNode, other: LinkNode): boolean {
  return one.findings.get(other)?.kind === 'SEVERED';
}

function isRefuted(one: LinkNode, other: LinkNode): boolean {
  return one.findings.get(other)?.kind === 'REFUTED';
}

function isLocked({ comparable }: LinkNode): boolean {
  return comparable.record.isLinkLocked;
}

const ruleOrder: readonly LinkRule[] = [
  'VERDICT',
  'R0',
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R6t',
  'R7',
  'R8',
  'NEVER_AUTO',
  'IDENTIFIER_ONLY',
];

/** The first in the order of the rules, so that the order of the records does not show. */
function firstOf(rules: readonly LinkRule[]): LinkRule {
  return ruleOrder.find((rule) => rules.includes(rule)) ?? 'CONSISTENCY';
}
