import type { Dimension } from './closed-vector.ts';
import { allOf, always, anyOf, type Entity, type Expression, negated, never, type Subject } from './expression.ts';

/** A fact, or one code of a fact that is a set: `relationships∋ROLL`. */
export type Variable = string;

/** What variables are taken to be: `yes` or `no`, a code, or `others`. */
export type Assignment = ReadonlyMap<Variable, string>;

/** Stands for all codes of a list that no policy in question names: no policy can tell them apart. */
export const others = '*';

/** A value of a variable, and how many values of the closed vector it stands for. */
export type Weighted = { readonly value: string; readonly weight: bigint };

/** The variables of some policies, each with the values that those can tell apart. */
export type Domains = ReadonlyMap<Variable, readonly Weighted[]>;

/** What is settled before any fact is looked at. */
export type Settled = {
  readonly role: string;
  readonly action: string;
  readonly resource: Entity | null;
  readonly facts: Readonly<Record<string, string | boolean>>;
};

/** The variable for one code of a set. */
export function elementOf(fact: string, code: string): Variable {
  return `${fact}∋${code}`;
}

/** Puts what is settled into a formula; `resource: null` leaves the tests of the resource open. */
export function settle(expression: Expression, settled: Settled): Expression {
  switch (expression.kind) {
    case 'CONSTANT':
    case 'ONLY':
      return expression;
    case 'FLAG': {
      const value = settled.facts[expression.attribute];
      return typeof value === 'boolean' ? constant(value) : expression;
    }
    case 'ONE_OF': {
      const entity = settledEntity(expression.subject, settled);
      return entity === null ? expression : constant(expression.entities.some((each) => isSame(each, entity)));
    }
    case 'OF_TYPE': {
      const entity = settledEntity(expression.subject, settled);
      return entity === null ? expression : constant(entity.type === expression.type);
    }
    case 'HOLDS': {
      if ('id' in expression.element) return expression;
      const entity = settledEntity(expression.element, settled);
      return entity === null ? expression : { ...expression, element: entity };
    }
    case 'NOT':
      return negated(settle(expression.of, settled));
    case 'AND':
      return allOf(expression.of.map((each) => settle(each, settled)));
    case 'OR':
      return anyOf(expression.of.map((each) => settle(each, settled)));
  }
}

/**
 * The values that formulas can tell apart: of a list of codes those that one of them names (or that
 * `kept` holds), the rest as one. A code that no formula names satisfies each test exactly as any
 * other such code does, so nothing is lost.
 */
export function domainsOf(
  expressions: readonly Expression[],
  dimensions: readonly Dimension[],
  kept: ReadonlyMap<string, readonly string[]> = new Map(),
): Domains {
  const named = new Map<string, Set<string>>();
  for (const expression of expressions) collectCodes(expression, named);
  const domains = new Map<Variable, readonly Weighted[]>();
  for (const dimension of dimensions) {
    const { name } = dimension;
    if (dimension.kind === 'FLAG') {
      domains.set(name, [weighted('yes', 1n), weighted('no', 1n)]);
      continue;
    }
    const told = dimension.values.filter(
      (code) => named.get(name)?.has(code) === true || kept.get(name)?.includes(code) === true,
    );
    const rest = dimension.values.length - told.length;
    if (dimension.kind === 'CODE') {
      const codes = told.map((code) => weighted(code, 1n));
      domains.set(name, rest > 0 ? [...codes, weighted(others, BigInt(rest))] : codes);
      continue;
    }
    for (const code of told) domains.set(elementOf(name, code), [weighted('yes', 1n), weighted('no', 1n)]);
    if (rest > 0) {
      const some = weighted('yes', 2n ** BigInt(rest) - 1n);
      domains.set(elementOf(name, others), [some, weighted('no', 1n)]);
    }
  }
  return domains;
}

/** Rewrites "holds nothing but" as "holds none of the others", now that the codes that matter are known. */
export function spellOut(expression: Expression, domains: Domains): Expression {
  switch (expression.kind) {
    case 'ONLY': {
      const prefix = elementOf(expression.attribute, '');
      const allowed = expression.entities.map(({ id }) => elementOf(expression.attribute, id));
      const codes = [...domains.keys()].filter((name) => name.startsWith(prefix) && !allowed.includes(name));
      return negated(
        anyOf(
          codes.map((name) => ({
            kind: 'HOLDS',
            attribute: expression.attribute,
            element: { type: '', id: name.slice(prefix.length) },
          })),
        ),
      );
    }
    case 'NOT':
      return negated(spellOut(expression.of, domains));
    case 'AND':
      return allOf(expression.of.map((each) => spellOut(each, domains)));
    case 'OR':
      return anyOf(expression.of.map((each) => spellOut(each, domains)));
    default:
      return expression;
  }
}

/** Whether a formula holds; where that is not decided yet, a variable that it depends on. */
export function holdsUnder(expression: Expression, assignment: Assignment): boolean | Variable {
  switch (expression.kind) {
    case 'CONSTANT':
      return expression.value;
    case 'FLAG':
      return isYes(expression.attribute, assignment);
    case 'ONE_OF': {
      if (!('attribute' in expression.subject)) throw new Error('A formula was asked before it was settled.');
      const value = assignment.get(expression.subject.attribute);
      return value === undefined ? expression.subject.attribute : expression.entities.some(({ id }) => id === value);
    }
    case 'HOLDS': {
      if (!('id' in expression.element)) throw new Error('A formula was asked before it was settled.');
      return isYes(elementOf(expression.attribute, expression.element.id), assignment);
    }
    case 'NOT': {
      const held = holdsUnder(expression.of, assignment);
      return typeof held === 'boolean' ? !held : held;
    }
    case 'AND':
      return firstDecided(expression.of, false, assignment);
    case 'OR':
      return firstDecided(expression.of, true, assignment);
    case 'OF_TYPE':
    case 'ONLY':
      throw new Error('A formula was asked before it was settled.');
  }
}

function firstDecided(parts: readonly Expression[], deciding: boolean, assignment: Assignment): boolean | Variable {
  let open: Variable | null = null;
  for (const part of parts) {
    const held = holdsUnder(part, assignment);
    if (held === deciding) return deciding;
    if (typeof held === 'string') open ??= held;
  }
  return open ?? !deciding;
}

function isYes(name: Variable, assignment: Assignment): boolean | Variable {
  const value = assignment.get(name);
  return value === undefined ? name : value === 'yes';
}

function collectCodes(expression: Expression, named: Map<string, Set<string>>): void {
  const add = (fact: string, code: string): void => {
    const codes = named.get(fact) ?? new Set();
    named.set(fact, codes.add(code));
  };
  switch (expression.kind) {
    case 'ONE_OF':
      if ('attribute' in expression.subject) {
        for (const { id } of expression.entities) add(expression.subject.attribute, id);
      }
      break;
    case 'ONLY':
      for (const { id } of expression.entities) add(expression.attribute, id);
      break;
    case 'HOLDS':
      if ('id' in expression.element) add(expression.attribute, expression.element.id);
      break;
    case 'NOT':
      collectCodes(expression.of, named);
      break;
    case 'AND':
    case 'OR':
      for (const each of expression.of) collectCodes(each, named);
      break;
    default:
  }
}

function settledEntity(subject: Subject, { role, action, resource, facts }: Settled): Entity | null {
  if ('attribute' in subject) {
    const value = facts[subject.attribute];
    return typeof value === 'string' ? { type: '', id: value } : null;
  }
  if (subject.variable === 'resource') return resource;
  return subject.variable === 'principal' ? { type: '', id: role } : { type: '', id: action };
}

/** Facts, roles and actions have their type by the schema; only resources can be of several. */
function isSame(written: Entity, settled: Entity): boolean {
  return written.id === settled.id && (settled.type === '' || written.type === settled.type);
}

function constant(value: boolean): Expression {
  return value ? always : never;
}

function weighted(value: string, weight: bigint): Weighted {
  return { value, weight };
}
