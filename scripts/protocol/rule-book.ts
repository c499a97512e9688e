import { createPolicyEngine, type PolicyEngine } from '../../src/access/policy-engine.ts';
import { type ScheduleCover, scheduleCover } from '../../src/access/request-facts.ts';
import type { PolicyText, Protocol, Schedule } from '../../src/model/protocol.ts';
import type { LocalDate } from '../../src/model/words.ts';
import { type Action, type ClosedVector, type Dimension, readClosedVector } from './closed-vector.ts';
import { type Entity, type Expression, never, readExpression } from './expression.ts';
import { type Settled, settle } from './truth.ts';

/** A policy beside the formula that is true exactly where it is satisfied. */
export type Rule = { readonly policy: PolicyText; readonly formula: Expression };

/** One version of the protocol, ready to be asked and to be reasoned about. */
export type RuleBook = {
  readonly protocol: Protocol;
  readonly engine: PolicyEngine;
  readonly vector: ClosedVector;
  readonly rules: readonly Rule[];
};

/** Under break-glass the emergency schedules count, and then instead of the others (domain.md 7.0). */
export type Access = 'USUAL' | 'BREAK_GLASS';
export const accesses: readonly Access[] = ['USUAL', 'BREAK_GLASS'];

/** Who asks for what, as far as schedules decide which policies count. */
export type Matter = {
  readonly role: string;
  readonly purpose: string;
  readonly access: Access;
  /** The schedules by which the request is let in, and whether they are valid. */
  readonly askCover: ScheduleCover;
  /** The schedules by which the child's record is decided. */
  readonly cover: ScheduleCover;
  readonly isEmergencyScheduled: boolean;
};

/** The type of the entities that purposes are. */
export const purposeType = 'Purpose';
/** The type of the entities that kinds of organisations are. */
export const organisationKindType = 'AgencyKind';

/** @throws UnreadablePolicyError when a policy cannot be taken apart. */
export function openRuleBook(protocol: Protocol): RuleBook {
  return {
    protocol,
    engine: createPolicyEngine(protocol.policies, protocol.cedarSchema),
    vector: readClosedVector(protocol.cedarSchema),
    rules: protocol.policies.map((policy) => ({ policy, formula: readExpression(policy) })),
  };
}

/** A matter of a role at a kind of organisation on a day. */
export function matterOf(
  { protocol }: RuleBook,
  role: string,
  purpose: string,
  kind: string,
  date: LocalDate,
  access: Access,
): Matter {
  // Most roles are scheduled for few purposes: what cannot count is sorted out once, not once a mode.
  const suiting = protocol.schedules.filter(
    ({ roles, purposes }) => purposes.includes(purpose) && roles.includes(role),
  );
  const coverBy = (mayCount: (schedule: Schedule) => boolean): ScheduleCover =>
    scheduleCover(role, purpose, kind, suiting.filter(mayCount), date);
  const emergency = coverBy(({ mode }) => mode === 'BREAK_GLASS');
  const usual = coverBy(({ mode }) => mode !== 'BREAK_GLASS');
  return {
    role,
    purpose,
    access,
    askCover: access === 'BREAK_GLASS' ? coverBy(() => true) : usual,
    cover: access === 'BREAK_GLASS' ? emergency : usual,
    isEmergencyScheduled: emergency.state === 'VALID',
  };
}

/** The action of that name, if this version has it. */
export function actionOf({ vector }: RuleBook, name: string): Action | undefined {
  return vector.actions.find((action) => action.name === name);
}

/** Facts that follow from who asks for what and from the schedules; they are never free. */
const settledNames: readonly string[] = [
  'purpose',
  'schedule',
  'isPurposeScheduled',
  'isEmergencyScheduled',
  'needsDesignatedOfficer',
  'needsWriting',
];
const modeName = 'mode';

/** The facts of an action that follow from who asks for what and from the schedules. */
export function settledFacts({ protocol }: RuleBook, action: Action, matter: Matter): Settled['facts'] {
  const { purpose, access, askCover, isEmergencyScheduled } = matter;
  const known: Readonly<Record<string, string | boolean>> = {
    purpose,
    schedule: askCover.state,
    isPurposeScheduled: protocol.schedules.some(({ purposes }) => purposes.includes(purpose)),
    isEmergencyScheduled,
    needsDesignatedOfficer: askCover.conditions?.designatedOfficers === true,
    needsWriting: askCover.conditions?.written === true,
    ...(access === 'BREAK_GLASS' ? { [modeName]: access } : {}),
  };
  return Object.fromEntries(
    action.dimensions.flatMap(({ name }) => {
      const value = known[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The facts of an action that remain free: whichever access it is, the other is another matter. */
export function freeDimensions({ dimensions }: Action, { access }: Pick<Matter, 'access'>): readonly Dimension[] {
  return dimensions.flatMap((dimension): readonly Dimension[] => {
    if (settledNames.includes(dimension.name)) return [];
    if (dimension.name !== modeName || dimension.kind === 'FLAG') return [dimension];
    if (access === 'BREAK_GLASS') return [];
    return [{ ...dimension, values: dimension.values.filter((value) => value !== 'BREAK_GLASS') }];
  });
}

/** The schedules whose policies count for an action. */
export function schedulesFor({ resources }: Action, { askCover, cover }: Matter): readonly string[] {
  return (resources.some(({ type }) => type === purposeType) ? askCover : cover).schedules;
}

/**
 * The rules that can count for a matter and an action, with what is settled put in. A resource of
 * null leaves the tests of the resource open, for all resources at once.
 */
export function rulesFor(
  book: RuleBook,
  matter: Matter,
  action: Action,
  resource: Entity | null,
  of: readonly Rule[] = book.rules,
): readonly Rule[] {
  // What is asked for may be the purpose itself.
  if (resource?.type === purposeType && resource.id !== matter.purpose) return [];
  const settled: Settled = {
    role: matter.role,
    action: action.name,
    resource,
    facts: settledFacts(book, action, matter),
  };
  const schedules = schedulesFor(action, matter);
  return of
    .filter(({ policy }) => policy.schedule === null || schedules.includes(policy.schedule))
    .map(({ policy, formula }) => ({ policy, formula: settle(formula, settled) }))
    .filter(({ formula }) => formula !== never);
}
