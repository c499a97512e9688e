import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recordOf } from '../cases/record-of.ts';
import { namedChild } from '../harness/named-children.ts';
import { comparable } from '../harness/search.ts';
import { askFor, childOf, documentsOf, withheldAt } from '../harness/view.ts';
import { type Answer, startWorld, type World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world.stop());
afterEach(() => world.restoreAll());

const selection = `
  missingEducation {
    state duty sources { agency state place since evidence handedOverTo }
    route { kind needs contact { organisation phone } }
  }
  sources { agency state }
  withheld { path class state code route { kind } }
`;
const ask = (persona: string, slug: string, purpose: string, more = ''): Promise<Answer> =>
  askFor(world, persona, slug, 'NHS_NUMBER', { purpose, selection, more });
const welfareOfficer = async (slug: string): Promise<Record<string, any>> =>
  childOf(await ask('education-welfare', slug, 'CME', ', basis: [EA96_S436A]'));
const signalOf = (child: Record<string, any>): Record<string, any> => child['missingEducation'];

const suspected = {
  state: 'SUSPECTED',
  duty: 'EA96_S436A',
  route: {
    kind: 'REPORT',
    needs: ['DESTINATION_EVIDENCE'],
    contact: { organisation: 'Wexborough Council education service', phone: '01632 960110' },
  },
};

describe('a child of school age on no roll (CME-1, CME-3)', () => {
  it('is suspected to be missing education, without consent, and it is said whom to tell', async () => {
    const signal = signalOf(await welfareOfficer('missing-education'));
    expect(signal).toMatchObject(suspected);
    expect(signal['sources']).toMatchObject([{ agency: 'education', state: 'RELEASED', place: 'LOST_PUPIL' }]);
  });

  it('is suspected where education holds nothing at all of a child whom others know', async () => {
    const signal = signalOf(await welfareOfficer('known-to-many'));
    expect(signal).toMatchObject(suspected);
    expect(signal['sources']).toMatchObject([{ agency: 'education', state: 'NOT_HELD', place: null }]);
  });

  it('is suspected for the social worker who protects the child too', async () => {
    const child = childOf(await ask('social-worker', 'known-to-many', 'CHILD_PROTECTION'));
    expect(signalOf(child)).toMatchObject(suspected);
  });

  it('is not suspected where a source has the child on a roll', async () => {
    const enrolled = { organisation: 'URN:100001', groups: ['2C'], from: '2020-01-01', until: null };
    await world.patchState('education', {
      child: 'missing-education',
      patch: { ties: { enrolments: [enrolled] }, details: { educationPlace: { kind: 'ON_ROLL' } } },
    });
    const signal = signalOf(await welfareOfficer('missing-education'));
    expect(signal).toMatchObject({ state: 'IN_EDUCATION', route: null });
  });

  it.each([
    ['too young', '2023-06-01'],
    ['too old', '2009-08-31'],
  ])('is nothing of the kind for one who is %s', async (_case, dateOfBirth) => {
    const patch = { recordedIdentity: { dateOfBirth }, lifecycle: { dateOfBirth } };
    for (const agency of ['education', 'health'] as const) {
      await world.patchState(agency, { child: 'missing-education', patch });
    }
    expect(signalOf(await welfareOfficer('missing-education'))).toMatchObject({
      state: 'NOT_APPLICABLE',
      route: null,
    });
  });
});

describe('an education source that did not answer (CME-2)', () => {
  it.each([
    ['is down', { fault: 'DOWN' }, 'NO_RESPONSE'],
    ['answers what cannot be read', { fault: 'INVALID_JSON' }, 'SOURCE_ERROR'],
  ])('%s: never suspected', async (_case, fault, state) => {
    await world.setFaults('education', [fault]);
    const child = await welfareOfficer('known-to-many');
    expect(signalOf(child)).toMatchObject({ state: 'UNKNOWN', route: { kind: 'RETRY' } });
    expect(signalOf(child)['sources']).toMatchObject([{ agency: 'education', state }]);
    expect(withheldAt(child, 'missingEducation')).toMatchObject([{ state, route: { kind: 'RETRY' } }]);
  });

  it('that itself could not find out leaves it open', async () => {
    await world.patchState('education', {
      child: 'missing-education',
      patch: { details: { educationPlace: { kind: 'UNKNOWN' } } },
    });
    expect(signalOf(await welfareOfficer('missing-education'))).toMatchObject({ state: 'UNKNOWN' });
  });

  it('that leaves its answer out for a restriction leaves it open', async () => {
    await world.patchState('education', {
      child: 'missing-education',
      patch: { details: { educationPlace: { restrictions: ['SOURCE_RESTRICTED'] } } },
    });
    const signal = signalOf(await welfareOfficer('missing-education'));
    expect(signal).toMatchObject({ state: 'UNKNOWN' });
    expect(signal['sources']).toMatchObject([{ state: 'WITHHELD_OR_NONE', place: null }]);
  });

  it('costs nothing where the custodian of shields is silent but the signal itself: that stays closed', async () => {
    await world.setFaults('social-care', [{ fault: 'DOWN' }]);
    const child = await welfareOfficer('missing-education');
    expect(signalOf(child)).toBeNull();
    expect(withheldAt(child, 'missingEducation')).toMatchObject([{ code: 'RESTRICTION_UNKNOWN' }]);
  });
});

describe('what closes it (CME-4)', () => {
  it.each([
    ['home-educated', { state: 'HOME_EDUCATED', route: null }],
    ['moved-abroad', { state: 'DESTINATION_CONFIRMED', route: null, sources: [{ evidence: 'ABROAD' }] }],
    ['handed-over', { ...suspected, sources: [{ place: 'HANDED_OVER', handedOverTo: 'LA:002' }] }],
  ])('%s', async (slug, expected) => {
    expect(signalOf(await welfareOfficer(slug))).toMatchObject(expected);
  });

  it('is never a destination without evidence', async () => {
    await world.patchState('education', {
      child: 'moved-abroad',
      patch: { details: { educationPlace: { evidence: null } } },
    });
    expect(signalOf(await welfareOfficer('moved-abroad'))).toMatchObject(suspected);
  });
});

describe('who may see it', () => {
  it('nobody for whom the setting is closed, and education is then not asked for it', async () => {
    await world.clearReceived();
    const child = childOf(await ask('voluntary-worker', 'known-to-many', 'EARLY_HELP', ', basis: [CA04_S10]'));
    expect(signalOf(child)).toBeNull();
    expect(withheldAt(child, 'missingEducation')).toMatchObject([{ class: 'UNI', code: 'CONSENT_REQUIRED' }]);
    expect(await documentsOf(world, 'education')).not.toContain('educationPlace');
  });

  it('a teacher sees of the own roll only that the child is on it, of no other child anything', async () => {
    const own = childOf(await askFor(world, 'teacher', 'leeann', 'UPN', { purpose: 'WELLBEING', selection }));
    expect(signalOf(own)).toMatchObject({ state: 'IN_EDUCATION' });
    await world.patchState('education', {
      child: 'leeann',
      patch: { details: { educationPlace: { custodian: 'URN:100003', kind: 'ON_ROLL' } } },
    });
    const other = childOf(await askFor(world, 'teacher', 'leeann', 'UPN', { purpose: 'WELLBEING', selection }));
    expect(signalOf(other)).toBeNull();
    expect(withheldAt(other, 'missingEducation').length).toBeGreaterThan(0);
  });

  it('of a shielded child nobody learns it without the right to look behind the shield', async () => {
    await world.patchState('social-care', { child: 'known-to-many', patch: { restrictions: { shielded: true } } });
    await world.clearReceived();
    const child = await welfareOfficer('known-to-many');
    expect(signalOf(child)).toBeNull();
    expect(withheldAt(child, 'missingEducation')).toMatchObject([{ class: 'UNI' }]);
  });

  it('is asked for only where it is selected', async () => {
    await world.clearReceived();
    await askFor(world, 'education-welfare', 'missing-education', 'NHS_NUMBER', {
      purpose: 'CME',
      selection: 'identity { givenName } universalServices { id kind }',
    });
    expect(await documentsOf(world, 'education')).not.toContain('educationPlace');
    await welfareOfficer('missing-education');
    expect(await documentsOf(world, 'education')).toContain('educationPlace');
  });

  it('says the same whether or not an agency that may not be known of holds the child', async () => {
    const held = await ask('education-welfare', 'known-to-many', 'CME', ', basis: [EA96_S436A]');
    // Born so that this copy alone would make the age uncertain.
    const patch = { recordedIdentity: { dateOfBirth: '2005-01-01' }, lifecycle: { dateOfBirth: '2005-01-01' } };
    await world.patchState('youth-justice', { child: 'known-to-many', patch });
    const otherwise = await ask('education-welfare', 'known-to-many', 'CME', ', basis: [EA96_S436A]');
    await world.patchState('youth-justice', { child: 'known-to-many', patch: { forgotten: true } });
    const notHeld = await ask('education-welfare', 'known-to-many', 'CME', ', basis: [EA96_S436A]');
    expect(signalOf(childOf(held))['sources'].map(({ agency }: { agency: string }) => agency)).toEqual(['education']);
    expect(comparable(otherwise)).toBe(comparable(held));
    expect(comparable(notHeld)).toBe(comparable(held));
  });

  it('keeps nothing of it: it follows the source from one operation to the next', async () => {
    expect(signalOf(await welfareOfficer('missing-education'))['state']).toBe('SUSPECTED');
    const place = { kind: 'DESTINATION_CONFIRMED', since: '2026-01-10', evidence: 'ADMISSION' };
    await world.patchState('education', { child: 'missing-education', patch: { details: { educationPlace: place } } });
    expect(signalOf(await welfareOfficer('missing-education'))['state']).toBe('DESTINATION_CONFIRMED');
    await world.restoreAll();
    expect(signalOf(await welfareOfficer('missing-education'))['state']).toBe('SUSPECTED');
  });

  it('is in the record of the operation as a disclosure of its class', async () => {
    const answer = await ask('education-welfare', 'missing-education', 'CME', ', basis: [EA96_S436A]');
    expect(answer.data?.['disclosure'].granted).toContainEqual({ class: 'UNI', mode: 'CONTENT' });
    const value = namedChild('missing-education').identifiers['NHS_NUMBER'] ?? '';
    const record = await recordOf(world.directory, String(answer.data?.['disclosure'].recordId), {
      child: { scheme: 'NHS_NUMBER', value },
    });
    expect(record.released).toContain('UNI');
  });
});
