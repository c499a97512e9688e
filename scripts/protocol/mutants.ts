import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyText } from '../../src/model/protocol.ts';
import type { RuleBook } from './rule-book.ts';

/** One policy changed so that more is permitted than before. */
export type Mutant = {
  /** Stable: the policy and the change. */
  readonly id: string;
  readonly policy: PolicyText;
  /** REMOVED: a policy that forbids is gone. WIDENED: one that permits asks for less. */
  readonly kind: 'REMOVED' | 'WIDENED';
  readonly what: string;
  /** The policy as it then is; empty when it is gone. */
  readonly changed: string;
  /** The policy's file as it then is. */
  readonly text: string;
};

type Condition = cedar.PolicyJson['conditions'][number];
type Json = Readonly<Record<string, unknown>>;
/** A change of a policy that permits. */
type Change = { readonly name: string; readonly what: string; readonly json: cedar.PolicyJson };

/**
 * Makes every mutant of a protocol: each policy that forbids removed; each that permits without one of
 * its conditions, with one further resource in each of its lists, and with the other of know and read.
 */
export function mutantsOf({ protocol, vector }: RuleBook, directory: string): readonly Mutant[] {
  return protocol.policies.flatMap((policy): readonly Mutant[] => {
    const file = readFileSync(join(directory, policy.file), 'utf8');
    const mutant = (kind: Mutant['kind'], name: string, what: string, changed: string): Mutant => ({
      id: `${policy.id}/${name}`,
      policy,
      kind,
      what,
      changed,
      text: file.replace(policy.text, () => changed),
    });
    if (policy.effect === 'forbid') return [mutant('REMOVED', 'removed', 'is removed', '')];
    const answer = cedar.policyToJson(policy.text);
    if (answer.type === 'failure') throw new Error(`The policy engine cannot read policy ${policy.id}.`);
    const classes = protocol.schedules.find(({ id }) => id === policy.schedule)?.classes ?? [];
    // Of a split class only the values are ever asked about.
    const askedOf = (type: string): readonly string[] =>
      vector.codesOf(type).filter((code) => type !== 'Class' || !Object.hasOwn(protocol.splitClasses, code));
    // Classes that the schedule lists come first: a policy of it that gives another does not load.
    const codesOf = (type: string): readonly string[] => [
      ...askedOf(type).filter((code) => classes.includes(code)),
      ...askedOf(type).filter((code) => !classes.includes(code)),
    ];
    return changesOf(answer.json, codesOf).map(({ name, what, json }) =>
      mutant('WIDENED', name, what, textOf(json, policy)),
    );
  });
}

function changesOf(policy: cedar.PolicyJson, codesOf: (type: string) => readonly string[]): readonly Change[] {
  const { conditions, action, resource } = policy;
  const withConditions = (changed: readonly Condition[]): cedar.PolicyJson => ({ ...policy, conditions: [...changed] });
  return [
    ...conditions.flatMap((condition, index): readonly Change[] => {
      const rest = conditions.filter((_, place) => place !== index);
      const number = index + 1;
      const without: Change = {
        name: `without-condition-${number}`,
        what: `without its condition ${number}, ${condition.kind} ${shown(condition.body)}`,
        json: withConditions(rest),
      };
      if (condition.kind !== 'when') return [without];
      const replaced = (body: unknown): cedar.PolicyJson =>
        withConditions(
          conditions.map((each, place) => (place === index ? { ...each, body: body as cedar.Expr } : each)),
        );
      const parts = conjuncts(condition.body);
      const dropped =
        parts.length < 2
          ? []
          : parts.map((part, place): Change => {
              return {
                name: `without-part-${number}.${place + 1}`,
                what: `without ${shown(part)} in its condition ${number}`,
                json: replaced(
                  parts.filter((each) => each !== part).reduce((left, right) => ({ '&&': { left, right } })),
                ),
              };
            });
      return [without, ...dropped, ...widenedList(condition.body, number, codesOf, replaced)];
    }),
    ...scopes(policy, action, resource),
  ];
}

/** One further resource at a time in a written list of resources. */
function widenedList(
  body: unknown,
  number: number,
  codesOf: (type: string) => readonly string[],
  replaced: (body: unknown) => cedar.PolicyJson,
): readonly Change[] {
  const test = asObject(asObject(body)['in'] ?? asObject(body)['==']);
  if (asObject(test['left'])['Var'] !== 'resource') return [];
  const right = asObject(test['right']);
  const listed: readonly unknown[] = Array.isArray(right['Set']) ? right['Set'] : [right];
  const entities = listed.map((each) => asObject(asObject(asObject(each)['Value'])['__entity']));
  const types = [...new Set(entities.map(({ type }) => String(type)))];
  return types.flatMap((type) =>
    codesOf(type)
      .filter((code) => !entities.some((each) => each['type'] === type && each['id'] === code))
      .map((code) => ({
        name: `with-${code}`,
        what: `with ${code} in its list of condition ${number}`,
        json: replaced({
          in: { left: { Var: 'resource' }, right: { Set: [...listed, { Value: { __entity: { type, id: code } } }] } },
        }),
      })),
  );
}

function scopes(
  policy: cedar.PolicyJson,
  action: cedar.PolicyJson['action'],
  resource: cedar.PolicyJson['resource'],
): readonly Change[] {
  const named = 'entities' in action ? action.entities : 'entity' in action ? [action.entity] : [];
  const ids = named.map((entity) => String(('__entity' in entity ? entity.__entity : entity).id));
  const other = ids.length === 1 ? { know: 'read', read: 'know' }[ids[0] ?? ''] : undefined;
  const both = ['know', 'read'].map((id) => ({ type: 'Action', id }));
  return [
    ...(other === undefined
      ? []
      : [
          {
            name: `with-${other}`,
            what: `also to ${other}`,
            json: { ...policy, action: { op: 'in' as const, entities: both } },
          },
        ]),
    ...(resource.op === '=='
      ? [{ name: 'any-resource', what: 'for any resource', json: { ...policy, resource: { op: 'All' as const } } }]
      : []),
  ];
}

function conjuncts(body: unknown): readonly unknown[] {
  const both = asObject(asObject(body)['&&']);
  return both['left'] === undefined ? [body] : [...conjuncts(both['left']), ...conjuncts(both['right'])];
}

function textOf(json: cedar.PolicyJson, { id }: PolicyText): string {
  const answer = cedar.policyToText(json);
  if (answer.type === 'failure') throw new Error(`The policy engine cannot write policy ${id}.`);
  return answer.text;
}

/** A condition in few words, for a list of mutants. */
function shown(body: unknown): string {
  const text = textOf(
    {
      effect: 'permit',
      principal: { op: 'All' },
      action: { op: 'All' },
      resource: { op: 'All' },
      conditions: [{ kind: 'when', body: body as cedar.Expr }],
    },
    { id: '', effect: 'permit', file: '', schedule: null, text: '', annotations: {} },
  );
  const condition = text.slice(text.indexOf('{') + 1, text.lastIndexOf('}')).trim();
  return condition.length > 60 ? `${condition.slice(0, 57)}...` : condition;
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
