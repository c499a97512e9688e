import { describe, expect, it } from 'vitest';
import { parseSealedText, sealedText } from '../../src/ledger/sealed-text.ts';
import type { LedgerOutcome } from '../../src/model/ledger-entry.ts';
import { childOf, entryOf, outcomeOf } from './ledger-fixture.ts';

const slots: NonNullable<LedgerOutcome['slots']> = {
  power: 'CA89_S47',
  art6: 'A6_1E',
  art9: null,
  art10: null,
  confidence: 'PUBLIC_INTEREST',
  missing: 'ART9',
};

const varied: readonly LedgerOutcome[] = [
  outcomeOf(),
  outcomeOf({ slots }),
  outcomeOf({ slots: { ...slots, missing: null } }),
  outcomeOf({ code: 'A_CODE', outcome: 'WITHHELD', policies: [], consents: [], bases: [] }),
  outcomeOf({ agency: 'education', class: 'EDU', policies: ['one', 'two'] }),
  outcomeOf({ policies: ['one'], consents: ['two'] }),
  outcomeOf({ policies: [], consents: ['one', 'two'] }),
  outcomeOf({ outcome: 'NOT_HELD' }),
];

describe('the sealed part of a record', () => {
  it('says of each child what was decided, whoever else was decided alike', () => {
    const children = [
      childOf({ outcomes: varied }),
      childOf({ outcomes: varied.toReversed(), refusal: 'A_REFUSAL' }),
      childOf({ outcomes: [] }),
      // The same by other objects.
      childOf({ outcomes: structuredClone(varied) }),
      // More different lists than are compared one by one.
      ...varied.map((_, index) => childOf({ outcomes: varied.slice(index) })),
      ...varied.map((_, index) => childOf({ outcomes: varied.slice(index) })),
    ];
    const read = parseSealedText(sealedText(entryOf('r1', { children })));
    expect(read?.children).toEqual(children.map(({ outcomes, refusal }) => ({ outcomes, refusal })));
  });

  it('says who asked, through whom, why, and what the searches and the change were about', () => {
    const entry = entryOf('r1', {
      caller: { subject: 'somebody', organisation: 'ORG:one', roles: [], mediator: 'a mediator' },
      reason: 'a “reason”\nof two lines',
      informed: 'NOT_YET',
      searches: [
        { fields: ['givenName'], keys: [{ field: 'givenName', value: 'x' }], outcome: 'FOUND', results: ['SURE'] },
      ],
      control: { act: 'suspendAccount', outcome: null, obligations: [], account: 'an account' },
      children: [],
    });
    expect(parseSealedText(`${sealedText(entry)}   `)).toEqual({
      subject: 'somebody',
      mediator: 'a mediator',
      reason: 'a “reason”\nof two lines',
      informed: 'NOT_YET',
      account: 'an account',
      searches: [{ outcome: 'FOUND', results: ['SURE'] }],
      children: [],
    });
  });

  it('takes hardly more room for fifty children who were decided alike than for one', () => {
    const one = sealedText(entryOf('r1', { children: [childOf({ outcomes: varied })] }));
    const fifty = sealedText(
      entryOf('r1', { children: Array.from({ length: 50 }, () => childOf({ outcomes: structuredClone(varied) })) }),
    );
    expect(fifty.length - one.length).toBeLessThan(50 * 10);
  });

  it.each([
    ['a word', outcomeOf({ class: 1 as unknown as string })],
    ['a code', outcomeOf({ code: {} as unknown as string })],
    ['a policy', outcomeOf({ policies: [null as unknown as string] })],
    ['a slot', outcomeOf({ slots: { ...slots, art6: 6 as unknown as string } })],
  ])('is not printed where %s is no text', (_what, outcome) => {
    expect(() => sealedText(entryOf('r1', { children: [childOf({ outcomes: [outcome] })] }))).toThrow(TypeError);
  });

  it.each(['', '{}', 'null', JSON.stringify({ ...JSON.parse(sealedText(entryOf('r1'))), children: [[9, null]] })])(
    'is not read from something else (%#)',
    (text) => {
      expect(parseSealedText(text)).toBeNull();
    },
  );
});
