import { type Decide, findBlock } from './blocks.ts';
import type { Action, Dimension } from './closed-vector.ts';
import { allOf, anyOf, type Entity, type Expression, negated } from './expression.ts';
import { everyMatter } from './matters.ts';
import {
  actionOf,
  freeDimensions,
  type Matter,
  matterOf,
  purposeType,
  type Rule,
  type RuleBook,
  rulesFor,
  schedulesFor,
} from './rule-book.ts';
import { type Assignment, type Domains, domainsOf, holdsUnder, spellOut } from './truth.ts';

/** Questions that differ in nothing but facts, with all that their answers may depend on. */
export type Group = {
  readonly matter: Matter;
  /** Kinds of organisation, as the schedules count them; each alike. */
  readonly organisationKinds: readonly string[];
  readonly action: Action;
  readonly resource: Entity;
  readonly rules: readonly Rule[];
  /** Where a request gets through the questions that come before. */
  readonly before: readonly Expression[];
  /** The kinds of callers that may have the role. */
  readonly kinds: readonly string[];
  /** The same for groups that are answered alike. */
  readonly key: string;
};

/** The questions that come before another about the same child, each of which must be allowed first. */
const earlier: Readonly<Record<string, readonly string[]>> = {
  enter: ['ask'],
  know: ['ask', 'enter'],
  read: ['ask', 'enter'],
  // Of an item of which nothing may be read, no restriction is asked about; likewise of the rows of a log.
  open: ['ask', 'enter', 'read'],
  see: ['ask', 'enter', 'read'],
};

const kindName = 'kind';

/** The groups that a request can come to and in which the policies of a schedule count; of null: all. */
export type Groups = (schedule: string | null) => readonly Group[];

/** A matter, and all kinds of organisation for which it is the same. */
type MatterOfKinds = { readonly matter: Matter; readonly organisationKinds: readonly string[] };

/** What is left of the rules of an action for one resource. */
type About = { readonly resource: Entity; readonly rules: readonly Rule[]; readonly key: string };

/** Enumerates the groups of a protocol, as if all of its schedules were in force: no day is looked at. */
export function groupsOf(book: RuleBook): Groups {
  const standing = alwaysInForce(book);
  const matters = distinctMatters(standing);
  const settle = settledRules(standing);
  const about = new Map<string, readonly About[]>();
  const aboutOf = (matter: Matter, action: Action): readonly About[] => {
    const settled = settle(matter, action);
    // What is left of the rules says all that the resource is still to be put into.
    const purpose = action.resources.some(({ type }) => type === purposeType) ? matter.purpose : '';
    const key = `${action.name} ${purpose} ${settled.key}`;
    const known = about.get(key) ?? rulesByResource(standing, matter, action, settled.rules);
    about.set(key, known);
    return known;
  };
  const allowedOf = allowedByAbout();
  const known = new Map<string | null, readonly Group[]>();
  const reached = new Map<string, boolean>();
  const groupsAbout = ({ matter, organisationKinds }: MatterOfKinds, action: Action): readonly Group[] => {
    const kinds = kindsOf(standing, matter.role);
    const before: Expression[] = [];
    const numbers: number[] = [];
    for (const first of (earlier[action.name] ?? []).flatMap((name) => actionOf(standing, name) ?? [])) {
      const allowed = allowedOf(aboutOf(matter, first));
      before.push(allowed.where);
      numbers.push(allowed.number);
      // Most roles cannot even ask for most purposes.
      const key = JSON.stringify([first.name, matter.access, kinds, numbers]);
      const isReached = reached.get(key) ?? isReachable(standing, { matter, action: first, rules: [], before, kinds });
      reached.set(key, isReached);
      if (!isReached) return [];
    }
    const around = JSON.stringify([action.name, matter.access, kinds, numbers]);
    return aboutOf(matter, action).map(({ resource, rules, key }) => {
      return { matter, organisationKinds, action, resource, rules, before, kinds, key: around + key };
    });
  };
  return (schedule) => {
    const isServed = ({ matter }: MatterOfKinds, action: Action): boolean =>
      schedule === null || schedulesFor(action, matter).includes(schedule);
    const groups =
      known.get(schedule) ??
      matters.flatMap((matter) =>
        standing.vector.actions
          .filter((action) => isServed(matter, action))
          .flatMap((each) => groupsAbout(matter, each)),
      );
    known.set(schedule, groups);
    return groups;
  };
}

/** The facts of a group, and what requests can combine of them. */
export type Reach = {
  readonly domains: Domains;
  /** The same, of callers as they may have the role. */
  readonly callerDomains: Domains;
  /** Puts "holds nothing but" in terms of these facts. */
  readonly spelled: (expression: Expression) => Expression;
  /** Facts under which all hold, whether or not a request comes there; null: none. */
  readonly find: (all: readonly Expression[]) => Assignment | null;
  /** Facts under which all hold and a request comes there; null: none. */
  readonly findReached: (all: readonly Expression[]) => Assignment | null;
};

/** Looks into the facts of a group, told apart as far as its rules and some further formulas do. */
export function reachOf(
  book: RuleBook,
  { matter, action, rules, before, kinds }: Omit<Group, 'organisationKinds' | 'resource' | 'key'>,
  ...more: readonly Expression[]
): Reach {
  const formulas = [...more, ...rules.map(({ formula }) => formula), ...before];
  const domains = domainsOf(formulas, dimensionsOf(book, matter, action), new Map([[kindName, kinds]]));
  const kindDomain = (domains.get(kindName) ?? []).filter(({ value }) => kinds.includes(value));
  const callerDomains = new Map([...domains, ...(domains.has(kindName) ? [[kindName, kindDomain] as const] : [])]);
  const spelled = (expression: Expression): Expression => spellOut(expression, domains);
  const find = (all: readonly Expression[], of: Domains): Assignment | null =>
    findBlock(of, holding(allOf(all.map(spelled))), (answer) => answer);
  return {
    domains,
    callerDomains,
    spelled,
    find: (all) => find(all, domains),
    findReached: (all) => find([...all, ...before], callerDomains),
  };
}

/** Whether a request gets so far at all. */
function isReachable(book: RuleBook, group: Parameters<typeof reachOf>[1]): boolean {
  return reachOf(book, group).findReached([]) !== null;
}

function settledRules(book: RuleBook) {
  const known = new Map<string, { readonly rules: readonly Rule[]; readonly key: string }>();
  return (matter: Matter, action: Action) => {
    const name = `${action.name} ${JSON.stringify(matter)}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const rules = rulesFor(book, matter, action, null);
    const settled = { rules, key: fingerprint(rules) };
    known.set(name, settled);
    return settled;
  };
}

function rulesByResource(book: RuleBook, matter: Matter, action: Action, settled: readonly Rule[]): readonly About[] {
  return action.resources
    .filter((resource) => isAsked(resource, book, matter))
    .map((resource) => {
      const rules = rulesFor(book, matter, action, resource, settled);
      return { resource, rules, key: fingerprint(rules) };
    });
}

function fingerprint(rules: readonly Rule[]): string {
  return rules.map(({ policy, formula }) => `${policy.id} ${JSON.stringify(formula)}`).join();
}

/** Where one of these is allowed, and a number that is the same for formulas that read the same. */
function allowedByAbout(): (about: readonly About[]) => { readonly where: Expression; readonly number: number } {
  const known = new Map<readonly About[], { readonly where: Expression; readonly number: number }>();
  const numbers = new Map<string, number>();
  return (about) => {
    const found = known.get(about);
    if (found !== undefined) return found;
    const where = allowedAnywhere(about);
    const text = JSON.stringify(where);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    const allowed = { where, number };
    known.set(about, allowed);
    return allowed;
  };
}

function allowedAnywhere(about: readonly About[]): Expression {
  const answers = new Map(
    about.map(({ rules, key }) => {
      const of = (effect: string): readonly Expression[] =>
        rules.filter(({ policy }) => policy.effect === effect).map(({ formula }) => formula);
      return [key, allOf([anyOf(of('permit')), ...of('forbid').map(negated)])];
    }),
  );
  return anyOf([...answers.values()]);
}

const someDay = '2000-01-01';

/** The same protocol with every schedule in force on one day. */
function alwaysInForce(book: RuleBook): RuleBook {
  const schedules = book.protocol.schedules.map((each) => ({ ...each, validFrom: someDay, validUntil: someDay }));
  return { ...book, protocol: { ...book.protocol, schedules } };
}

/** Each matter once that schedules can tell apart. */
function distinctMatters(book: RuleBook): readonly MatterOfKinds[] {
  const matters = new Map<string, MatterOfKinds>();
  for (const { role, purpose, kind, from, access } of everyMatter(book.vector, [someDay])) {
    const matter = matterOf(book, role, purpose, kind, from, access);
    const key = JSON.stringify(matter);
    matters.set(key, { matter, organisationKinds: [...(matters.get(key)?.organisationKinds ?? []), kind] });
  }
  return [...matters.values()];
}

/** The facts of a question and of those before it; a name means the same in all of them. */
function dimensionsOf(book: RuleBook, matter: Matter, action: Action): readonly Dimension[] {
  const actions = [action, ...(earlier[action.name] ?? []).flatMap((name) => actionOf(book, name) ?? [])];
  const all = actions.flatMap((each) => freeDimensions(each, matter));
  return all.filter(({ name }, index) => all.findIndex((each) => each.name === name) === index);
}

/** By the issuers that may assert the role; none known: any. */
function kindsOf({ protocol, vector }: RuleBook, role: string): readonly string[] {
  const kinds = protocol.issuers.filter(({ roles }) => roles.includes(role)).flatMap((issuer) => issuer.kinds);
  return kinds.length === 0 ? vector.codesOf('CallerKind') : [...new Set(kinds)];
}

/** Of a purpose only the matter's own is asked for; of a split class only its values are asked about. */
function isAsked({ type, id }: Entity, { protocol }: RuleBook, { purpose }: Matter): boolean {
  if (type === purposeType) return id === purpose;
  return type !== 'Class' || !Object.hasOwn(protocol.splitClasses, id);
}

function holding(expression: Expression): Decide<boolean> {
  return (assignment) => {
    const held = holdsUnder(expression, assignment);
    return typeof held === 'boolean' ? { answer: held } : { needs: held };
  };
}
