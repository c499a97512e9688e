import { createHash } from 'node:crypto';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyText } from '../model/protocol.ts';
import { takeEngineMemory } from './engine-memory.ts';
import { createMemo } from './memo.ts';
import { analysePolicy, type PolicyScope } from './policy-scope.ts';
import { type AttributeType, readSchema } from './policy-schema.ts';

/** Facts as policies see them: codes, sets of codes and booleans by attribute name, nothing else. */
export type Facts = Readonly<Record<string, string | boolean | readonly string[]>>;

/** One question to the policies, for one role. `schedules` are those whose policies count. */
export type Question = {
  readonly role: string;
  readonly action: string;
  readonly resource: { readonly type: string; readonly id: string };
  readonly schedules: readonly string[];
  readonly facts: Facts;
};

/** An answer with the policies that decided. A default denial has no policies; ERRED is a denial too. */
export type Answer =
  | { readonly kind: 'ALLOWED'; readonly policies: readonly PolicyText[] }
  | { readonly kind: 'DENIED'; readonly policies: readonly PolicyText[] }
  | { readonly kind: 'ERRED' };

/** The policies, prepared. */
export type PolicyEngine = {
  /** Default deny, deny overrides; an absent attribute or a policy that errs is ERRED. */
  readonly ask: (question: Question) => Answer;
  /** As `ask`, but without the policies that forbid. */
  readonly askPermits: (question: Question) => Answer;
  /** The policies that could count for the question: those that forbid, then those that permit. */
  readonly policiesFor: (question: Question) => readonly PolicyText[];
  /** Whether any policy that could count reads the attribute. */
  readonly reads: (question: Question, attribute: string) => boolean;
  /** The values of an enumerated entity type, in the schema's order. */
  readonly valuesOf: (entityType: string) => readonly string[];
  /** One question of each kind that was asked so far: another version is prepared for the like by asking it these. */
  readonly asked: () => readonly Question[];
};

/** Policies of one effect that could count for a question, prepared as one set. */
type PreparedSet = {
  readonly id: string;
  readonly policies: readonly PolicyText[];
  /** What can change which of them are satisfied. */
  readonly attributes: readonly string[];
  readonly variables: ReadonlySet<string>;
};
type Sets = { readonly permits: PreparedSet; readonly forbids: PreparedSet };

/** The policies of a set that are satisfied; null when one of them, or the question itself, errs. */
type Satisfied = readonly PolicyText[] | null;

const erred: Answer = Object.freeze({ kind: 'ERRED' });
const nothing: readonly PolicyText[] = Object.freeze([]);

/**
 * Prepares the policies of one version of the protocol. A policy whose scope or membership tests
 * exclude a question can never be satisfied by it, so it is left out of the sets that the question is
 * put to. Permits and forbids are put as two sets: a question is allowed when a permit is satisfied
 * and no forbid is, and what would be permitted is known also where something forbids. Answers are
 * remembered by what the set can read, so that most questions need no evaluation.
 *
 * @throws Error when a policy or the schema cannot be read; they were checked when the protocol was loaded.
 */
export function createPolicyEngine(policies: readonly PolicyText[], schemaText: string): PolicyEngine {
  const schema = readSchema(schemaText);
  const memory = takeEngineMemory(schemaText);

  const scopes = policies.map((policy) => ({ policy, scope: analysePolicy(policy) }));
  const prepared = new Map<string, PreparedSet>();
  const setsOfQuestions = new Map<string, Sets & { readonly first: Question }>();
  const memo = createMemo<Satisfied>(50_000);

  function setsFor(question: Question): Sets {
    const { role, action, resource, schedules, facts } = question;
    const purpose = typeof facts['purpose'] === 'string' ? facts['purpose'] : '';
    const key = `${action}|${resource.type}|${resource.id}|${role}|${purpose}|${schedules.join(',')}`;
    const known = setsOfQuestions.get(key);
    if (known !== undefined) return known;
    const counting = scopes.filter(
      ({ policy, scope }) =>
        (policy.schedule === null || schedules.includes(policy.schedule)) && mayCount(scope, question, purpose),
    );
    const sets = {
      first: question,
      permits: prepare(counting.filter(({ policy }) => policy.effect === 'permit')),
      forbids: prepare(counting.filter(({ policy }) => policy.effect === 'forbid')),
    };
    setsOfQuestions.set(key, sets);
    return sets;
  }

  function prepare(counting: readonly { readonly policy: PolicyText; readonly scope: PolicyScope }[]): PreparedSet {
    const digest = digestOf(counting.map(({ policy }) => policy.id));
    const known = prepared.get(digest);
    if (known !== undefined) return known;
    const set = {
      id: memory.addPolicies(Object.fromEntries(counting.map(({ policy }) => [policy.id, policy.text]))),
      policies: counting.map(({ policy }) => policy),
      attributes: [...new Set(counting.flatMap(({ scope }) => scope.attributes))].sort(),
      variables: new Set(counting.flatMap(({ scope }) => scope.variables)),
    };
    prepared.set(digest, set);
    return set;
  }

  function satisfied(set: PreparedSet, question: Question): Satisfied {
    const types = schema.attributesOf(question.action);
    // What is remembered must not hide an absent attribute that no policy reads.
    if (types === undefined || types.some((type) => question.facts[type.name] === undefined)) return null;
    if (set.policies.length === 0) return nothing;
    const { variables, attributes } = set;
    const key = [
      set.id,
      variables.has('action') ? question.action : '',
      variables.has('principal') ? question.role : '',
      variables.has('resource') ? `${question.resource.type}:${question.resource.id}` : '',
      ...attributes.map((attribute) => String(question.facts[attribute])),
    ].join('|');
    return memo(key, () => evaluate(set, question, types));
  }

  function evaluate(set: PreparedSet, question: Question, types: readonly AttributeType[]): Satisfied {
    let result: cedar.AuthorizationAnswer;
    try {
      result = cedar.statefulIsAuthorized({
        principal: { type: 'Role', id: question.role },
        action: { type: 'Action', id: question.action },
        resource: { type: question.resource.type, id: question.resource.id },
        context: contextOf(question.facts, types),
        preparsedSchemaName: memory.schema,
        preparsedPolicySetId: set.id,
        validateRequest: true,
        entities: [],
      });
    } catch {
      return null;
    }
    // A policy that errs is skipped, forbids too: any error is a denial (DESIGN 6).
    if (result.type === 'failure' || result.response.diagnostics.errors.length > 0) return null;
    const reasons = new Set(result.response.diagnostics.reason);
    return set.policies.filter(({ id }) => reasons.has(id));
  }

  const askPermits = (question: Question): Answer => {
    const permitting = satisfied(setsFor(question).permits, question);
    if (permitting === null) return erred;
    return permitting.length > 0 ? { kind: 'ALLOWED', policies: permitting } : { kind: 'DENIED', policies: nothing };
  };
  return {
    ask: (question) => {
      const forbidding = satisfied(setsFor(question).forbids, question);
      const permitted = askPermits(question);
      if (forbidding === null || permitted.kind === 'ERRED') return erred;
      return forbidding.length > 0 ? { kind: 'DENIED', policies: forbidding } : permitted;
    },
    askPermits,
    policiesFor: (question) => {
      const { permits, forbids } = setsFor(question);
      return [...forbids.policies, ...permits.policies];
    },
    reads: (question, attribute) => {
      const { permits, forbids } = setsFor(question);
      return permits.attributes.includes(attribute) || forbids.attributes.includes(attribute);
    },
    valuesOf: schema.valuesOf,
    asked: () => [...setsOfQuestions.values()].map(({ first }) => first),
  };
}

function mayCount(scope: PolicyScope, { role, action, resource }: Question, purpose: string): boolean {
  return (
    (scope.actions === null || scope.actions.includes(action)) &&
    (scope.resourceType === null || scope.resourceType === resource.type) &&
    scope.resources.every((allowed) => allowed.includes(`${resource.type}|${resource.id}`)) &&
    scope.roles.every((allowed) => allowed.includes(role)) &&
    scope.purposes.every((allowed) => allowed.includes(purpose))
  );
}

function contextOf(facts: Facts, types: readonly AttributeType[]): cedar.Context {
  const context: Record<string, cedar.CedarValueJson> = {};
  for (const { name, entity } of types) {
    const value = facts[name];
    if (typeof value === 'boolean') context[name] = value;
    else if (typeof value === 'string') context[name] = { __entity: { type: entity, id: value } };
    else if (value !== undefined) context[name] = value.map((id) => ({ __entity: { type: entity, id } }));
  }
  return context;
}

function digestOf(ids: readonly string[]): string {
  return createHash('sha256').update(ids.join('\0')).digest('base64url');
}
