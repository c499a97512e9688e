import { policyJson } from '../../src/access/policy-json.ts';
import type { PolicyText } from '../../src/model/protocol.ts';

/** A code of an entity type, as policies write it: `Role::"DSL"`. */
export type Entity = { readonly type: string; readonly id: string };

/** What a test compares: who asks, what is asked, about what, or a fact. */
export type Subject = { readonly variable: 'principal' | 'action' | 'resource' } | { readonly attribute: string };

/** A policy's whole condition (scope, every `when`, no `unless`) as a formula over tests of single facts. */
export type Expression =
  | { readonly kind: 'CONSTANT'; readonly value: boolean }
  | { readonly kind: 'FLAG'; readonly attribute: string }
  | { readonly kind: 'ONE_OF'; readonly subject: Subject; readonly entities: readonly Entity[] }
  | { readonly kind: 'OF_TYPE'; readonly subject: Subject; readonly type: string }
  | { readonly kind: 'HOLDS'; readonly attribute: string; readonly element: Entity | Subject }
  /** The set holds nothing but these; without any: nothing at all. */
  | { readonly kind: 'ONLY'; readonly attribute: string; readonly entities: readonly Entity[] }
  | { readonly kind: 'NOT'; readonly of: Expression }
  | { readonly kind: 'AND' | 'OR'; readonly of: readonly Expression[] };

/** A policy says something that this tool cannot take apart; nothing is concluded from it. */
export class UnreadablePolicyError extends Error {
  constructor({ id, file }: Pick<PolicyText, 'id' | 'file'>, construct: string) {
    super(
      `${file}: policy ${id} uses ${construct}, which cannot be compared exactly; ` +
        'write it with ==, in, contains, containsAny, containsAll, isEmpty, !, && and ||.',
    );
    this.name = 'UnreadablePolicyError';
  }
}

type Json = Readonly<Record<string, unknown>>;
type Refuse = (construct: string) => never;

export const always: Expression = Object.freeze({ kind: 'CONSTANT', value: true });
export const never: Expression = Object.freeze({ kind: 'CONSTANT', value: false });

/**
 * Reads a policy as a formula that is true exactly where the policy is satisfied. Entity types of the
 * protocol are enumerated, so that none has a parent and `in` means equality.
 *
 * @throws UnreadablePolicyError for what the formula cannot hold.
 */
export function readExpression(policy: PolicyText): Expression {
  const answer = policyJson(policy.text);
  if (answer.type === 'failure') throw new Error(`The policy engine cannot read policy ${policy.id}.`);
  const refuse: Refuse = (construct) => {
    throw new UnreadablePolicyError(policy, construct);
  };
  const { principal, action, resource, conditions } = answer.json;
  return allOf([
    ofScope('principal', principal, refuse),
    ofScope('action', action, refuse),
    ofScope('resource', resource, refuse),
    ...conditions.map(({ kind, body }) => {
      const condition = ofBody(body, refuse);
      return kind === 'when' ? condition : negated(condition);
    }),
  ]);
}

/** True where all are; constants are folded. */
export function allOf(expressions: readonly Expression[]): Expression {
  const rest = expressions.filter((each) => !(each.kind === 'CONSTANT' && each.value));
  if (rest.some((each) => each.kind === 'CONSTANT')) return never;
  return rest.length === 0 ? always : rest.length === 1 ? (rest[0] ?? always) : { kind: 'AND', of: rest };
}

/** True where any is; constants are folded. */
export function anyOf(expressions: readonly Expression[]): Expression {
  const rest = expressions.filter((each) => !(each.kind === 'CONSTANT' && !each.value));
  if (rest.some((each) => each.kind === 'CONSTANT')) return always;
  return rest.length === 0 ? never : rest.length === 1 ? (rest[0] ?? never) : { kind: 'OR', of: rest };
}

/** True where the other is not. */
export function negated(expression: Expression): Expression {
  return expression.kind === 'CONSTANT' ? (expression.value ? never : always) : { kind: 'NOT', of: expression };
}

function ofScope(variable: 'principal' | 'action' | 'resource', scope: unknown, refuse: Refuse): Expression {
  const constraint = asObject(scope);
  const subject: Subject = { variable };
  const listed = Array.isArray(constraint['entities']) ? constraint['entities'] : [constraint['entity']];
  switch (constraint['op']) {
    case 'All':
      return always;
    case '==':
    case 'in':
      return { kind: 'ONE_OF', subject, entities: listed.map((each) => entityOf(each) ?? refuse('a template slot')) };
    case 'is': {
      const type: Expression = { kind: 'OF_TYPE', subject, type: String(constraint['entity_type']) };
      const within = constraint['in'];
      return within === undefined ? type : allOf([type, ofScope(variable, { op: 'in', ...asObject(within) }, refuse)]);
    }
    default:
      return refuse(`the scope ${String(constraint['op'])}`);
  }
}

function ofBody(body: unknown, refuse: Refuse): Expression {
  const [operator, operand] = Object.entries(asObject(body))[0] ?? ['nothing', null];
  const { left, right, arg } = asObject(operand);
  switch (operator) {
    case 'Value':
      return typeof operand === 'boolean' ? (operand ? always : never) : refuse('a value that is not yes or no');
    case '.':
      return { kind: 'FLAG', attribute: attributeOf(body) ?? refuse('an attribute of something else than context') };
    case '!':
      return negated(ofBody(arg, refuse));
    case '&&':
      return allOf([ofBody(left, refuse), ofBody(right, refuse)]);
    case '||':
      return anyOf([ofBody(left, refuse), ofBody(right, refuse)]);
    case '==':
      return equality(left, right, refuse);
    case '!=':
      return negated(equality(left, right, refuse));
    case 'in':
      return { kind: 'ONE_OF', subject: subjectOf(left) ?? refuse('"in" of a list'), entities: listOf(right, refuse) };
    case 'is':
      return {
        kind: 'OF_TYPE',
        subject: subjectOf(asObject(operand)['left']) ?? refuse('"is" of a list'),
        type: String(asObject(operand)['entity_type']),
      };
    case 'contains':
      return containment(left, right, refuse);
    case 'containsAny': {
      const [set, list] = attributeOf(left) === null ? [right, left] : [left, right];
      return anyOf(listOf(list, refuse).map((element) => holds(set, element, refuse)));
    }
    case 'containsAll': {
      const within = attributeOf(right);
      if (within !== null) return { kind: 'ONLY', attribute: within, entities: listOf(left, refuse) };
      return allOf(listOf(right, refuse).map((element) => holds(left, element, refuse)));
    }
    case 'isEmpty':
      return { kind: 'ONLY', attribute: attributeOf(arg) ?? refuse('isEmpty of a written list'), entities: [] };
    case 'if-then-else': {
      const choice = asObject(operand);
      const condition = ofBody(choice['if'], refuse);
      return anyOf([
        allOf([condition, ofBody(choice['then'], refuse)]),
        allOf([negated(condition), ofBody(choice['else'], refuse)]),
      ]);
    }
    default:
      return refuse(`"${operator}"`);
  }
}

function equality(left: unknown, right: unknown, refuse: Refuse): Expression {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ]) {
    const entity = valueOf(other);
    const subject = subjectOf(one);
    if (subject !== null && entity !== null) return { kind: 'ONE_OF', subject, entities: [entity] };
    const flag = asObject(other)['Value'];
    const attribute = attributeOf(one);
    if (attribute !== null && typeof flag === 'boolean') {
      return flag ? { kind: 'FLAG', attribute } : negated({ kind: 'FLAG', attribute });
    }
  }
  // A comparison with what is itself a test: both hold, or neither does.
  if (![left, right].some((side) => tests.has(Object.keys(asObject(side))[0] ?? ''))) {
    return refuse('a comparison of two facts');
  }
  const [one, other] = [ofBody(left, refuse), ofBody(right, refuse)];
  return anyOf([allOf([one, other]), allOf([negated(one), negated(other)])]);
}

const tests: ReadonlySet<string> = new Set(
  '! && || == != in is contains containsAny containsAll isEmpty if-then-else'.split(' '),
);

function containment(left: unknown, right: unknown, refuse: Refuse): Expression {
  const subject = subjectOf(right);
  if (attributeOf(left) === null && subject !== null) {
    return { kind: 'ONE_OF', subject, entities: listOf(left, refuse) };
  }
  return holds(left, valueOf(right) ?? subject ?? refuse('contains of something unwritten'), refuse);
}

function holds(set: unknown, element: Entity | Subject, refuse: Refuse): Expression {
  if ('attribute' in element) return refuse('contains of another fact');
  return { kind: 'HOLDS', attribute: attributeOf(set) ?? refuse('a test of a written list'), element };
}

function listOf(node: unknown, refuse: Refuse): readonly Entity[] {
  const list = asObject(node)['Set'];
  if (!Array.isArray(list)) return [valueOf(node) ?? refuse('a list that is not written out')];
  return list.map((each) => valueOf(each) ?? refuse('a list that is not written out'));
}

function subjectOf(node: unknown): Subject | null {
  const { Var: variable } = asObject(node);
  if (variable === 'principal' || variable === 'action' || variable === 'resource') return { variable };
  const attribute = attributeOf(node);
  return attribute === null ? null : { attribute };
}

function attributeOf(node: unknown): string | null {
  const access = asObject(asObject(node)['.']);
  return asObject(access['left'])['Var'] === 'context' && typeof access['attr'] === 'string' ? access['attr'] : null;
}

function valueOf(node: unknown): Entity | null {
  return entityOf(asObject(node)['Value']);
}

function entityOf(node: unknown): Entity | null {
  const plain = asObject(node);
  const { type, id } = plain['__entity'] === undefined ? plain : asObject(plain['__entity']);
  return typeof type === 'string' && typeof id === 'string' ? { type, id } : null;
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
