import { describe, expect, test } from 'vitest';
import type { Access } from '../../src/access/create-access.ts';
import {
  access,
  accessOf,
  agencies,
  child,
  classes,
  day,
  decide,
  everywhere,
  noRelationship,
  protocol,
  type Situation,
} from '../access/support.ts';

/** The protocol once a basis is in force. */
function commenced(code: string): Access {
  const bases = protocol.bases.map((one) => (one.code === code ? { ...one, effectiveFrom: day(-1) } : one));
  return accessOf({ ...protocol, bases });
}

/** What may be read of whom: the mask by agency and class, or by agency and scheme of identifiers. */
function readable(situation: Situation, by: Access): ReadonlyMap<string, number> {
  const decision = decide(situation, by);
  if (decision.kind !== 'DECIDED') throw new Error(`Refused: ${JSON.stringify(decision)}`);
  return new Map(
    agencies.flatMap((agency) =>
      classes.flatMap((name): readonly (readonly [string, number])[] => {
        const { read, split } = decision.cellOf(agency, name, 'PLAIN');
        if (split === null) return [[`${agency} ${name}`, read]];
        return [...split].map(([scheme, mask]) => [`${agency} ${scheme}`, mask]);
      }),
    ),
  );
}

/** The classes and schemes of which more may be read by the one than by the other. */
function opened(less: ReadonlyMap<string, number>, more: ReadonlyMap<string, number>): readonly string[] {
  const grown = [...more].filter(([cell, mask]) => (mask & ~(less.get(cell) ?? 0)) !== 0);
  return [...new Set(grown.map(([cell]) => cell.split(' ')[1] ?? ''))].sort();
}

const tied = { relationship: { ...noRelationship, allocated: true, roll: true } };
const asking = (role: string, organisation: string, purpose: string): Situation => ({
  who: { roles: [role], organisation, designatedOfficer: true },
  why: { purpose, emergency: true },
  child: child(everywhere({}, tied)),
});
const naming = (situation: Situation, ...basis: readonly string[]): Situation => {
  return { ...situation, why: { ...situation.why, basis } };
};

describe('7.4 NUM: naming s16LC, once it is in force, opens the NHS number and nothing else', () => {
  test.each([
    ['SOCIAL_WORKER', 'LA:001-CSC', 'CHILD_PROTECTION', 'CA89_S47'],
    ['SOCIAL_WORKER', 'LA:001-CSC', 'CIN_ASSESSMENT', 'CA89_S17'],
    ['DSL', 'URN:100001', 'CHILD_PROTECTION', 'CA89_S47'],
    ['YOT_WORKER', 'ORG:wexborough-yot', 'OFFENDING_PREVENTION', 'CDA98_S37_39'],
  ])('%s of %s for %s', (role, organisation, purpose, basis) => {
    const inForce = commenced('CA04_S16LC_ID');
    const situation = asking(role, organisation, purpose);
    const without = readable(naming(situation, basis), inForce);
    expect(opened(without, readable(naming(situation, basis, 'CA04_S16LC_ID'), inForce))).toEqual(['NHS_NUMBER']);
  });
});

test('7.4 NUM: nor anything else under break-glass', () => {
  const inForce = commenced('CA04_S16LC_ID');
  const broken = asking('EDT', 'LA:001-CSC', 'CHILD_PROTECTION');
  const situation = { ...broken, why: { ...broken.why, breakGlass: { ground: 'LIFE_OR_LIMB', acknowledged: true } } };
  const without = readable(naming(situation, 'CA89_S47'), inForce);
  expect(opened(without, readable(naming(situation, 'CA89_S47', 'CA04_S16LC_ID'), inForce))).toEqual(['NHS_NUMBER']);
});

test('7.5 row 55: nor to a contractor that is designated for it', () => {
  const organisation = 'ORG:riverside-youth-club';
  const { generalContact: contact, signatories, bases } = protocol;
  const designated = {
    organisation,
    name: 'A youth club',
    kind: 'VCSO',
    agency: null,
    signedOn: day(-400),
    contact,
    actingFor: 'LA:001-CSC',
    designatedFor: ['CA04_S16LC_ID'],
  };
  const inForce = accessOf({
    ...protocol,
    bases: bases.map((one) => (one.code === 'CA04_S16LC_ID' ? { ...one, effectiveFrom: day(-1) } : one)),
    signatories: [...signatories.filter((each) => each.organisation !== organisation), designated],
  });
  const relationship = { ...noRelationship, openReferral: true };
  const asked = asking('VCSO_WORKER', organisation, 'EARLY_HELP');
  const situation = { ...asked, child: child(everywhere({}, { relationship })) };
  const without = readable(naming(situation, 'CA04_S10'), inForce);
  expect(opened(without, readable(naming(situation, 'CA04_S10', 'CA04_S16LC_ID'), inForce))).toEqual(['NHS_NUMBER']);
});

describe('7.5 row 54: the duty of 2026, once it is in force, opens four classes, of relevant items', () => {
  test.each([
    ['CHILD_PROTECTION', 'CA89_S47', ['HLT', 'SCD']],
    ['CIN_ASSESSMENT', 'CA89_S17', ['CAFB', 'EDU', 'HLT', 'SCD']],
  ])('for %s', (purpose, basis, mayOpen) => {
    const inForce = commenced('CA04_S16L_DUTY');
    const situation = asking('SOCIAL_WORKER', 'LA:001-CSC', purpose);
    const without = readable(naming(situation, basis), inForce);
    const named = readable(naming(situation, basis, 'CA04_S16L_DUTY'), inForce);
    const more = opened(without, named);
    expect(more.filter((each) => !mayOpen.includes(each))).toEqual([]);
    expect(more).toContain('SCD');
    // Of nobody's items that are not marked relevant.
    const irrelevant = 0b0101;
    const unmarked = [...named].filter(([cell, mask]) => (mask & ~(without.get(cell) ?? 0) & irrelevant) !== 0);
    expect(unmarked).toEqual([]);
  });
});

describe('7.4 SENS: significant harm opens what restricted services hold, and nothing else', () => {
  test('of a social worker for child protection', () => {
    const situation = naming(asking('SOCIAL_WORKER', 'LA:001-CSC', 'CHILD_PROTECTION'), 'CA89_S47');
    const exempt = { ...situation, why: { ...situation.why, exemption: 'SIGNIFICANT_HARM' } };
    expect(opened(readable(situation, access), readable(exempt, access))).toEqual(['SENS']);
  });
});
