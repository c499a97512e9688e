import { describe, expect, it } from 'vitest';
import { chooseAnchor } from '../../src/matching/choose-anchor.ts';
import type { ChildRecord, LinkOutcome } from '../../src/model/child-record.ts';
import { nhsNumber, otherNhsNumber, recordWith, unverified, upn, verified } from './record-with.ts';

const anchors = { schemes: ['NHS_NUMBER', 'UPN', 'YOT_ID'], protectedAgencies: ['south'] };
const linked = (differences: Partial<ChildRecord>, outcome: LinkOutcome = 'MATCH') => ({
  record: recordWith(differences),
  outcome,
  rule: 'R3',
  linkedWith: [],
});
const pupil = linked({ identifiers: [unverified('UPN', upn)] });

describe('chooseAnchor', () => {
  it('takes the first scheme of the order that any record gives', () => {
    expect(chooseAnchor([pupil, linked({ agency: 'west' })], anchors)).toEqual({
      scheme: 'NHS_NUMBER',
      value: nhsNumber,
    });
  });

  it('takes a verified value before one that is not', () => {
    const claimed = linked({ identifiers: [unverified('NHS_NUMBER', otherNhsNumber)] });
    expect(chooseAnchor([claimed, linked({ agency: 'west' })], anchors)).toEqual({
      scheme: 'NHS_NUMBER',
      value: nhsNumber,
    });
  });

  it('normalises the value', () => {
    const spaced = linked({ identifiers: [verified('NHS_NUMBER', '999 000 0018')] });
    expect(chooseAnchor([spaced], anchors)).toEqual({ scheme: 'NHS_NUMBER', value: nhsNumber });
  });

  it.each([
    ['an agency whose existence is protected', linked({ agency: 'south' })],
    ['a record that is only possible', linked({ agency: 'west' }, 'POSSIBLE')],
    ['a record in conflict', linked({ agency: 'west' }, 'CONFLICT')],
    ['a former number', linked({ identifiers: [{ ...verified('NHS_NUMBER', nhsNumber), former: true }] })],
    ['a number that fails its check', linked({ identifiers: [verified('NHS_NUMBER', '9990000019')] })],
    ['a scheme outside the order', linked({ identifiers: [verified('SOCIAL_CARE_ID', 'SC9000001')] })],
  ])('takes nothing from %s', (_title, other) => {
    expect(chooseAnchor([other, pupil], anchors)).toEqual({ scheme: 'UPN', value: upn });
    expect(chooseAnchor([other], anchors)).toBeNull();
  });
});
