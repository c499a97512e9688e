import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  comparable,
  type Criteria,
  detailsOf,
  foundIn,
  pickDetails,
  recordsOfNamed,
  search,
  strangerLike,
} from '../harness/search.ts';
import { wholeChild } from '../harness/view.ts';
import { type AgencyUnderTest, agencies, startWorld, type World } from '../harness/world.ts';

let world: World;

beforeAll(async () => {
  const rate = { count: 100_000, seconds: 600 };
  world = await startWorld({
    gatewaySettings: { limits: { searches: { perPerson: rate, perOrganisation: rate } } },
  });
});
afterAll(() => world.stop());
afterEach(() => world.restoreAll());

const names = ['givenName', 'familyName'] as const;
const byName = [...names, 'dateOfBirth'] as const;
const everything = [...byName, 'sex', 'postcode', 'carer', 'school'] as const;
const known = (slug: string, agency: string, fields: readonly string[]): Criteria => {
  const details = detailsOf(slug, agency);
  return pickDetails(
    details,
    fields.filter((field) => field in details),
  );
};

/** The whole answer but for the reference of its record, and the sequence of requests at each agency. */
async function seen(
  persona: string,
  by: Criteria,
  purpose: string,
  more = '',
): Promise<{ readonly text: string; readonly requests: readonly string[] }> {
  await world.clearReceived();
  const answer = await search(world, persona, by, { purpose, more, selection: wholeChild });
  const requests: string[] = [];
  for (const agency of agencies) {
    for (const { document } of await world.receivedBy(agency)) requests.push(`${agency}: ${document.slice(0, 40)}`);
  }
  return { text: comparable(answer), requests };
}
const found = async (persona: string, by: Criteria, purpose: string) =>
  foundIn(await search(world, persona, by, { purpose }));

const forget = (agency: AgencyUnderTest, child: string) =>
  world.patchState(agency, { child, patch: { forgotten: true } });
/** Has an agency's records of a child bear another name, its own. */
const rename = (agency: AgencyUnderTest, child: string, name: { readonly given: string; readonly family: string }) =>
  world.patchState(agency, { child, patch: { recordedIdentity: { names: [{ ...name, kind: 'LEGAL' }] } } });
const nobodyFound = '"outcome":"NO_MATCH"';

describe('a child who may not be known of answers as one whom nobody knows, by every byte and request', () => {
  const cases: readonly [who: string, slug: string, by: string, purpose: string][] = [
    ['health-visitor', 'leeann', 'health', 'DIRECT_CARE'],
    ['health-visitor', 'shielded', 'social-care', 'DIRECT_CARE'],
    ['gp', 'not-participating-19', 'health', 'DIRECT_CARE'],
    ['teacher', 'trent', 'education', 'WELLBEING'],
    ['classroom-assistant', 'trent', 'education', 'WELLBEING'],
    ['social-worker', 'conflict-of-interest', 'social-care', 'CHILD_PROTECTION'],
    ['housing-officer', 'leeann', 'housing', 'EARLY_HELP'],
    ['fire-officer', 'leeann', 'housing', 'EARLY_HELP'],
    ['steve', 'leeann', 'education', 'SAR'],
    ['gp', 'adopted-before', 'health', 'DIRECT_CARE'],
    ['social-worker', 'adopted-before', 'social-care', 'CHILD_PROTECTION'],
    ['midwife', 'leeann', 'health', 'DIRECT_CARE'],
  ];
  it.each(cases)('%s about %s by all that %s holds, for %s', async (who, slug, agency, purpose) => {
    const by = known(slug, agency, everything);
    const refused = await seen(who, by, purpose);
    const unknown = await seen(who, strangerLike(by), purpose);
    expect(refused.text).toContain(nobodyFound);
    expect(refused).toEqual(unknown);
  });
});

describe('what only an agency holds that may not be known of finds nobody', () => {
  const cases: readonly [who: string, slug: string, hidden: AgencyUnderTest, purpose: string][] = [
    ['gp', 'convicted', 'youth-justice', 'DIRECT_CARE'],
    ['gp', 'convicted', 'police', 'DIRECT_CARE'],
    ['teacher', 'leeann', 'social-care', 'WELLBEING'],
    ['teacher', 'leeann', 'police', 'WELLBEING'],
    ['safeguarding-lead', 'sensitive-unrecorded', 'sexual-health', 'CHILD_PROTECTION'],
  ];

  it.each(cases)('%s about %s: a name that %s alone has', async (who, slug, hidden, purpose) => {
    await rename(hidden, slug, { given: 'Zephyrine', family: 'Vandermolen' });
    const by = {
      ...known(slug, 'education', [...byName, 'postcode']),
      givenName: 'Zephyrine',
      familyName: 'Vandermolen',
    };
    const held = await seen(who, by, purpose);
    await forget(hidden, slug);
    const notHeld = await seen(who, by, purpose);
    expect(held.text).toContain(nobodyFound);
    expect(held).toEqual(notHeld);
  });

  it.each(cases)(
    '%s about %s: what %s holds besides changes nothing of what is found',
    async (who, slug, hidden, purpose) => {
      const by = known(slug, 'education', [...byName, 'postcode']);
      const held = await seen(who, by, purpose);
      await forget(hidden, slug);
      const notHeld = await seen(who, by, purpose);
      expect(held.text).toContain('"outcome":"MATCH"');
      expect(held).toEqual(notHeld);
    },
  );

  it('a postcode of an agency that the caller may not read there bears nothing out', async () => {
    const only = 'WX9 4ZZ';
    await world.patchState('youth-justice', {
      child: 'convicted',
      patch: { details: { addresses: [{ id: 'a1', lines: ['1 Elsewhere'], postcode: only, use: 'HOME' }] } },
    });
    const by = { ...known('convicted', 'health', byName), postcode: only };
    const held = await seen('gp', by, 'DIRECT_CARE');
    await forget('youth-justice', 'convicted');
    expect(held).toEqual(await seen('gp', by, 'DIRECT_CARE'));
    expect(held.text).not.toContain('"outcome":"MATCH"');
  });

  it('nor does another child whom the caller may not open make the one that may be opened less certain', async () => {
    const by = known('twin-isolde', 'health', [...byName, 'postcode']);
    const both = await found('gp', by, 'DIRECT_CARE');
    expect([both.outcome, both.candidates], 'while both may be opened').toMatchObject([
      'POSSIBLE',
      [{ reason: 'R6t' }, { reason: 'R6t' }],
    ]);
    await world.patchState('health', { child: 'twin-isadora', patch: { ties: { registrations: [] } } });
    const held = await seen('gp', by, 'DIRECT_CARE');
    for (const agency of ['health', 'education'] as const) await forget(agency, 'twin-isadora');
    expect(held).toEqual(await seen('gp', by, 'DIRECT_CARE'));
    expect(held.text).toContain('"outcome":"MATCH"');
    expect(held.text).toContain('{"agency":"education","state":"RELEASED"}');
  });
});

describe('a shielded child', () => {
  const shielded = (fields: readonly string[], agency = 'education') => known('shielded', agency, fields);
  /** Where the family fled from; others still hold it, unshielded. */
  const formerHome = (): Criteria => shielded(['postcode'], 'housing');

  it('is not found by where it lives, or lived: as if nobody lived there (row 24)', async () => {
    for (const by of [shielded([...names, 'postcode']), { ...shielded(names), ...formerHome() }]) {
      for (const [who, purpose] of [
        ['teacher', 'WELLBEING'],
        ['social-worker', 'CHILD_PROTECTION'],
      ] as const) {
        const asked = await seen(who, by, purpose);
        expect(asked.text).toContain(nobodyFound);
        expect(asked).toEqual(await seen(who, { ...by, postcode: 'WX9 9ZZ' }, purpose));
        expect(asked).toEqual(await seen(who, strangerLike(by), purpose));
      }
    }
  });

  it('is found by its names, date of birth and sex, and shows no more than those and a carer’s name (row 25)', async () => {
    const { text } = await seen('teacher', shielded(byName), 'WELLBEING');
    expect(text).toContain('"outcome":"MATCH"');
    expect(text).toContain('"givenName":"Perpetua"');
    expect(text).toContain('"addresses":null');
    expect(text).toContain('SHIELDED');
  });

  it('answers one and the same to the right postcode, to the one it fled from and to any other', async () => {
    for (const [who, purpose] of [
      ['teacher', 'WELLBEING'],
      ['social-worker', 'CHILD_PROTECTION'],
    ] as const) {
      const by = shielded(byName);
      const any = await seen(who, { ...by, postcode: 'WX9 9ZZ' }, purpose);
      expect(any.text).not.toContain(nobodyFound);
      expect(await seen(who, shielded([...byName, 'postcode']), purpose)).toEqual(any);
      expect(await seen(who, { ...by, ...formerHome() }, purpose)).toEqual(any);
    }
  });

  it('answers one and the same to its own school and to any other', async () => {
    const by = shielded(byName);
    const own = await seen('social-worker', { ...by, school: 'URN:100001' }, 'CHILD_PROTECTION');
    expect(own).toEqual(await seen('social-worker', { ...by, school: 'URN:100009' }, 'CHILD_PROTECTION'));
    expect(own.text).toContain('{"field":"school","agreement":"UNKNOWN"}');
  });

  it('stays closed at an unshielded duplicate in the same system, found by its old address (row 28)', async () => {
    const [, duplicate] = recordsOfNamed('shielded', 'social-care');
    expect(duplicate?.restrictions.shielded).toBe(false);
    for (const by of [shielded([...byName, 'sex']), { ...shielded([...byName, 'sex']), ...formerHome() }]) {
      const { text } = await seen('social-worker', by, 'CHILD_PROTECTION');
      expect(text).not.toContain('"outcome":"MATCH"');
      expect(text).not.toContain(String(formerHome().postcode));
    }
  });

  it('stays closed where the shield lies on a record that only its likeness leads to', async () => {
    // Social care holds one record, shielded, with a number that nobody else has.
    const [first, second] = recordsOfNamed('shielded', 'social-care');
    await forget('social-care', String(second?.recordId));
    await world.patchState('social-care', {
      child: String(first?.recordId),
      patch: {
        identifiers: [{ scheme: 'SOCIAL_CARE_ID', value: '990000414', verified: true, former: false }],
      },
    });
    const { text } = await seen('teacher', shielded([...byName, 'postcode']), 'WELLBEING');
    expect(text).toContain('"addresses":null');
    expect(text).not.toContain('"field":"postcode","agreement":"CURRENT"');
  });

  it('is found by where it lives by whoever looks behind the shield, on record', async () => {
    const by = shielded([...byName, 'postcode'], 'education');
    const override = {
      more: ', override: $override',
      declared: ', $override: ShieldOverride!',
      variables: { override: { acknowledged: true, reason: 'zq-reason: immediate harm' } },
    };
    const answer = await search(world, 'shield-override', by, { purpose: 'CHILD_PROTECTION', ...override });
    const { candidates } = foundIn(answer);
    expect(candidates[0]?.agreements).toContainEqual({ field: 'postcode', agreement: 'CURRENT' });
    const without = await search(world, 'social-worker', by, { purpose: 'CHILD_PROTECTION', ...override });
    expect(without.text).not.toContain('CURRENT');
  });
});

describe('an adopted child', () => {
  const before = (fields: readonly string[] = byName) => known('adopted-before', 'health', fields);
  const after = (fields: readonly string[] = byName) => known('adopted-after', 'health', fields);

  it('is not found by the name before, by anybody, with whatever else is given (row 59)', async () => {
    for (const [who, purpose] of [
      ['gp', 'DIRECT_CARE'],
      ['social-worker', 'CHILD_PROTECTION'],
      ['safeguarding-lead', 'CHILD_PROTECTION'],
    ] as const) {
      for (const by of [before(), before(everything), { ...before(), ...after(['postcode']) }]) {
        const asked = await seen(who, by, purpose);
        expect(asked.text).toContain(nobodyFound);
        expect(asked).toEqual(await seen(who, strangerLike(by), purpose));
      }
    }
  });

  it('is found by the present one, and nothing of the other life is beside it', async () => {
    const { outcome, candidates } = await found('gp', after([...byName, 'postcode']), 'DIRECT_CARE');
    expect(outcome).toBe('MATCH');
    expect(candidates).toHaveLength(1);
    const { text } = await seen('gp', after([...byName, 'postcode']), 'DIRECT_CARE');
    expect(text).toContain('Bellweather');
    expect(text).not.toContain('Crowhurst');
  });
});

describe('twins', () => {
  it('are both shown by a name that is neither’s, as a choice of what was supplied, and neither is opened (row 60)', async () => {
    const by = { ...known('twin-isolde', 'health', [...byName, 'postcode']), givenName: 'Isa' };
    const { outcome, candidates } = await found('gp', by, 'DIRECT_CARE');
    expect(outcome).toBe('POSSIBLE');
    expect(candidates.map(({ reason, flags, child }) => [reason, flags, child])).toEqual([
      ['R6t', ['TWIN_SUSPECT'], null],
      ['R6t', ['TWIN_SUSPECT'], null],
    ]);
    const { text } = await seen('gp', by, 'DIRECT_CARE');
    expect(text).toContain('MATCH_AMBIGUOUS');
    for (const told of ['Isolde', 'Isadora', 'Larkenfield', 'WX7']) expect(text).not.toContain(told);
  });
});
