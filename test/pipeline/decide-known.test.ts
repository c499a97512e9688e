import { describe, expect, test } from 'vitest';
import { linkRecords } from '../../src/matching/link-records.ts';
import type { ChildRecord, LinkedChild } from '../../src/model/child-record.ts';
import type { ChildDecision } from '../../src/model/decision.ts';
import { decideKnown } from '../../src/pipeline/decide-known.ts';
import type { GatheredChild } from '../../src/pipeline/gather-children.ts';
import { nhsNumber, recordWith, upn, verified } from '../matching/record-with.ts';
import { rules } from '../matching/rules.ts';

function gathered(...records: readonly ChildRecord[]): GatheredChild {
  const among: GatheredChild['among'] = (isThere) => {
    const [entry, ...candidates] = records.filter(({ agency }) => isThere(agency));
    return entry === undefined ? [] : linkRecords({ entry: [entry], candidates, ...rules });
  };
  return { records: among(() => true), silent: new Map(), unasked: new Set(), among };
}

const refused = (trueCode: string): ChildDecision => ({ kind: 'REFUSED', gate: 'G8', trueCode });
const showing = (isShown: (agency: string) => boolean): ChildDecision =>
  ({ kind: 'DECIDED', mayShow: isShown }) as unknown as ChildDecision;
const isCertain = ({ records }: LinkedChild, agency: string): boolean =>
  records.some(({ record, outcome }) => record.agency === agency && outcome === 'MATCH');

/** What it came to, of the agencies that the caller may know of. */
function decided(child: GatheredChild, decide: (child: LinkedChild) => ChildDecision, secret: readonly string[]) {
  const { linked, decision } = decideKnown(child, {
    decide,
    nobodyKnown: refused('NOBODY_KNOWN'),
    isPresenceSecret: (agency) => secret.includes(agency),
  });
  const told = linked.records.filter(({ record }) => !secret.includes(record.agency));
  return [decision.kind, told.map(({ record, outcome, rule }) => [record.agency, outcome, rule])];
}

const health = recordWith({ agency: 'health', identifiers: [verified('NHS_NUMBER', nhsNumber), verified('UPN', upn)] });
const school = recordWith({ agency: 'school', identifiers: [verified('UPN', upn)] });
const noPlace = { names: [{ given: 'Zeno', family: 'Vandermolen', kind: 'LEGAL' }], dateOfBirth: '2011-01-17' };
const police = recordWith({ agency: 'police', ...noPlace });

describe('a child is decided from what its caller may know of', () => {
  const always = (child: LinkedChild): ChildDecision =>
    isCertain(child, 'health') ? showing((agency) => agency !== 'police') : refused('NO_TIE');

  test('as if a record that contradicts the others, and may not be known of, were not there', () => {
    const without = decided(gathered(health, school), always, ['police']);
    expect(without).toEqual([
      'DECIDED',
      [
        ['health', 'MATCH', 'ENTRY'],
        ['school', 'MATCH', 'R5'],
      ],
    ]);
    expect(decided(gathered(health, police, school), always, ['police'])).toEqual(without);
  });

  test('also where it makes a refusal of all together', () => {
    // Who the caller is to the child is the school's word, which the conflict makes doubtful.
    const ofSchool = (child: LinkedChild): ChildDecision =>
      isCertain(child, 'school') ? showing((agency) => agency !== 'police') : refused('NO_TIE');
    const without = decided(gathered(health, school), ofSchool, ['police']);
    expect(without[0]).toBe('DECIDED');
    expect(decided(gathered(health, police, school), ofSchool, ['police'])).toEqual(without);
  });

  test('and is refused where the record that contradicts may be known of', () => {
    const all = (child: LinkedChild): ChildDecision =>
      isCertain(child, 'school') ? showing(() => true) : refused('NO_TIE');
    expect(decided(gathered(health, police, school), all, ['police'])[0]).toBe('REFUSED');
  });

  test('and comes to an end, closed, where what may be known of changes with what counts', () => {
    let asked = 0;
    const doubtful = recordWith({ ...school, dateOfBirth: null, names: noPlace.names });
    const fickle = ({ records }: LinkedChild): ChildDecision => {
      asked += 1;
      return showing((agency) => agency === 'health' || records.length === 1);
    };
    const child = gathered(health, doubtful);
    expect(child.records).toHaveLength(2);
    expect(decided(child, fickle, [])).toEqual(['DECIDED', [['health', 'MATCH', 'ENTRY']]]);
    expect(asked).toBeLessThan(12);
  });
});
