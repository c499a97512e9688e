import type * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyText } from '../model/protocol.ts';
import { policyJson } from './policy-json.ts';

/**
 * What a policy can possibly count for, read from its scope and from those of its `when` clauses
 * that are nothing but a test of membership in a written list. Each list narrows further; null or an
 * empty list of lists: not narrowed.
 */
export type PolicyScope = {
  readonly actions: readonly string[] | null;
  readonly resourceType: string | null;
  /** Lists of `type|id`. */
  readonly resources: readonly (readonly string[])[];
  readonly roles: readonly (readonly string[])[];
  readonly purposes: readonly (readonly string[])[];
  /** Attributes of the facts that can change whether it is satisfied, once the lists are. */
  readonly attributes: readonly string[];
  /** Likewise the variables `principal`, `action` and `resource`. */
  readonly variables: readonly string[];
};

type Json = Readonly<Record<string, unknown>>;
type Entity = { readonly type: string; readonly id: string };
type Reads = { readonly attributes: Set<string>; readonly variables: Set<string> };

/**
 * Reads a policy's scope.
 *
 * @throws Error when the policy cannot be read.
 */
export function analysePolicy(policy: PolicyText): PolicyScope {
  const answer = policyJson(policy.text);
  if (answer.type === 'failure') throw new Error(`The policy engine cannot read policy ${policy.id}.`);
  const { principal, action, resource, conditions } = answer.json;
  const resources: string[][] = [];
  const roles: string[][] = [];
  const purposes: string[][] = [];
  const reads: Reads = { attributes: new Set(), variables: new Set() };

  if (principal.op === '==' && 'entity' in principal) roles.push([entityOf(principal.entity).id]);
  else if (principal.op !== 'All') reads.variables.add('principal');
  if (resource.op === '==' && 'entity' in resource) resources.push([keyOf(entityOf(resource.entity))]);
  else if (resource.op !== 'All' && !isOfType(resource)) reads.variables.add('resource');
  const actions = actionsOf(action);
  // Another action has other facts, so what holds for one says nothing of the next.
  if (actions === null) reads.variables.add('action');

  for (const { kind, body } of conditions) {
    const test = kind === 'when' ? membership(body) : null;
    if (test?.of === 'resource') resources.push(test.entities.map(keyOf));
    else if (test?.of === 'principal') roles.push(test.entities.map(({ id }) => id));
    else if (test?.of === 'context.purpose') purposes.push(test.entities.map(({ id }) => id));
    else collectReads(body, reads);
  }
  return {
    actions,
    resourceType: isOfType(resource) ? resource.entity_type : null,
    resources,
    roles,
    purposes,
    attributes: [...reads.attributes],
    variables: [...reads.variables],
  };
}

function isOfType(constraint: cedar.ResourceConstraint): constraint is Extract<cedar.ResourceConstraint, { op: 'is' }> {
  return constraint.op === 'is' && !('in' in constraint && constraint.in !== undefined);
}

function actionsOf(constraint: cedar.ActionConstraint): readonly string[] | null {
  if (constraint.op === 'All') return null;
  if ('entities' in constraint) return constraint.entities.map((entity) => entityOf(entity).id);
  // `action in Action::"group"` could mean other actions too.
  return constraint.op === '==' && 'entity' in constraint ? [entityOf(constraint.entity).id] : null;
}

/** `X == E` or `X in [E, ...]` with written entities, for the parts of a question that are known before its facts. */
function membership(body: unknown): { readonly of: string; readonly entities: readonly Entity[] } | null {
  const expression = asObject(body);
  const test = asObject(expression['=='] ?? expression['in']);
  const of = subjectOf(test['left']);
  const right = asObject(test['right']);
  const listed = Array.isArray(right['Set']) ? right['Set'] : [right];
  const entities = listed.map((item) => asObject(asObject(asObject(item)['Value'])['__entity']));
  if (of === null || !entities.every(isEntity)) return null;
  return { of, entities };
}

function subjectOf(left: unknown): string | null {
  const variable = asObject(left)['Var'];
  if (variable === 'principal' || variable === 'resource') return variable;
  const access = asObject(asObject(left)['.']);
  return asObject(access['left'])['Var'] === 'context' && access['attr'] === 'purpose' ? 'context.purpose' : null;
}

function collectReads(node: unknown, reads: Reads): void {
  if (Array.isArray(node)) for (const item of node) collectReads(item, reads);
  else if (typeof node === 'object' && node !== null) {
    const { Var: variable } = asObject(node);
    const access = asObject(asObject(node)['.']);
    if (typeof variable === 'string') reads.variables.add(variable);
    if (asObject(access['left'])['Var'] === 'context' && typeof access['attr'] === 'string') {
      reads.attributes.add(access['attr']);
    } else for (const value of Object.values(node)) collectReads(value, reads);
  }
}

function entityOf(uid: cedar.EntityUidJson): Entity {
  return '__entity' in uid ? uid.__entity : uid;
}

function keyOf({ type, id }: Entity): string {
  return `${type}|${id}`;
}

function isEntity(value: Json): value is Entity {
  return typeof value['type'] === 'string' && typeof value['id'] === 'string';
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
