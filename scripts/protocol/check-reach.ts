import { joinedConditions } from '../../src/access/obligations.ts';
import { analysePolicy, type PolicyScope } from '../../src/access/policy-scope.ts';
import type { ScheduleCover } from '../../src/access/request-facts.ts';
import type { Schedule } from '../../src/model/protocol.ts';
import { areAllowed, findBlock } from './blocks.ts';
import type { Action } from './closed-vector.ts';
import type { Entity } from './expression.ts';
import { type Finding, fault, warning } from './finding.ts';
import { isEverAllowed } from './is-ever-allowed.ts';
import {
  accesses,
  actionOf,
  freeDimensions,
  type Matter,
  purposeType,
  type Rule,
  type RuleBook,
  rulesFor,
} from './rule-book.ts';
import { domainsOf, spellOut } from './truth.ts';

/** How far a policy comes: satisfied by no question, never decisive, or alive. */
type Reach = 'UNSATISFIABLE' | 'SHADOWED' | 'ALIVE';

/** Finds policies that can never matter, and schedules that give nobody anything. */
export function checkReach(book: RuleBook): readonly Finding[] {
  return [
    ...book.rules.flatMap((rule) => unreachable(book, rule)),
    ...book.protocol.schedules.flatMap((schedule) => idle(book, schedule)),
  ];
}

function unreachable(book: RuleBook, rule: Rule): readonly Finding[] {
  const { id, file, schedule, effect } = rule.policy;
  const reach = reachOf(book, rule);
  if (reach === 'UNSATISFIABLE') {
    const why =
      schedule === null ? 'no request can satisfy it' : `no request under the schedule ${schedule} can satisfy it`;
    return [
      fault(file, `policy ${id}: ${why}`, 'compare its roles, purposes and classes with its schedule, or remove it'),
    ];
  }
  if (reach === 'SHADOWED') {
    return [fault(file, `policy ${id}: whatever it permits is forbidden`, 'remove it, or the policy that forbids')];
  }
  return effect === 'permit' && schedule !== null ? strangers(book, rule, schedule) : [];
}

function reachOf(book: RuleBook, rule: Rule): Reach {
  const scope = analysePolicy(rule.policy);
  const actions = book.vector.actions.filter(({ name }) => scope.actions?.includes(name) ?? true);
  const isMeant = ({ type, id }: Entity): boolean => scope.resources.every((list) => list.includes(`${type}|${id}`));
  let reach: Reach = 'UNSATISFIABLE';
  for (const matter of mattersOf(book, rule, scope)) {
    for (const action of actions) {
      for (const resource of action.resources.filter(isMeant)) {
        const mine = rulesFor(book, matter, action, resource, [rule]);
        if (mine.length === 0) continue;
        const others = rulesFor(book, matter, action, resource).filter(({ policy }) => policy.effect === 'forbid');
        // As a permit: whether it can be satisfied at all, then whether nothing forbids it there.
        const alone = mine.map(({ policy, formula }): Rule => ({ formula, policy: { ...policy, effect: 'permit' } }));
        if (!canBeAllowed(alone, action, matter)) continue;
        reach = 'SHADOWED';
        if (rule.policy.effect === 'forbid' || canBeAllowed([...others, ...alone], action, matter)) return 'ALIVE';
      }
    }
  }
  return reach;
}

/** All matters in which a policy counts; those that its scope excludes cannot satisfy it. */
function* mattersOf({ protocol, vector }: RuleBook, { policy }: Rule, scope: PolicyScope): Generator<Matter> {
  const schedule = protocol.schedules.find(({ id }) => id === policy.schedule);
  const isIn = (lists: readonly (readonly string[])[], code: string): boolean =>
    lists.every((list) => list.includes(code));
  const roles = (schedule?.roles ?? vector.roles).filter((role) => isIn(scope.roles, role));
  const purposes = (schedule?.purposes ?? vector.codesOf(purposeType)).filter((each) => isIn(scope.purposes, each));
  for (const role of roles) {
    for (const purpose of purposes) {
      if (schedule !== undefined) yield scheduled(role, purpose, schedule);
      else yield* unscheduled(role, purpose);
    }
  }
}

/** A matter that one schedule covers, whatever the day. */
function scheduled(role: string, purpose: string, schedule: Schedule): Matter {
  const cover: ScheduleCover = { state: 'VALID', schedules: [schedule.id], conditions: joinedConditions([schedule]) };
  const isEmergencyScheduled = schedule.mode === 'BREAK_GLASS';
  return {
    role,
    purpose,
    access: isEmergencyScheduled ? 'BREAK_GLASS' : 'USUAL',
    askCover: cover,
    cover,
    isEmergencyScheduled,
  };
}

/** Every matter as far as policies outside the schedules can tell them apart. */
function* unscheduled(role: string, purpose: string): Generator<Matter> {
  const plain = joinedConditions([]);
  for (const state of ['VALID', 'MISSING', 'EXPIRED'] as const) {
    for (const demands of [false, true]) {
      const conditions = { ...plain, designatedOfficers: demands, written: demands };
      const cover: ScheduleCover = { state, schedules: [], conditions };
      for (const access of accesses) {
        for (const isEmergencyScheduled of [false, true]) {
          yield { role, purpose, access, askCover: cover, cover, isEmergencyScheduled };
        }
      }
    }
  }
}

function canBeAllowed(rules: readonly Rule[], action: Action, matter: Matter): boolean {
  const domains = domainsOf(
    rules.map(({ formula }) => formula),
    freeDimensions(action, matter),
  );
  const spelled = rules.map((each) => ({ ...each, formula: spellOut(each.formula, domains) }));
  return findBlock(domains, areAllowed([spelled]), (answer) => answer) !== null;
}

/** A role or purpose that a policy names, but its schedule does not serve, gets nothing by it. */
function strangers({ protocol }: RuleBook, { policy }: Rule, scheduleId: string): readonly Finding[] {
  const schedule = protocol.schedules.find(({ id }) => id === scheduleId);
  if (schedule === undefined) return [];
  const { roles, purposes } = analysePolicy(policy);
  const unserved = [
    ...roles.flat().filter((role) => !schedule.roles.includes(role)),
    ...purposes.flat().filter((purpose) => !schedule.purposes.includes(purpose)),
  ];
  return [...new Set(unserved)].map((code) =>
    warning(
      policy.file,
      `policy ${policy.id} names ${code}, which the schedule ${scheduleId} does not serve`,
      'add it to the schedule, or take it out of the policy',
    ),
  );
}

function idle(book: RuleBook, schedule: Schedule): readonly Finding[] {
  const { id, roles, purposes } = schedule;
  const pairs = purposes.flatMap((purpose) => roles.map((role) => scheduled(role, purpose, schedule)));
  const findings: Finding[] = [];
  for (const [action, problem, fix] of hurdles) {
    const stuck = purposes.filter((purpose) =>
      pairs.filter((matter) => matter.purpose === purpose).every((matter) => !isEver(book, matter, action)),
    );
    for (const purpose of stuck) findings.push(fault('tier1.cedar', `schedule ${id}, ${purpose}: ${problem}`, fix));
  }
  const empty = pairs.filter((matter) => !['know', 'read'].some((action) => isEver(book, matter, action)));
  if (empty.length === pairs.length) {
    return [...findings, fault('schedules.yaml', `schedule ${id} gives nobody anything`, `see to tier2/${id}.cedar`)];
  }
  const nothing = empty.map(({ role, purpose }) =>
    warning('schedules.yaml', `schedule ${id} gives ${role} nothing for ${purpose}`, `see to tier2/${id}.cedar`),
  );
  return [...findings, ...nothing];
}

const hurdles: readonly (readonly [action: string, problem: string, fix: string])[] = [
  ['ask', 'no request can ever be made', 'see which policy forbids the purpose'],
  [
    'enter',
    'no record may ever be looked into',
    'say in policy no-relationship which relationships suffice for the purpose',
  ],
];

function isEver(book: RuleBook, matter: Matter, name: string): boolean {
  const action = actionOf(book, name);
  if (action === undefined) return true;
  const suits = ({ type, id }: Entity): boolean => type !== purposeType || id === matter.purpose;
  return action.resources.some((resource) => suits(resource) && isEverAllowed(book, matter, action, resource));
}
