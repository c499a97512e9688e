import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Access } from '../../src/access/create-access.ts';
import type { ChildRecord, LinkedRecord } from '../../src/model/child-record.ts';
import { access, accessOf, agencies, consent, day, record, request } from '../access/support.ts';
import { anySituation, extra, type Generated, released, withPolicy, withRecords } from './situations.ts';

/** I2 (domain.md 7.8), and 7.0: restrictions spread over every link. */

const refusal = (by: Partial<ChildRecord['consents'][number]> = {}) =>
  consent({ decision: 'REFUSED', recipients: [], classes: [], purposes: [], ...by });

type Restriction = (held: ChildRecord) => Partial<ChildRecord>;

/** What counts for the data of all agencies, whichever states it. */
const spreading: Readonly<Record<string, Restriction>> = {
  'a shield': () => ({ isShielded: true }),
  'a parent’s refusal': ({ consents }) => ({ consents: [...consents, refusal()] }),
  'the child’s refusal': ({ consents }) => ({
    consents: [...consents, refusal({ giver: 'CHILD', capacity: 'GILLICK' })],
  }),
  'the withdrawal of a consent for all': ({ consents }) => ({
    consents: [
      ...consents,
      consent({
        giver: 'CHILD',
        capacity: 'GILLICK',
        recipients: [],
        classes: [],
        purposes: [],
        withdrawnAt: `${day(0)}T00:00:00Z`,
      }),
    ],
  }),
  detriment: ({ detrimentClasses }) => ({ detrimentClasses: [...detrimentClasses, 'ID', 'EDU', 'SCS', 'HLT'] }),
  'the exclusion of the caller': ({ relationship }) => ({ relationship: { ...relationship, excluded: true } }),
};
const restrictions: Readonly<Record<string, Restriction>> = {
  ...spreading,
  'classes refused by the source': ({ refusedClasses }) => ({
    refusedClasses: [...refusedClasses, 'ID', 'HLT', 'SCS'],
  }),
  'withdrawal of what was given': ({ consents }) => ({
    consents: consents.map((each) => ({
      ...each,
      withdrawnAt: each.decision === 'GIVEN' ? `${day(0)}T00:00:00Z` : null,
    })),
  }),
  'the end of what was given': ({ consents }) => ({
    consents: consents.map((each) =>
      each.decision === 'GIVEN' ? { ...each, expiresAt: `${day(-1)}T00:00:00Z` } : each,
    ),
  }),
  // Of what still holds only: a withdrawal by one who could not decide withdraws nothing (domain.md 3.4).
  'doubt of the giver’s capacity': ({ consents }) => ({
    consents: consents.map((each) =>
      each.decision === 'GIVEN' && each.withdrawnAt === null ? { ...each, capacityEstablished: false } : each,
    ),
  }),
  'no consent any more': ({ consents }) => ({ consents: consents.filter(({ decision }) => decision !== 'GIVEN') }),
};

/** Restricts one record; `all`: every record. */
const restrict =
  (name: string, at: number | 'all') =>
  (situation: Generated): Generated => {
    const add = restrictions[name];
    if (add === undefined) throw new Error(`nothing restricts by ${name}`);
    const place = at === 'all' ? 'all' : at % situation.child.records.length;
    return withRecords(situation, (held, index) => (place === 'all' || index === place ? add(held) : {}));
  };
const anyPlace = fc.oneof(fc.nat(), fc.constant('all' as const));

const neverMore = (names: readonly string[], by: Access) =>
  fc.property(anySituation, fc.constantFrom(...names), anyPlace, (situation, name, at) => {
    expect(extra(released(restrict(name, at)(situation), by), released(situation, by)), name).toEqual([]);
  });

const shieldCloses = (by: Access) =>
  fc.property(anySituation, anyPlace, (situation, at) => {
    const shielded = restrict('a shield', at)(situation);
    const decision = request(shielded);
    fc.pre(decision.kind === 'OPEN' && decision.mode !== 'OVERRIDE' && decision.mode !== 'BREAK_GLASS');
    expect([...released(shielded, by)].filter((word) => / (ADR|UNI|INV) | CONTACT /.test(word))).toEqual([]);
  });

describe('I2: what restricts never releases more', () => {
  test.each(Object.keys(restrictions))('%s, by any agency, on any link', (name) => {
    fc.assert(neverMore([name], access), { numRuns: 15, endOnFailure: true });
  });

  test('another record that may be the child’s and bears anything', () => {
    const possible = (agency: string, names: readonly string[]): LinkedRecord => {
      const bare = { ...record(agency), recordId: `${agency}-possible` };
      const borne = names.reduce((held, name) => ({ ...held, ...restrictions[name]?.(held) }), bare);
      return { record: borne, outcome: 'POSSIBLE', rule: 'R9', linkedWith: [] };
    };
    fc.assert(
      fc.property(
        anySituation,
        fc.constantFrom(...agencies),
        fc.subarray(Object.keys(restrictions), { minLength: 1 }),
        (situation, agency, names) => {
          fc.pre(!situation.child.silent.has(agency));
          const records = [...situation.child.records, possible(agency, names)];
          const more = { ...situation, child: { ...situation.child, records } };
          expect(extra(released(more), released(situation)), names.join(', ')).toEqual([]);
        },
      ),
      { numRuns: 40, endOnFailure: true },
    );
  });

  test.each(Object.entries(spreading))('%s counts as much on a possible link as on a certain one', (_what, add) => {
    fc.assert(
      fc.property(anySituation, fc.constantFrom(...agencies), (situation, agency) => {
        const certain = situation.child.records.findIndex(({ outcome }) => outcome === 'MATCH');
        fc.pre(certain >= 0 && !situation.child.silent.has(agency));
        const blank = (own: Partial<ChildRecord>): LinkedRecord => ({
          record: { ...record(agency), recordId: `${agency}-possible`, identifiers: [], ...own },
          outcome: 'POSSIBLE',
          rule: 'R9',
          linkedWith: [],
        });
        const withBlank = (own: Partial<ChildRecord>): Generated => ({
          ...situation,
          child: { ...situation.child, records: [...situation.child.records, blank(own)] },
        });
        const possibly = withBlank(add(blank({}).record));
        const certainly = withRecords(withBlank({}), (held, index) => (index === certain ? add(held) : {}));
        expect([...released(possibly)].sort()).toEqual([...released(certainly)].sort());
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  test('behind a shield stand every address, setting, involvement and contact, whoever may look into the rest', () => {
    fc.assert(shieldCloses(access), { numRuns: 40, endOnFailure: true });
  });
});

describe('that these properties mean anything', () => {
  const turnedRound = (text: string): string =>
    text.includes('unless {') ? text.replace('unless {', 'when {') : text.replace('when {', 'unless {');

  test.each([
    ['conflict-of-interest', 'the exclusion of the caller'],
    ['detriment', 'detriment'],
    ['source-restricted', 'classes refused by the source'],
  ])('a protocol whose rule %s is turned round is found out', (id, name) => {
    const turned = accessOf(withPolicy(id, turnedRound));
    const { failed } = fc.check(neverMore([name], turned), { numRuns: 80, seed: 5, endOnFailure: true });
    expect(failed).toBe(true);
  });

  test('a protocol whose rule shielded is turned round is found out', () => {
    const turned = accessOf(withPolicy('shielded', turnedRound));
    expect(fc.check(shieldCloses(turned), { numRuns: 80, seed: 5, endOnFailure: true }).failed).toBe(true);
  });

  test('most restrictions close something to somebody', () => {
    const situations = fc.sample(anySituation, { numRuns: 200, seed: 5 }).filter((each) => released(each).size > 0);
    const matter = Object.keys(restrictions).filter((name) =>
      situations.some((situation) => extra(released(situation), released(restrict(name, 'all')(situation))).length > 0),
    );
    expect(matter.length).toBeGreaterThan(Object.keys(restrictions).length / 2);
  });
});
