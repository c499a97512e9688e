import { describe, expect, test } from 'vitest';
import { childOf, denied, run, told, unknowable } from './one-child.ts';
import { child, identifier, identity, record } from './small-records.ts';

describe('the identity', () => {
  const copies = {
    education: record('e1', {
      recordedIdentity: identity([{ given: 'Leanne', family: 'Carr', kind: 'LEGAL' }], { sex: 'F' }),
    }),
    'social-care': record('s1', {
      recordedIdentity: identity(
        [
          { given: 'Leeann', family: 'Carr', kind: 'LEGAL' },
          { given: 'Lee', family: 'Old', kind: 'FORMER' },
        ],
        { sex: 'U' },
      ),
    }),
    health: record('h1', {
      recordedIdentity: identity([{ given: 'Leanne', family: 'Carr', kind: 'LEGAL' }]),
      custodian: 'ORG:asking',
    }),
  };
  const selection = '{ identity { givenName sex names { given family sources } } }';

  test('comes whole from the preferred copy, with all names and who holds them', () => {
    const assembled = run([child('one', copies)], selection);
    expect(childOf(assembled)).toEqual({
      identity: {
        givenName: 'Leeann',
        sex: 'U',
        names: [
          { given: 'Leeann', family: 'Carr', sources: ['social-care'] },
          { given: 'Lee', family: 'Old', sources: ['social-care'] },
          { given: 'Leanne', family: 'Carr', sources: ['education', 'health'] },
        ],
      },
    });
  });

  test('is built only from the copies that were granted, own copies told from others', () => {
    const assembled = run([child('one', copies)], selection, {
      decide: ({ class: disclosed }) =>
        disclosed === 'ID' ? { read: 0b1100, know: 0b1100, explanation: { ...denied, shownClass: 'ID' } } : {},
    });
    expect(childOf(assembled)).toEqual({
      identity: { givenName: 'Leanne', sex: 'F', names: [{ given: 'Leanne', family: 'Carr', sources: ['health'] }] },
    });
    expect(told(assembled)).toEqual([['child.identity', 'ID', 'REDACTED', 'NOT_NEED_TO_KNOW']]);
  });

  test('lists names apart that differ in any part', () => {
    const spelt = {
      education: record('e1', { recordedIdentity: identity([{ given: 'Ann', family: 'One', kind: 'LEGAL' }]) }),
      health: record('h1', {
        recordedIdentity: identity([
          { given: 'Ann', family: 'Two', kind: 'LEGAL' },
          { given: 'Ann', family: 'One', kind: 'ALIAS' },
        ]),
      }),
    };
    expect(childOf(run([child('one', spelt)], '{ identity { names { family kind sources } } }'))).toEqual({
      identity: {
        names: [
          { family: 'One', kind: 'LEGAL', sources: ['education'] },
          { family: 'Two', kind: 'LEGAL', sources: ['health'] },
          { family: 'One', kind: 'ALIAS', sources: ['health'] },
        ],
      },
    });
  });

  test('is null where no copy was granted', () => {
    const assembled = run([child('one', copies)], selection, { decide: () => unknowable });
    expect(childOf(assembled)).toEqual({ identity: null });
    expect(told(assembled)).toEqual([['child.identity', 'RESTRICTED', 'WITHHELD_OR_NONE', null]]);
  });

  test('never shows former names once any linked record is locked', () => {
    const locked = {
      ...copies,
      education: {
        ...copies.education,
        restrictions: { ...Object(copies.education['restrictions']), linkLocked: true },
      },
    };
    const assembled = run([child('one', locked)], selection);
    expect(JSON.stringify(assembled.data)).not.toContain('Old');
    expect(JSON.stringify(assembled.data)).toContain('Leeann');
  });

  test('takes no copy from a record that is only possibly this child', () => {
    const assembled = run([child('one', copies)], selection, {
      relink: (part) => ({
        ...part,
        linked: {
          ...part.linked,
          records: part.linked.records.map((linked) =>
            linked.record.agency === 'social-care' ? { ...linked, outcome: 'CONFLICT' } : linked,
          ),
        },
      }),
    });
    expect(JSON.stringify(assembled.data)).not.toContain('Leeann');
  });
});

describe('identifiers', () => {
  const numbers = record('e1', { identifiers: [identifier('NHS_NUMBER', 'n'), identifier('UPN', 'u')] });

  test('are opened scheme by scheme, and what is closed is left out whole', () => {
    const assembled = run([child('one', { education: numbers })], '{ identifiers { scheme value } }', {
      decide: ({ class: disclosed }) =>
        disclosed === 'NUM'
          ? { read: 0, know: 0, split: new Map([['UPN', 15]]), explanation: { ...denied, shownClass: 'NUM' } }
          : {},
    });
    expect(childOf(assembled)).toEqual({ identifiers: [{ scheme: 'UPN', value: 'u' }] });
    expect(told(assembled)).toEqual([['child.identifiers', 'NUM', 'REDACTED', 'NOT_NEED_TO_KNOW']]);
  });

  test('are never opened further by a closed scheme', () => {
    const assembled = run([child('one', { education: numbers })], '{ identifiers { value } }', {
      decide: ({ class: disclosed }) => (disclosed === 'NUM' ? { split: new Map([['UPN', 0]]) } : {}),
    });
    expect(childOf(assembled)).toEqual({ identifiers: [{ value: 'n' }] });
  });
});
