import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { namedChild } from '../harness/named-children.ts';
import { comparable, detailsOf, pickDetails, search } from '../harness/search.ts';
import { askFor, wholeChild } from '../harness/view.ts';
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

type Case = readonly [persona: string, slug: string, scheme: string, purpose: string, hidden: AgencyUnderTest];

/** By number and by details: the whole answer but for its reference, and the sequence of requests. */
async function seen([persona, slug, scheme, purpose]: Case): Promise<readonly string[]> {
  const by = pickDetails(detailsOf(slug), ['givenName', 'familyName', 'dateOfBirth', 'postcode']);
  const told: string[] = [];
  for (const ask of [
    () => askFor(world, persona, slug, scheme, { purpose }),
    () => search(world, persona, by, { purpose, selection: wholeChild }),
  ]) {
    await world.clearReceived();
    told.push(comparable(await ask()));
    for (const agency of agencies) {
      for (const { document } of await world.receivedBy(agency)) told.push(`${agency}: ${document.slice(0, 40)}`);
    }
  }
  return told;
}

const one = (scheme: string, value: string) => ({ scheme, value, verified: true, former: false });

/** What a record can say against those of others, by what the child is known by. */
function contradictions(slug: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const { NHS_NUMBER: nhsNumber = '', UPN: upn = '' } = namedChild(slug).identifiers;
  const { familyName, dateOfBirth = '' } = detailsOf(slug);
  const year = Number(dateOfBirth.slice(0, 4));
  const named = (given: string, family: string | undefined) => ({ names: [{ given, family, kind: 'LEGAL' }] });
  const other = namedChild('twin-isolde').identifiers['NHS_NUMBER'] ?? '';
  return {
    'somebody else under the same number': {
      identifiers: [one('NHS_NUMBER', nhsNumber)],
      recordedIdentity: { ...named('Zeno', 'Vandermolen'), dateOfBirth: `${year - 3}-01-17` },
    },
    'a twin': { recordedIdentity: named('Zenobia', familyName) },
    'a twin without a number': { identifiers: [], recordedIdentity: named('Zenobia', familyName) },
    'another year of birth': { recordedIdentity: { dateOfBirth: `${year - 1}${dateOfBirth.slice(4)}` } },
    'another number beside the same one': { identifiers: [one('NHS_NUMBER', other), one('UPN', upn)] },
    'another number': { identifiers: [one('NHS_NUMBER', other)] },
    'an adult': { recordedIdentity: { dateOfBirth: `${year - 15}${dateOfBirth.slice(4)}` } },
    'that the patient is another': { restrictions: { cannotLink: [{ scheme: 'NHS_NUMBER', value: nhsNumber }] } },
    'that the pupil is another': { restrictions: { cannotLink: [{ scheme: 'UPN', value: upn }] } },
  };
}

describe('what a record contradicts that may not be known of is answered as if there were none', () => {
  const cases: readonly Case[] = [
    ['gp', 'leeann', 'NHS_NUMBER', 'DIRECT_CARE', 'police'],
    ['teacher', 'leeann', 'UPN', 'WELLBEING', 'police'],
    ['teacher', 'leeann', 'UPN', 'WELLBEING', 'social-care'],
    ['gp', 'convicted', 'NHS_NUMBER', 'DIRECT_CARE', 'youth-justice'],
    ['gp', 'at-risk-of-offending', 'NHS_NUMBER', 'DIRECT_CARE', 'youth-justice'],
  ];

  it.each(cases)('%s about %s by %s for %s: %s', async (...asked) => {
    const [, slug, , , hidden] = asked;
    await world.patchState(hidden, { child: slug, patch: { forgotten: true } });
    const without = await seen(asked);
    expect(without[0]).toContain('"givenName":');
    await world.restoreAll();
    for (const [what, patch] of Object.entries(contradictions(slug))) {
      await world.patchState(hidden, { child: slug, patch });
      expect(await seen(asked), what).toEqual(without);
      await world.restoreAll();
    }
  });

  // Another agency is then joined by its likeness alone, which any record besides could make doubtful.
  it.each(cases)('%s about %s by %s for %s: %s, where one has no number', async (...asked) => {
    const [persona, slug, , , hidden] = asked;
    const unnumbered = persona === 'teacher' ? 'health' : 'education';
    const weaken = async () => {
      if (!namedChild(slug).agencies.includes(unnumbered)) return;
      await world.patchState(unnumbered, { child: slug, patch: { identifiers: [] } });
    };
    await weaken();
    await world.patchState(hidden, { child: slug, patch: { forgotten: true } });
    const without = await seen(asked);
    await world.restoreAll();
    for (const [what, patch] of Object.entries(contradictions(slug))) {
      await weaken();
      await world.patchState(hidden, { child: slug, patch });
      expect(await seen(asked), what).toEqual(without);
      await world.restoreAll();
    }
  });

  it('but a shield that it bears closes what a shield closes, and nothing more opens', async () => {
    const asked: Case = ['gp', 'leeann', 'NHS_NUMBER', 'DIRECT_CARE', 'police'];
    expect((await seen(asked))[0]).toContain('"postcode":"');
    await world.patchState('police', { child: 'leeann', patch: { restrictions: { shielded: true } } });
    expect((await seen(asked))[0]).not.toContain('"postcode":"');
  });

  it('and one that may be known of counts as it does', async () => {
    const asked: Case = ['social-worker', 'leeann', 'NHS_NUMBER', 'CHILD_PROTECTION', 'education'];
    const before = await seen(asked);
    const patch = contradictions('leeann')['a twin'] ?? {};
    await world.patchState('education', { child: 'leeann', patch });
    const after = await seen(asked);
    expect(before[0]).toContain('{"agency":"education","state":"RELEASED"}');
    expect(after[0]).toContain('{"agency":"education","state":"POSSIBLE_MATCH"}');
  });
});
