import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Access } from '../../src/access/create-access.ts';
import type { Practitioner } from '../../src/model/practitioner.ts';
import { accessOf, noRelationship, practitioner, request } from '../access/support.ts';
import { anySituation, control, extra, type Generated, released, withPolicy, withRecords } from './situations.ts';

/** I1 (domain.md 7.8), for every role of every schedule, in every mode. */

type Taking = (situation: Generated) => Generated;

const who =
  (take: (who: Practitioner) => Partial<Practitioner>): Taking =>
  (situation) => ({ ...situation, who: { ...situation.who, ...take(practitioner(situation.who)) } });
const mediator = (take: (mediator: Practitioner) => Partial<Practitioner>): Taking =>
  who(({ mediator: by }) => ({ mediator: by === null ? null : { ...by, ...take(by) } }));
const why =
  (change: Generated['why']): Taking =>
  (situation) => ({ ...situation, why: { ...situation.why, ...change } });

const personal: Readonly<Record<string, (who: Practitioner) => Partial<Practitioner>>> = {
  'the first role': ({ roles }) => ({ roles: roles.slice(1) }),
  'the last role': ({ roles }) => ({ roles: roles.slice(0, -1) }),
  training: () => ({ trainedUntil: null }),
  vetting: () => ({ vettedOn: null }),
  designation: () => ({ designatedOfficer: false }),
  'the right to override a shield': () => ({ mayOverrideShield: false }),
  'the person id': () => ({ personId: null }),
  'the declaration of conflicts': () => ({ declaredConflicts: null }),
  // Who declared nothing at all is refused already.
  'the absence of a conflict': ({ declaredConflicts: declared }) => ({
    declaredConflicts: declared === null ? null : [...declared, { scheme: 'UPN', value: 'A9' }],
  }),
  'good standing': () => ({ isSuspended: true }),
  'the organisation': () => ({ organisation: 'URN:999999' }),
};
const relationships = Object.keys(noRelationship).filter((name) => name !== 'excluded');
const without = (name: string) => ({ [name]: name === 'contactMadeOn' ? null : false });

type Takings = Readonly<Record<string, Taking>>;

const ofThePerson: Takings = Object.fromEntries(Object.entries(personal).map(([name, take]) => [name, who(take)]));
const ofTheMediator: Takings = {
  'the mediator’s training': mediator(() => ({ trainedUntil: null })),
  'the mediator’s vetting': mediator(() => ({ vettedOn: null })),
  'the mediator’s right to override a shield': mediator(() => ({ mayOverrideShield: false })),
  'the mediator’s declaration of conflicts': mediator(() => ({ declaredConflicts: null })),
  'the mediator’s role': mediator(() => ({ roles: [] })),
  'asking alone': who(({ mediator: by }) => ({
    mediator: by ?? practitioner({ roles: ['MEDIATOR'], organisation: 'LA:001' }),
  })),
};
const ofTheDeclaration: Takings = {
  'good standing by the control state': (situation) => ({ ...situation, control: control({ isSuspended: true }) }),
  'break-glass for today': (situation) => ({ ...situation, control: control({ breakGlassesToday: 99 }) }),
  'the policies in force': (situation) => ({ ...situation, control: control({ isPolicyHead: false }) }),
  'the exemption': why({ exemption: null }),
  'the written request': why({ written: null }),
  'the emergency': why({ emergency: false }),
  'the court’s order': why({ courtOrder: null }),
  'the override': why({ override: null }),
  'the acknowledgement of the override': why({ override: { acknowledged: false, reason: 'tonight' } }),
};
const ofTheRelationship: Takings = {
  ...Object.fromEntries(
    relationships.flatMap((name) => [
      [
        `that the caller is ${name}`,
        (situation: Generated) =>
          withRecords(situation, ({ relationship }) => ({ relationship: { ...relationship, ...without(name) } })),
      ],
      [
        `that the caller is ${name}, by one agency`,
        (situation: Generated) =>
          withRecords(situation, ({ relationship }, index) =>
            index === 0 ? { relationship: { ...relationship, ...without(name) } } : {},
          ),
      ],
    ]),
  ),
  'every relationship': (situation) => withRecords(situation, () => ({ relationship: noRelationship })),
};
const takings: Takings = { ...ofThePerson, ...ofTheMediator, ...ofTheDeclaration, ...ofTheRelationship };

const taken = (name: string): Taking => takings[name] ?? ((situation) => situation);

const never = (take: Taking, by: Access) =>
  fc.property(anySituation, (situation) => {
    expect(extra(released(take(situation), by), released(situation, by))).toEqual([]);
  });

describe('I1: taking from the requester never releases more', () => {
  test.each([
    ['what the person is', ofThePerson],
    ['what the mediator is', ofTheMediator],
    ['what was declared or is held of the person', ofTheDeclaration],
    ['what ties them to the child', ofTheRelationship],
  ])('%s', (_what, group) => {
    fc.assert(
      fc.property(anySituation, fc.constantFrom(...Object.keys(group)), (situation, name) => {
        expect(extra(released(taken(name)(situation)), released(situation)), name).toEqual([]);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  test('several things at once', () => {
    fc.assert(
      fc.property(
        anySituation,
        fc.subarray(Object.keys(takings), { minLength: 2, maxLength: 4 }),
        (situation, names) => {
          const less = names.reduce((left, name) => taken(name)(left), situation);
          expect(extra(released(less), released(situation)), names.join(', ')).toEqual([]);
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
  });
});

describe('that these properties mean anything', () => {
  const sample = fc.sample(anySituation, { numRuns: 140, seed: 11 });

  test('most of what is taken matters to somebody', () => {
    const situations = sample.filter((situation) => released(situation).size > 0);
    const names = Object.keys(takings);
    const matter = names.filter((name) =>
      situations.some((situation) => extra(released(situation), released(taken(name)(situation))).length > 0),
    );
    // A few need rare company, e.g. an emergency without a written request.
    expect(matter.length).toBeGreaterThan(names.length / 2);
  });

  test('every mode and kind of caller comes up, and is let in', () => {
    const opened = sample
      .filter((situation) => released(situation).size > 0)
      .map((situation) => [situation, request(situation)] as const);
    const modes = new Set(opened.map(([, decision]) => (decision.kind === 'OPEN' ? decision.mode : null)));
    const kinds = new Set(opened.map(([situation]) => situation.who.kind));
    expect(modes).toEqual(new Set(['BREAK_GLASS', 'MEDIATED', 'NORMAL', 'OVERRIDE']));
    expect(kinds).toEqual(new Set(['COURT', 'PARENT', 'PRACTITIONER', 'SUBJECT']));
  });

  test.each([
    ['training-not-current', 'training'],
    ['conflict-of-interest', 'the declaration of conflicts'],
    ['account-suspended', 'good standing'],
  ])('a protocol whose rule %s is turned round is found out', (id, name) => {
    const turned = accessOf(
      withPolicy(id, (text) =>
        text.includes('unless {') ? text.replace('unless {', 'when {') : text.replace('when {', 'unless {'),
      ),
    );
    expect(fc.check(never(taken(name), turned), { numRuns: 100, seed: 11, endOnFailure: true }).failed).toBe(true);
  });
});
