import { describe, expect, test } from 'vitest';
import { deriveBases } from '../../src/access/derive-bases.ts';
import type { Declaration } from '../../src/model/declaration.ts';
import type { Protocol, Signatory } from '../../src/model/protocol.ts';
import {
  accessOf,
  agencies,
  child,
  day,
  decide,
  decideOne,
  declaration,
  everywhere,
  noRelationship,
  protocol,
  request,
  type Situation,
  today,
} from './support.ts';

const signatory = (overrides: Partial<Signatory>): Signatory => ({
  organisation: 'ORG:any',
  name: 'Any',
  kind: 'VCSO',
  agency: null,
  signedOn: day(-100),
  contact: protocol.generalContact,
  ...overrides,
});
const derived = (
  why: Partial<Declaration>,
  who: Partial<Signatory>,
  of: Protocol = protocol,
  among: readonly string[] = agencies,
) => deriveBases(declaration(why), signatory(who), among, of, today);
const state = (why: Partial<Declaration>, who: Partial<Signatory>, of?: Protocol) => derived(why, who, of).state;
const order = { reference: 'ORDER-1', classes: ['ID'], expiresOn: day(10) };
const commenced = (code: string): Protocol => ({
  ...protocol,
  bases: protocol.bases.map((one) => (one.code === code ? { ...one, effectiveFrom: today } : one)),
});

describe('who may rely on a basis (3.2)', () => {
  // code, purpose, kinds that may receive on it, kinds that may not
  const rows: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    ['CA89_S17', 'CIN_ASSESSMENT', ['LA_CSC', 'LA_EH'], ['SCHOOL', 'POLICE', 'VCSO', 'GP']],
    ['CA89_S27', 'CIN_ASSESSMENT', ['LA_CSC', 'LA_EDU'], ['SCHOOL', 'POLICE', 'VCSO']],
    ['CA89_S47', 'CHILD_PROTECTION', ['LA_CSC', 'POLICE', 'NHS_ACUTE', 'SCHOOL'], ['VCSO', 'HOUSING', 'FIRE']],
    ['CA04_S10', 'WELLBEING', ['LA_CSC', 'SCHOOL', 'VCSO', 'FIRE'], []],
    ['CA04_S11', 'CHILD_PROTECTION', ['LA_CSC', 'POLICE', 'YOT', 'PROBATION'], ['SCHOOL', 'VCSO', 'HOUSING']],
    ['EA02_S175', 'CHILD_PROTECTION', ['SCHOOL', 'EARLY_YEARS', 'LA_EDU'], ['POLICE', 'NHS_ACUTE', 'VCSO']],
    ['EA96_S436A', 'CME', ['LA_EDU'], ['SCHOOL', 'LA_CSC', 'POLICE']],
    ['EDU_REG_2024', 'CME', ['LA_EDU'], ['SCHOOL', 'POLICE']],
    ['EDU_PUPIL_INFO', 'EDU_PROVISION', ['SCHOOL'], ['LA_EDU', 'VCSO']],
    ['CFA14_SEND', 'EDU_PROVISION', ['LA_EDU', 'SCHOOL', 'NHS_COMMUNITY'], ['POLICE', 'VCSO']],
    ['CDA98_S37_39', 'OFFENDING_PREVENTION', ['YOT', 'POLICE', 'PROBATION'], ['SCHOOL', 'VCSO', 'GP']],
    ['CDA98_S115', 'CRIME_INVESTIGATION', ['POLICE', 'LA_CSC', 'PROBATION', 'NHS_ACUTE'], ['VCSO', 'SCHOOL', 'FIRE']],
    ['CJA03_S325', 'OFFENDING_PREVENTION', ['POLICE', 'PROBATION'], ['VCSO', 'SCHOOL', 'YOT']],
    ['NHS_DIRECT_CARE', 'DIRECT_CARE', ['GP', 'CAMHS', 'NHS_ACUTE', 'SEXUAL_HEALTH'], ['SCHOOL', 'LA_EDU', 'VCSO']],
    ['SAR_ART15', 'SAR', ['SUBJECT'], ['SCHOOL', 'LA_CSC', 'POLICE']],
    ['CDRS', 'REVIEW', ['LA_CSC', 'POLICE', 'NHS_ACUTE'], ['VCSO', 'SCHOOL']],
    ['CHILD_SAFEGUARDING_REVIEW', 'REVIEW', ['LA_CSC', 'POLICE'], ['VCSO', 'SCHOOL']],
  ];
  test.each(rows)('%s for %s', (code, purpose, may, mayNot) => {
    for (const kind of may) expect([kind, state({ purpose, basis: [code] }, { kind })]).toEqual([kind, 'VALID']);
    for (const kind of mayNot) {
      expect([kind, derived({ purpose, basis: [code] }, { kind })]).toMatchObject([
        kind,
        { state: 'INVALID', notHolding: [code] },
      ]);
    }
  });

  test.each(['CDA98_S17', 'CTSA15_S26', 'CTSA15_S38', 'DA_CLARE', 'CSODS', 'ISP_LOCAL'])(
    '%s is no ground for any purpose',
    (code) => {
      for (const purpose of Object.keys(protocol.allowedBases)) {
        for (const kind of ['POLICE', 'LA_CSC']) expect(state({ purpose, basis: [code] }, { kind })).toBe('INVALID');
      }
    },
  );

  test('every basis of the schema is one of the protocol, and says what it is', () => {
    for (const { code, instrument, kind, purposes } of protocol.bases) {
      expect([code, instrument.length > 10, kind === 'NONE' && purposes.length > 0]).toEqual([code, true, false]);
    }
  });
});

describe('a disclosure to a relevant authority (s115)', () => {
  const why = { purpose: 'CRIME_INVESTIGATION', basis: ['CDA98_S115'] };
  test('is none to a voluntary group, unless that acts for an authority', () => {
    expect(state(why, { kind: 'VCSO' })).toBe('INVALID');
    expect(state(why, { kind: 'VCSO', actingFor: 'ORG:wexshire-police' })).toBe('VALID');
  });
  test('acting for one who is no authority, or for nobody known, does not help', () => {
    expect(state(why, { kind: 'VCSO', actingFor: 'URN:100001' })).toBe('INVALID');
    expect(state(why, { kind: 'VCSO', actingFor: 'ORG:nobody' })).toBe('INVALID');
  });
  test('acting for an authority opens no basis that does not extend to contractors', () => {
    const enquiries = { purpose: 'CHILD_PROTECTION', basis: ['CA89_S47'] };
    expect(state(enquiries, { kind: 'VCSO', actingFor: 'LA:001-CSC' })).toBe('INVALID');
    expect(state(enquiries, { kind: 'LA_CSC' })).toBe('VALID');
  });
});

describe('what must be declared with a basis', () => {
  test.each(['CA89_S31', 'CA89_S44', 'CA89_S46'])('%s needs the reference of an order that has not run out', (code) => {
    const why = { purpose: 'CHILD_PROTECTION', basis: [code] };
    expect(derived(why, { kind: 'LA_CSC' })).toMatchObject({ state: 'ORDER_MISSING', notHolding: [code] });
    expect(state({ ...why, courtOrder: { ...order, expiresOn: day(-1) } }, { kind: 'LA_CSC' })).toBe('ORDER_MISSING');
    expect(state({ ...why, courtOrder: { ...order, expiresOn: today } }, { kind: 'LA_CSC' })).toBe('VALID');
    const worker = { roles: ['SOCIAL_WORKER'], organisation: 'LA:001-CSC' };
    expect(request({ who: worker, why })).toMatchObject({
      code: 'BASIS_INVALID',
      gate: 'G5a',
      notHolding: [code],
      route: { kind: 'ORDER_REFERENCE', needs: ['ORDER_REFERENCE'] },
    });
    expect(request({ who: worker, why: { ...why, courtOrder: order } })).toMatchObject({ kind: 'OPEN' });
  });

  test('vital interests need an emergency that is declared, one way or another', () => {
    const why = { purpose: 'DIRECT_CARE', basis: ['VITAL_EMERGENCY'] };
    expect(state(why, { kind: 'NHS_ACUTE' })).toBe('INVALID');
    for (const declared of [
      { emergency: true },
      { exemption: 'VITAL_INTEREST' },
      { breakGlass: { ground: 'LIFE_OR_LIMB', acknowledged: true } },
    ]) {
      expect(state({ ...why, ...declared }, { kind: 'NHS_ACUTE' })).toBe('VALID');
    }
  });

  test('what is not declared is not derived either', () => {
    const bases = (why: Partial<Declaration>) => [
      ...new Set([...derived({ purpose: 'CHILD_PROTECTION', ...why }, { kind: 'FIRE' }).basesOf.values()].flat()),
    ];
    expect(bases({})).toEqual([]);
    expect(bases({ emergency: true })).toEqual(['VITAL_EMERGENCY']);
  });
});

describe('the refusal names what does not hold', () => {
  test('of several bases only those', () => {
    const { state: found, notHolding } = derived(
      { basis: ['CA04_S10', 'CA89_S47', 'CA04_S16L_DUTY', 'MAGNA_CARTA'] },
      { kind: 'SCHOOL' },
    );
    expect(found).toBe('INVALID');
    expect([...notHolding].sort()).toEqual(['CA04_S16L_DUTY', 'CA89_S47', 'MAGNA_CARTA']);
  });
  test('and nothing where all hold', () => {
    expect(derived({ basis: ['CA04_S10'] }, { kind: 'SCHOOL' }).notHolding).toEqual([]);
    expect(request({ why: { basis: ['CA04_S10'] } })).not.toHaveProperty('notHolding');
  });
});

describe('the duty of 2026 (row 54)', () => {
  const why = { purpose: 'CIN_ASSESSMENT', basis: ['CA04_S16L_DUTY'] };
  const allocated = { relationship: { ...noRelationship, allocated: true } };
  const asking = (overrides: Parameters<typeof everywhere>[0] = {}): Situation => ({
    who: { roles: ['SOCIAL_WORKER'], organisation: 'LA:001-CSC' },
    why,
    child: child(everywhere({ 'social-care': allocated, ...overrides })),
  });
  const inForce = accessOf(commenced('CA04_S16L_DUTY'));

  test('is refused while it is not in force, and one date switches it on', () => {
    expect(decide(asking())).toMatchObject({
      kind: 'REFUSED',
      code: 'BASIS_NOT_IN_FORCE',
      notHolding: ['CA04_S16L_DUTY'],
    });
    expect(decide(asking(), inForce).kind).toBe('DECIDED');
  });

  test('opens relevant items without consent, and no others', () => {
    expect(decideOne(asking(), 'education', 'EDU', inForce)).toMatchObject({
      read: 0b1010,
      slots: { power: 'CA04_S16L_DUTY', art6: 'A6_1C', confidence: 'STATUTE' },
    });
    const other = decideOne({ ...asking(), why: { purpose: 'CIN_ASSESSMENT' } }, 'education', 'EDU', inForce);
    expect(other).toMatchObject({ read: 0, trueCode: 'CONSENT_REQUIRED' });
  });

  test('goes no further by the exemption of a duty', () => {
    const exempt = { ...asking(), why: { ...why, exemption: 'STATUTORY_DUTY' } };
    expect(decideOne(exempt, 'education', 'EDU', inForce).read).toBe(0b1010);
  });

  test('gives way to detriment that a source recorded', () => {
    const detrimental = asking({ education: { detrimentClasses: ['EDU'] } });
    expect(decideOne(detrimental, 'education', 'EDU', inForce)).toMatchObject({ read: 0, trueCode: 'DETRIMENT' });
  });
});

describe('the consistent identifier (row 55)', () => {
  const group = (overrides: Partial<Signatory>): Protocol => {
    const of = commenced('CA04_S16LC_ID');
    const others = of.signatories.filter(({ organisation }) => organisation !== 'ORG:riverside-youth-club');
    return { ...of, signatories: [...others, signatory({ organisation: 'ORG:riverside-youth-club', ...overrides })] };
  };
  const asking = (basis: readonly string[] | null): Situation => ({
    who: { roles: ['VCSO_WORKER'], organisation: 'ORG:riverside-youth-club' },
    why: { purpose: 'EARLY_HELP', basis },
    child: child(everywhere({}, { relationship: { ...noRelationship, openReferral: true } })),
  });
  const number = (of: Protocol, basis: readonly string[] | null) =>
    decideOne(asking(basis), 'health', 'NUM', accessOf(of));

  test('goes to a contractor that is designated, who names it, and to nobody else', () => {
    const named = ['CA04_S10', 'CA04_S16LC_ID'];
    const designated = group({ actingFor: 'LA:001-CSC', designatedFor: ['CA04_S16LC_ID'] });
    expect(number(designated, named).split?.get('NHS_NUMBER')).toBe(15);
    expect(number(designated, named).split?.get('UPN')).toBe(0);
    expect(number(designated, null)).toMatchObject({ read: 0, trueCode: 'NOT_NEED_TO_KNOW' });
    // Left out where it does not hold: the rest of the request stands.
    expect(number(group({ actingFor: 'LA:001-CSC' }), named)).toMatchObject({ read: 0, trueCode: 'NOT_NEED_TO_KNOW' });
    expect(decide(asking(['CA04_S16LC_ID']), accessOf(group({})))).toMatchObject({ code: 'BASIS_INVALID' });
  });

  test('is a power for the number alone', () => {
    const designated = accessOf(group({ designatedFor: ['CA04_S16LC_ID'] }));
    const decision = decide(asking(['CA04_S16LC_ID']), designated);
    if (decision.kind !== 'DECIDED') throw new Error('refused');
    expect(decision.cellOf('health', 'ID', 'PLAIN')).toMatchObject({
      trueCode: 'BASIS_INVALID',
      slots: { missing: 'POWER' },
    });
    expect(decision.cellOf('health', 'NUM', 'PLAIN').split?.get('NHS_NUMBER')).toBe(15);
  });

  test('is not had before its day', () => {
    const of = { ...group({ designatedFor: ['CA04_S16LC_ID'] }), bases: protocol.bases };
    expect(decide(asking(['CA04_S10', 'CA04_S16LC_ID']), accessOf(of))).toMatchObject({ code: 'BASIS_NOT_IN_FORCE' });
  });
});

describe('jurisdiction', () => {
  const scottish: Protocol = {
    ...protocol,
    signatories: protocol.signatories.map((one) => (one.kind === 'SUBJECT' ? one : { ...one, jurisdiction: 'SCO' })),
  };
  const onRoll = { relationship: { ...noRelationship, roll: true } };
  const head: Situation = { who: { roles: ['HEAD'] }, child: child(everywhere({ education: onRoll })) };
  const dsl: Situation = { ...head, who: { roles: ['DSL'] }, why: { purpose: 'CHILD_PROTECTION' } };

  test('in Scotland the Scottish bases are derived and the English ones refused', () => {
    const by = accessOf(scottish);
    expect(decideOne(head, 'education', 'ID', by)).toMatchObject({ read: 15, bases: ['SCO_CYPA14_S96'] });
    expect(decideOne(head, 'health', 'HLT', by)).toMatchObject({ read: 0, trueCode: 'CONSENT_REQUIRED' });
    expect(decideOne(dsl, 'health', 'INV', by)).toMatchObject({ read: 15, bases: ['SCO_CP'] });
    expect(decide({ ...head, why: { basis: ['CA04_S10'] } }, by)).toMatchObject({
      code: 'BASIS_INVALID',
      notHolding: ['CA04_S10'],
    });
    expect(decide({ ...head, why: { basis: ['SCO_CYPA14_S96'] } })).toMatchObject({ code: 'BASIS_INVALID' });
  });

  test('a record kept under another law is not joined', () => {
    const border: Protocol = {
      ...protocol,
      signatories: protocol.signatories.map((one) =>
        one.organisation === 'ODS:Y99001' ? { ...one, jurisdiction: 'SCO' } : one,
      ),
    };
    const by = accessOf(border);
    expect(decideOne(head, 'health', 'ID', by)).toMatchObject({
      read: 0,
      know: 0,
      explanation: { state: 'REDACTED', code: 'BASIS_INVALID' },
    });
    expect(decideOne(head, 'education', 'ID', by).read).toBe(15);
  });

  test('but on a basis that both laws know it is', () => {
    const both: Protocol = {
      ...protocol,
      signatories: protocol.signatories.map((one) =>
        one.organisation === 'ODS:Y99001' ? { ...one, jurisdiction: 'SCO' } : one,
      ),
      bases: protocol.bases.map((one) => (one.code === 'CA04_S10' ? { ...one, jurisdictions: ['EW', 'SCO'] } : one)),
    };
    expect(decideOne(head, 'health', 'ID', accessOf(both)).read).toBe(15);
  });

  test('what protects abuse data from a parent’s request is not Scots law', () => {
    const parent: Situation = {
      who: {
        kind: 'PARENT',
        roles: ['PARENT'],
        organisation: 'ORG:citizens',
        personId: { scheme: 'PERSON', value: 'P-1' },
      },
      why: { purpose: 'SAR' },
      child: child(
        everywhere({ 'social-care': { relationship: { ...noRelationship, holdsParentalResponsibility: true } } }),
      ),
    };
    const opened = (of: Protocol, asked = parent) => {
      const decision = decide(asked, accessOf(of));
      return decision.kind === 'DECIDED' && decision.allowedRestrictions.has('ABUSE_DATA');
    };
    expect(opened(protocol)).toBe(false);
    expect(opened(scottish)).toBe(true);
    // Where any record is kept in England, its protection holds.
    const mixed = {
      ...scottish,
      signatories: scottish.signatories.map((one) =>
        one.organisation === 'ODS:Y99001' ? { ...one, jurisdiction: 'EW' } : one,
      ),
    };
    expect(opened(mixed)).toBe(false);
    // And where an agency is not heard, it may be kept there: silence opens nothing.
    const silent = { ...parent, child: { ...parent.child, silent: new Map([['voluntary', 'NO_RESPONSE' as const]]) } };
    expect(opened(scottish, silent)).toBe(false);
  });
});
