import { afterAll, describe, expect, it } from 'vitest';
import { calibrateFull, weightsOf } from '../../scripts/matching/calibrate-full.ts';
import { evaluated } from '../../scripts/matching/evaluate.ts';
import { fullProfile, shippedParameters } from '../../scripts/matching/full-profile.ts';
import { csvOf, defaultToday, generate } from '../../scripts/matching/generate.ts';
import { endsOf } from '../../scripts/matching/judged-pairs.ts';
import { cluster } from '../../scripts/matching/linkage/cluster.ts';
import { isOneEditApart } from '../../scripts/matching/linkage/edit-distance.ts';
import { linkageProfile } from '../../scripts/matching/linkage-profile.ts';
import { loadSources } from '../../scripts/matching/load-sources.ts';
import { evaluate } from '../../scripts/matching/metrics.ts';
import { randomOf } from '../../scripts/matching/random.ts';
import { normaliseIdentifier } from '../../src/matching/identifiers.ts';
import { commandHome, damagedCopies } from './command-fixture.ts';

const home = commandHome();
afterAll(home.remove);

const records = generate({ people: 700, seed: 7, today: defaultToday });
const sources = loadSources([home.write('people.csv', csvOf(records))], new Map());

describe('generated people', () => {
  it('are the same for the same seed and others for another', () => {
    const some = (seed: number) => csvOf(generate({ people: 40, seed, today: defaultToday }));
    expect(some(3)).toBe(some(3));
    expect(some(3)).not.toBe(some(4));
  });

  it('have numbers that are given to nobody, and mostly valid', () => {
    const numbers = records.flatMap((record) => [
      ...(record.nhs_number === '' ? [] : [['NHS_NUMBER', record.nhs_number] as const]),
      ...(record.upn === '' ? [] : [['UPN', record.upn] as const]),
    ]);
    expect(
      numbers.filter(([scheme, value]) => !(scheme === 'UPN' ? value.slice(1, 4) === '001' : value.startsWith('999'))),
    ).toEqual([]);
    const valid = numbers.filter(([scheme, value]) => normaliseIdentifier(scheme, value).kind === 'VALID').length;
    expect(valid / numbers.length).toBeGreaterThan(0.98);
    expect(valid).toBeLessThan(numbers.length);
  });

  it('hold what makes matching hard: twins, severed and unborn children, swapped and missing dates', () => {
    const some = (holds: (record: (typeof records)[number]) => boolean): boolean => records.some(holds);
    expect(some(({ twins }) => twins !== '')).toBe(true);
    expect(some(({ severed }) => severed === 'true')).toBe(true);
    expect(some(({ expected_date }) => expected_date !== '')).toBe(true);
    expect(some(({ postcode }) => postcode.startsWith('ZZ99'))).toBe(true);
    expect(some(({ date_of_birth, expected_date }) => date_of_birth === '' && expected_date === '')).toBe(true);
  });
});

describe('the full rules on generated people', () => {
  const judged = fullProfile(sources, {
    today: defaultToday,
    isWithinSource: true,
    badDates: 'error',
    ...shippedParameters(),
  });
  const evaluation = evaluated(sources, judged, undefined, true);

  it('make no false match and merge no twins', () => {
    expect(evaluation?.match.falsePairs).toBe(0);
    expect(evaluation?.mergedTwins).toBe(0);
    expect(evaluation?.truePairs).toBeGreaterThan(1000);
  });

  it('find nearly all that is there to suspect, and join most', () => {
    expect(evaluation?.possible.recall).toBeGreaterThan(0.98);
    expect(evaluation?.match.recall).toBeGreaterThan(0.6);
  });

  it('never bring a severed identity and the one before it together', () => {
    const severed = records.map((record) => record.severed === 'true');
    const across = [...judged.outcomes.keys()].filter((key) => {
      const [one, other] = endsOf(key);
      return severed[one] !== severed[other];
    });
    expect(severed.filter(Boolean).length).toBeGreaterThan(0);
    expect(across).toEqual([]);
  });
});

describe('weights estimated from generated people', () => {
  const weights = weightsOf(calibrateFull(sources, 'error', randomOf(1)));

  it('are near those that are shipped where a generated town is like any other', () => {
    const shipped = shippedParameters().parameters.weights;
    const far = [
      ['dateOfBirth EXACT', weights['dateOfBirth']?.['EXACT'], shipped.dateOfBirth.EXACT],
      ['family EXACT', weights['family']?.['EXACT'], shipped.family.EXACT],
      ['given EXACT', weights['given']?.['EXACT'], shipped.given.EXACT],
      ['sex SAME', weights['sex']?.['SAME'], shipped.sex.SAME],
    ].filter(([, found, expected]) => Math.abs(Number(found) - Number(expected)) > 2);
    expect(far).toEqual([]);
  });
});

describe('profile linkage', () => {
  it.each([
    [600, 1],
    [40, 2],
  ])('finds damaged copies of %i people by weights that it estimates itself', (people, seed) => {
    const { input, persons } = damagedCopies(people, seed);
    const judged = linkageProfile({ input, notes: [] }, randomOf(1));
    const { match, possible } = evaluate(judged, { persons, twins: null, counts: () => true });
    expect(match.precision).toBeGreaterThanOrEqual(0.999);
    expect(match.recall).toBeGreaterThanOrEqual(0.95);
    expect(possible.recall).toBeGreaterThanOrEqual(0.985);
  });

  it('merges only where all pairs of a cluster are consistent', () => {
    const bits = new Map([
      ['0,1', 20],
      ['1,2', 15],
      ['0,2', -25],
      ['3,4', 12],
      ['4,5', 11],
      ['3,5', -5],
    ]);
    const score = (one: number, other: number) => ({
      one,
      other,
      levels: [],
      bits: bits.get(`${one},${other}`) ?? -50,
    });
    const pairs = [...bits.keys()].map((key) => score(...endsOf(key)));
    const { clusters, possible } = cluster(6, pairs, score, { match: 8, possible: -3, consistent: -10 });
    expect(clusters.filter(({ length }) => length > 0)).toEqual([[0, 1], [2], [3, 4, 5]]);
    expect([...possible]).toEqual(['0,2']);
  });

  it.each([
    ['ABC', 'ABD', true],
    ['ABC', 'ACB', true],
    ['ABC', 'ABCD', true],
    ['ABC', 'BC', true],
    ['ABC', 'ABC', false],
    ['ABC', 'CBA', false],
    ['AB', 'ABCD', false],
  ])('knows whether %s and %s are one edit apart', (one, other, expected) => {
    expect([isOneEditApart(one, other), isOneEditApart(other, one)]).toEqual([expected, expected]);
  });
});

describe('evaluating pairs', () => {
  it('counts what is found, false and missed, at both outcomes', () => {
    const outcome = (kind: 'MATCH' | 'POSSIBLE') => ({ outcome: kind, rule: 'R7' });
    const evaluation = evaluate(
      {
        outcomes: new Map([
          ['0,1', outcome('MATCH')],
          ['2,3', outcome('MATCH')],
          ['0,2', outcome('POSSIBLE')],
        ]),
        scored: new Map([
          ['0,1', 30],
          ['2,3', 25],
          ['0,2', 15],
          ['1,2', 5],
        ]),
        thresholds: { match: 24, possible: 14 },
        describe: (one, other) => ({ bits: one + other, pattern: {} }),
        notes: [],
      },
      { persons: ['A', 'A', 'A', 'B'], twins: ['', '', 'T', 'T'], counts: () => true },
    );
    expect(evaluation).toMatchObject({
      persons: 2,
      truePairs: 3,
      match: { pairs: 2, found: 1, falsePairs: 1, missed: 2, precision: 0.5, recall: 1 / 3 },
      possible: { pairs: 3, found: 2, falsePairs: 1, missed: 1, precision: 2 / 3, recall: 2 / 3 },
      mergedTwins: 1,
    });
    expect(evaluation.mistakes.map(({ kind, one, other }) => `${kind} ${one} ${other}`)).toEqual([
      'FALSE_MATCH 2 3',
      'MISSED 1 2',
      'ONLY_POSSIBLE 0 2',
    ]);
    expect(evaluation.curve.at(0)).toMatchObject({ bits: 5, precision: 0.75, recall: 1 });
    expect(evaluation.curve.at(-1)).toMatchObject({ bits: 30, precision: 1, recall: 1 / 3 });
  });
});
