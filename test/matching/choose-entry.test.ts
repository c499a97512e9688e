import { describe, expect, it } from 'vitest';
import { chooseEntry } from '../../src/matching/choose-entry.ts';
import { nhsNumber, otherNhsNumber, recordWith, verified } from './record-with.ts';

const key = { scheme: 'NHS_NUMBER', value: nhsNumber };
const now = recordWith({ recordId: 'now', identifiers: [verified('NHS_NUMBER', '999 000 0018')] });
const once = recordWith({ recordId: 'once', identifiers: [{ ...verified('NHS_NUMBER', nhsNumber), former: true }] });
const other = recordWith({ recordId: 'other', identifiers: [verified('NHS_NUMBER', otherNhsNumber)] });

describe('chooseEntry', () => {
  it('takes the records that carry the identifier now, before those that once did', () => {
    expect(chooseEntry([once, now, other], key)).toEqual([now]);
  });

  it('takes the records that once carried it where none does now', () => {
    expect(chooseEntry([other, once], key)).toEqual([once]);
  });

  it('takes every record that carries it, so that an ambiguous entry is seen as one', () => {
    const duplicate = { ...now, recordId: 'duplicate' };
    expect(chooseEntry([now, duplicate], key)).toEqual([now, duplicate]);
  });

  it('never finds a severed identity by a number it left behind, and finds it by its own', () => {
    expect(chooseEntry([{ ...once, isLinkLocked: true }], key)).toEqual([]);
    expect(chooseEntry([{ ...now, isLinkLocked: true }], key)).toHaveLength(1);
  });

  it('does not take the same value of another scheme', () => {
    expect(chooseEntry([now], { scheme: 'YOT_ID', value: nhsNumber })).toEqual([]);
  });
});
