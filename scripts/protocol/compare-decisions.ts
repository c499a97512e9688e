import type { Facts } from '../../src/access/policy-engine.ts';
import type { LocalDate } from '../../src/model/words.ts';
import { type Block, blocksOf, bothAnswers, weightOf } from './blocks.ts';
import { type Action, type ClosedVector, sizeOfDimension, unitedVector } from './closed-vector.ts';
import { conditionsOf } from './conditions.ts';
import { anyOf, type Entity, type Expression } from './expression.ts';
import { isEverAllowed } from './is-ever-allowed.ts';
import { everyMatter, periodsFrom } from './matters.ts';
import { questionFor } from './question-for.ts';
import {
  actionOf,
  type Access,
  accesses,
  freeDimensions,
  type Matter,
  matterOf,
  organisationKindType,
  purposeType,
  type Rule,
  type RuleBook,
  rulesFor,
  settledFacts,
} from './rule-book.ts';
import { type Domains, domainsOf, spellOut } from './truth.ts';

/** Who gains or loses what, for one question of the policies. */
export type DecisionChange = {
  readonly effect: 'GAIN' | 'LOSS';
  readonly role: string;
  readonly purpose: string;
  readonly access: Access;
  readonly action: string;
  /** What it is about: a class, a restriction, a kind of agency. */
  readonly resource: string;
  /** Each in words; any of them suffices. An empty one: without condition. */
  readonly when: readonly string[];
  /** Kinds of organisation, as the schedules count them. */
  readonly organisationKinds: readonly string[];
  /** The first days of the periods in which it holds. */
  readonly from: readonly LocalDate[];
};

/** What a comparison of all decisions found, and how much was looked at. */
export type DecisionComparison = {
  readonly changes: readonly DecisionChange[];
  /** The first days of the periods between which nothing begins or ends. */
  readonly periods: readonly LocalDate[];
  /** How many questions the closed vector holds. */
  readonly vectors: bigint;
  /** How many of them are answered otherwise. */
  readonly changedVectors: bigint;
  /** How many blocks of questions were put to the policy engine, one question each, to both versions. */
  readonly asked: number;
  /** How many groups of questions there are: a period, a kind of organisation, a role, a purpose, an action, a resource. */
  readonly groups: number;
  /** Groups in which both versions are left with the very same policies, or permit nothing: the same answers. */
  readonly sameGroups: number;
  /** Groups that differ, but in which no request can come so far. */
  readonly idleGroups: number;
};

/** The roles and purposes that are compared, where it is known that no other can differ. */
export type Within = {
  readonly role: (role: string) => boolean;
  readonly purpose: (purpose: string) => boolean;
};
const everything: Within = { role: () => true, purpose: () => true };

/** The questions that come before another, each of which must be allowed first. */
const earlier: Readonly<Record<string, readonly string[]>> = {
  ask: [],
  enter: ['ask'],
  know: ['ask', 'enter'],
  read: ['ask', 'enter'],
  open: ['ask', 'enter'],
};
const earlierOfOthers = ['ask'];

type Side = { readonly book: RuleBook; readonly matter: Matter };
type Found = Pick<DecisionChange, 'effect' | 'action' | 'resource' | 'when'>;
type Tally = { vectors: bigint; asked: number; groups: number; same: number; idle: number };

/**
 * Compares all decisions of two versions, for a day and for every later day on which a schedule
 * begins or ends. Complete: every question of the closed vector is in one of the blocks compared.
 *
 * Why blocks suffice: a policy is satisfied or not by what its formula tests and by nothing else, so
 * two questions that agree on all that any policy of either version tests are answered alike. Where
 * both versions are left with the same formulas, they answer alike whatever the facts.
 *
 * @throws UnreadablePolicyError when a policy cannot be taken apart.
 */
export function compareDecisions(
  older: RuleBook,
  newer: RuleBook,
  date: LocalDate,
  within: Within = everything,
): DecisionComparison {
  const vector = unitedVector(older.vector, newer.vector);
  const kinds = vector.codesOf(organisationKindType);
  const periods = periodsFrom(date, older, newer);
  const tally: Tally = { vectors: 0n, asked: 0, groups: 0, same: 0, idle: 0 };
  const compared = new Map<string, { readonly found: readonly Found[]; readonly tally: Tally }>();
  const blocks: KnownBlocks = new Map();
  const changes = new Map<string, DecisionChange>();

  const differing = differingRules(older, newer);
  for (const { role, purpose, access, from, kind } of everyMatter(vector, periods)) {
    if (!within.role(role) || !within.purpose(purpose)) continue;
    const [before, after] = [
      { book: older, matter: matterOf(older, role, purpose, kind, from, access) },
      { book: newer, matter: matterOf(newer, role, purpose, kind, from, access) },
    ];
    const key = JSON.stringify([before.matter, after.matter]);
    const known = compared.get(key) ?? compareMatter(before, after, vector, differing, blocks);
    compared.set(key, known);
    tally.groups += known.tally.groups;
    tally.same += known.tally.same;
    tally.idle += known.tally.idle;
    tally.vectors += known.tally.vectors;
    for (const found of known.found) addChange(changes, { ...found, role, purpose, access }, kind, from);
  }
  for (const { tally: each } of compared.values()) tally.asked += each.asked;
  const purposes = vector.codesOf(purposeType);
  const perRole = vector.actions.reduce((sum, action) => sum + questionsOf(action, purposes.length), 0n);
  return {
    changes: [...changes.values()],
    periods,
    vectors: perRole * BigInt(vector.roles.length * kinds.length * periods.length),
    changedVectors: tally.vectors,
    asked: tally.asked,
    groups: tally.groups,
    sameGroups: tally.same,
    idleGroups: tally.idle,
  };
}

/** How many questions there are about an action: every purpose, every resource, every value of each free fact. */
function questionsOf({ name, resources, dimensions }: Action, purposes: number): bigint {
  const matters = resources.reduce((sum, { type }) => sum + (type === purposeType ? 1 : purposes), 0);
  return accesses.reduce((sum, access) => {
    const free = freeDimensions({ name, resources, dimensions }, { access });
    return sum + free.reduce((size, each) => size * sizeOfDimension(each), BigInt(matters));
  }, 0n);
}

function compareMatter(before: Side, after: Side, vector: ClosedVector, differing: Differing, blocks: KnownBlocks) {
  const found: Found[] = [];
  const tally: Tally = { vectors: 0n, asked: 0, groups: 0, same: 0, idle: 0 };
  const reached = new Map<string, boolean>();
  const isReached = (side: Side, action: string): boolean => {
    const key = `${side === before} ${action}`;
    const known = reached.get(key) ?? isLetIn(side, action);
    reached.set(key, known);
    return known;
  };
  for (const action of vector.actions) {
    const resources = action.resources.filter((resource) => isAsked(resource, before) || isAsked(resource, after));
    tally.groups += resources.length;
    if (differing.isOnlyRules && isUntouched(before, after, action, differing)) {
      tally.same += resources.length;
      continue;
    }
    const [older, newer] = [settledFor(before, action), settledFor(after, action)];
    if (!permitsAny(older.rules) && !permitsAny(newer.rules)) {
      tally.same += resources.length;
      continue;
    }
    // The same formulas and nothing unknown to either: the same answers, whatever the facts.
    if (isSame(older, newer) && older.unknown.length + newer.unknown.length === 0) {
      const isKnownToBoth = (resource: Entity): boolean =>
        [before, after].every(({ book }) => knows(book, action.name, resource));
      const same = resources.filter(isKnownToBoth);
      tally.same += same.length;
      if (same.length === resources.length) continue;
    }
    for (const resource of resources) {
      const result = compareQuestion(before, after, older, newer, action, resource, isReached, blocks);
      tally.asked += result.asked;
      if (result.kind === 'SAME') tally.same += 1;
      if (result.kind === 'IDLE') tally.idle += 1;
      tally.vectors += result.vectors;
      found.push(...result.found);
    }
  }
  return { found, tally };
}

/** The rules that only one version has; `isOnlyRules`: both know the same codes, so that nothing else can differ. */
type Differing = { readonly older: readonly Rule[]; readonly newer: readonly Rule[]; readonly isOnlyRules: boolean };

function differingRules(older: RuleBook, newer: RuleBook): Differing {
  const keyOf = ({ policy, formula }: Rule): string => JSON.stringify([policy.schedule, policy.effect, formula]);
  const without = (rules: readonly Rule[], others: readonly Rule[]): readonly Rule[] => {
    const known = new Set(others.map(keyOf));
    return rules.filter((rule) => !known.has(keyOf(rule)));
  };
  return {
    older: without(older.rules, newer.rules),
    newer: without(newer.rules, older.rules),
    isOnlyRules:
      JSON.stringify(older.vector.actions) === JSON.stringify(newer.vector.actions) &&
      JSON.stringify(older.vector.roles) === JSON.stringify(newer.vector.roles),
  };
}

/** Whether the same schedules and the same rules decide in both versions. */
function isUntouched(before: Side, after: Side, action: Action, differing: Differing): boolean {
  return (
    JSON.stringify(before.matter) === JSON.stringify(after.matter) &&
    JSON.stringify(settledFacts(before.book, action, before.matter)) ===
      JSON.stringify(settledFacts(after.book, action, after.matter)) &&
    rulesFor(before.book, before.matter, action, null, differing.older).length === 0 &&
    rulesFor(after.book, after.matter, action, null, differing.newer).length === 0
  );
}

/** What one version is left with for an action, before the resource is looked at. */
type SettledRules = {
  readonly rules: readonly Rule[];
  /** True where the question names a code that this version does not know; it denies there. */
  readonly unknown: readonly Expression[];
  readonly facts: Readonly<Record<string, string | boolean>>;
  /** Codes by fact that this version does not know. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
  readonly isAnswered: boolean;
};

function settledFor({ book, matter }: Side, united: Action): SettledRules {
  const own = actionOf(book, united.name);
  const isAnswered =
    own !== undefined &&
    book.vector.roles.includes(matter.role) &&
    book.vector.codesOf(purposeType).includes(matter.purpose);
  if (!isAnswered) return { rules: [], unknown: [], facts: {}, missing: new Map(), isAnswered };
  const facts = settledFacts(book, own, matter);
  const missing = new Map<string, readonly string[]>();
  const unknown = united.dimensions.flatMap((dimension): Expression[] => {
    const mine = own.dimensions.find(({ name }) => name === dimension.name);
    if (mine === undefined || mine.kind === 'FLAG' || dimension.kind === 'FLAG' || dimension.name in facts) return [];
    const codes = dimension.values.filter((code) => !mine.values.includes(code));
    if (codes.length === 0) return [];
    missing.set(dimension.name, codes);
    const entities = codes.map((id) => ({ type: dimension.entityType, id }));
    return dimension.kind === 'CODE'
      ? [{ kind: 'ONE_OF', subject: { attribute: dimension.name }, entities }]
      : entities.map((element): Expression => ({ kind: 'HOLDS', attribute: dimension.name, element }));
  });
  return { rules: rulesFor(book, matter, own, null), unknown, facts, missing, isAnswered };
}

type Compared = {
  readonly kind: 'SAME' | 'IDLE' | 'COMPARED';
  readonly found: readonly Found[];
  readonly asked: number;
  readonly vectors: bigint;
};
const same: Compared = { kind: 'SAME', found: [], asked: 0, vectors: 0n };

function compareQuestion(
  before: Side,
  after: Side,
  older: SettledRules,
  newer: SettledRules,
  action: Action,
  resource: Entity,
  isReached: (side: Side, action: string) => boolean,
  blocks: KnownBlocks,
): Compared {
  const [one, other] = [questionOf(before, older, action, resource), questionOf(after, newer, action, resource)];
  if (isSame(one, other) && one.unknown.length + other.unknown.length === 0) return same;
  if (!permitsAny(one.rules) && !permitsAny(other.rules)) return same;

  const key = JSON.stringify([
    action.name,
    before.matter.access,
    fingerprint(one.rules),
    fingerprint(other.rules),
    one.unknown,
    other.unknown,
  ]);
  const known = blocks.get(key);
  const compared = known ?? compareBlocks(before, after, older, newer, one, other, action, resource);
  blocks.set(key, compared);
  const asked = known === undefined ? compared.asked : 0;
  if (compared.changes.length === 0) return { kind: 'COMPARED', found: [], asked, vectors: 0n };

  const real = compared.changes.filter(({ effect }) => isReached(effect === 'GAIN' ? after : before, action.name));
  return {
    kind: real.length === 0 ? 'IDLE' : 'COMPARED',
    found: real.map(({ effect, when }) => ({ effect, when, action: action.name, resource: resource.id })),
    asked,
    vectors: real.reduce((sum, { vectors }) => sum + vectors, 0n),
  };
}

/** What changes where both versions are left with these formulas, whoever asks and about what. */
type BlocksCompared = {
  readonly asked: number;
  readonly changes: readonly (Pick<Found, 'effect' | 'when'> & { readonly vectors: bigint })[];
};
type KnownBlocks = Map<string, BlocksCompared>;

function compareBlocks(
  before: Side,
  after: Side,
  older: SettledRules,
  newer: SettledRules,
  one: Pick<SettledRules, 'rules' | 'unknown'>,
  other: Pick<SettledRules, 'rules' | 'unknown'>,
  action: Action,
  resource: Entity,
): BlocksCompared {
  const formulas = [...one.rules, ...other.rules].map(({ formula }) => formula);
  const kept = new Map([...older.missing, ...newer.missing]);
  const dimensions = freeDimensions(action, before.matter);
  const domains = domainsOf([...formulas, ...one.unknown, ...other.unknown], dimensions, kept);
  const olderRules = spelledOut(one, domains);
  const newerRules = spelledOut(other, domains);

  const blocks = blocksOf(domains, bothAnswers(olderRules, newerRules));
  for (const block of blocks) {
    mustAgree(before, action, resource, block, block.answer.older, domains);
    mustAgree(after, action, resource, block, block.answer.newer, domains);
  }
  const changes = (['GAIN', 'LOSS'] as const).flatMap((effect) => {
    const changed = blocks.filter(
      ({ answer }) => answer.older !== answer.newer && answer.newer === (effect === 'GAIN'),
    );
    if (changed.length === 0) return [];
    const when = conditionsOf(effect, olderRules, newerRules, domains);
    return [
      { effect, when, vectors: changed.reduce((sum, { assignment }) => sum + weightOf(assignment, domains), 0n) },
    ];
  });
  return { asked: blocks.length, changes };
}

function questionOf(
  { book, matter }: Side,
  settled: SettledRules,
  action: Action,
  resource: Entity,
): Pick<SettledRules, 'rules' | 'unknown'> {
  const own = actionOf(book, action.name);
  if (!settled.isAnswered || own === undefined || !knows(book, action.name, resource))
    return { rules: [], unknown: [] };
  return { rules: rulesFor(book, matter, own, resource, settled.rules), unknown: settled.unknown };
}

function knows(book: RuleBook, action: string, { type, id }: Entity): boolean {
  return actionOf(book, action)?.resources.some((each) => each.type === type && each.id === id) === true;
}

/** The rules of a question; a code that the version does not know is as if a policy forbade it. */
function spelledOut({ rules, unknown }: Pick<SettledRules, 'rules' | 'unknown'>, domains: Domains): readonly Rule[] {
  const spelled = rules.map(({ policy, formula }) => ({ policy, formula: spellOut(formula, domains) }));
  if (unknown.length === 0) return spelled;
  const policy = { id: '', effect: 'forbid', file: '', schedule: null, text: '', annotations: {} } as const;
  return [{ policy, formula: anyOf(unknown) }, ...spelled];
}

/** Of a purpose only the matter's own is asked for; of a split class only its values are asked about. */
function isAsked({ type, id }: Entity, { book, matter }: Side): boolean {
  if (type === purposeType) return id === matter.purpose;
  return type !== 'Class' || !Object.hasOwn(book.protocol.splitClasses, id);
}

function permitsAny(rules: readonly Rule[]): boolean {
  return rules.some(({ policy }) => policy.effect === 'permit');
}

function isSame(one: Pick<SettledRules, 'rules'>, other: Pick<SettledRules, 'rules'>): boolean {
  return fingerprint(one.rules) === fingerprint(other.rules);
}

function fingerprint(rules: readonly Rule[]): string {
  return [...new Set(rules.map(({ policy, formula }) => `${policy.effect} ${JSON.stringify(formula)}`))]
    .sort()
    .join('\n');
}

/** Whether a request for this matter can come as far as the action at all. */
function isLetIn({ book, matter }: Side, action: string): boolean {
  return (earlier[action] ?? earlierOfOthers).every((name) => {
    const before = actionOf(book, name);
    if (before === undefined) return true;
    return before.resources.some((resource) => isEverAllowed(book, matter, before, resource));
  });
}

/** Puts one question of a block to the policy engine itself: formulas only say which questions are alike. */
function mustAgree(
  { book, matter }: Side,
  united: Action,
  resource: Entity,
  { assignment }: Block<unknown>,
  expected: boolean,
  domains: Domains,
): void {
  const own = actionOf(book, united.name);
  const question = own === undefined ? null : questionFor(book, matter, own, resource, assignment, domains);
  // A question that names a code unknown to the version is an error to it, whatever its policies say.
  const isUnknown = own === undefined || question === null || !isAnswerable(question.facts, own);
  const answer = isUnknown ? 'ERRED' : book.engine.ask(question).kind;
  if ((answer === 'ALLOWED') !== expected) {
    throw new Error(
      `The policy engine answers ${answer} to ${matter.role} ${matter.purpose} ${united.name} ${resource.id}, ` +
        'against what its policies were read as; nothing can be concluded.',
    );
  }
}

function isAnswerable(facts: Facts, { dimensions }: Action): boolean {
  return dimensions.every((dimension) => {
    if (dimension.kind === 'FLAG') return true;
    const codes = [facts[dimension.name] ?? []].flat();
    return codes.every((code) => dimension.values.includes(String(code)));
  });
}

function addChange(
  changes: Map<string, DecisionChange>,
  change: Omit<DecisionChange, 'organisationKinds' | 'from'>,
  kind: string,
  from: LocalDate,
): void {
  const key = JSON.stringify(change);
  const known = changes.get(key);
  changes.set(key, {
    ...change,
    organisationKinds: [...new Set([...(known?.organisationKinds ?? []), kind])],
    from: [...new Set([...(known?.from ?? []), from])].sort(),
  });
}
