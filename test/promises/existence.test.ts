import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { namedChild } from '../harness/named-children.ts';
import { askFor, wholeChild } from '../harness/view.ts';
import { type AgencyUnderTest, agencies, startWorld, type World } from '../harness/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(() => world.clearReceived());
afterEach(async () => {
  for (const agency of agencies)
    await fetch(`${new URL(world.agency(agency).url).origin}/__state`, { method: 'DELETE' });
});

/** The whole response but for the one fixed-length reference, and how often each agency was asked what kind of thing. */
async function everythingSeen(
  persona: string,
  slug: string | { readonly scheme: string; readonly value: string },
  scheme: string,
  purpose: string,
  more = '',
): Promise<{ readonly text: string; readonly length: number; readonly requests: readonly string[] }> {
  await world.clearReceived();
  const selection = `${wholeChild} accessLog { id organisation roles purpose date }`;
  const answer = await askFor(world, persona, slug, scheme, { purpose, more, selection });
  const requests: string[] = [];
  for (const agency of agencies) {
    for (const { document } of await world.receivedBy(agency)) {
      requests.push(`${agency}: ${document.replace(/\s+/g, ' ').slice(0, 60)}`);
    }
  }
  return { text: answer.text.replace(/"recordId":"[^"]*"/g, ''), length: answer.text.length, requests };
}

const forget = (agency: AgencyUnderTest, child: string) =>
  world.patchState(agency, { child, patch: { forgotten: true } });

describe('whether a protected record exists cannot be told, by one byte or one request', () => {
  const cases: readonly [persona: string, slug: string, scheme: string, purpose: string, hidden: AgencyUnderTest][] = [
    ['health-visitor', 'known-to-many', 'NHS_NUMBER', 'DIRECT_CARE', 'youth-justice'],
    ['gp', 'at-risk-of-offending', 'NHS_NUMBER', 'DIRECT_CARE', 'youth-justice'],
    ['gp', 'convicted', 'NHS_NUMBER', 'DIRECT_CARE', 'youth-justice'],
    ['teacher', 'leeann', 'UPN', 'WELLBEING', 'social-care'],
    ['nursery', 'trent', 'UPN', 'WELLBEING', 'social-care'],
    ['classroom-assistant', 'leeann', 'UPN', 'WELLBEING', 'health'],
    ['classroom-assistant', 'leeann', 'UPN', 'WELLBEING', 'social-care'],
    ['safeguarding-lead', 'at-risk-of-offending', 'UPN', 'WELLBEING', 'youth-justice'],
    ['gp', 'convicted', 'NHS_NUMBER', 'DIRECT_CARE', 'police'],
    ['teacher', 'leeann', 'UPN', 'WELLBEING', 'police'],
    ['social-worker', 'sensitive-unrecorded', 'NHS_NUMBER', 'CHILD_PROTECTION', 'sexual-health'],
    ['safeguarding-lead', 'sensitive-clinic', 'UPN', 'WELLBEING', 'sexual-health'],
    ['housing-officer', 'leeann', 'NHS_NUMBER', 'EARLY_HELP', 'police'],
  ];
  for (const [persona, slug, scheme, purpose, hidden] of cases) {
    it(`${persona} about ${slug} for ${purpose}: ${hidden} holds a record or not`, async () => {
      const held = await everythingSeen(persona, slug, scheme, purpose);
      await forget(hidden, slug);
      const notHeld = await everythingSeen(persona, slug, scheme, purpose);

      expect(notHeld.text).toBe(held.text);
      expect(notHeld.length).toBe(held.length);
      expect(notHeld.requests).toEqual(held.requests);
    });
  }
});

describe('a child refused as a whole and a child whom nobody knows', () => {
  const cases: readonly [persona: string, slug: string, purpose: string][] = [
    ['health-visitor', 'leeann', 'DIRECT_CARE'],
    ['gp', 'not-participating-19', 'DIRECT_CARE'],
    ['health-visitor', 'shielded', 'DIRECT_CARE'],
    ['social-worker', 'conflict-of-interest', 'CHILD_PROTECTION'],
    ['steve', 'leeann', 'SAR'],
  ];
  for (const [persona, slug, purpose] of cases) {
    it(`answer alike, through the same requests: ${persona} about ${slug} for ${purpose}`, async () => {
      const refused = await everythingSeen(persona, slug, 'NHS_NUMBER', purpose);
      const unknown = await everythingSeen(
        persona,
        { scheme: 'NHS_NUMBER', value: testNhsNumber(400_000) },
        'NHS_NUMBER',
        purpose,
      );

      expect(refused.text).toContain('WITHHELD_OR_NONE');
      expect(refused.text).toBe(unknown.text);
      expect(refused.requests).toEqual(unknown.requests);
    });
  }
});

describe('nothing that depends on an agency’s silence or secrets opens a child', () => {
  const scheme = (name: string, value: string) => ({ scheme: name, value });

  it('a relationship that only a protected agency states answers like a child whom nobody knows', async () => {
    const before = await everythingSeen('health-visitor', 'convicted', 'NHS_NUMBER', 'DIRECT_CARE');
    await world.patchState('youth-justice', {
      child: 'convicted',
      patch: { ties: { referrals: [{ to: 'ODS:Y99001', openedOn: '2026-10-01', closedOn: null }] } },
    });
    const after = await everythingSeen('health-visitor', 'convicted', 'NHS_NUMBER', 'DIRECT_CARE');

    expect(after.text).toContain('"childByIdentifier":null');
    expect(after.text).toBe(before.text);
  });

  it('another agency’s number opens nothing to those who may not know that it holds the child', async () => {
    const number = namedChild('leeann').identifiers['SOCIAL_CARE_ID'] ?? '';
    const known = await everythingSeen('teacher', scheme('SOCIAL_CARE_ID', number), 'SOCIAL_CARE_ID', 'WELLBEING');
    await forget('social-care', 'leeann');
    const gone = await everythingSeen('teacher', scheme('SOCIAL_CARE_ID', number), 'SOCIAL_CARE_ID', 'WELLBEING');

    expect(known.text).toContain('"childByIdentifier":null');
    expect(known.text).toBe(gone.text);
  });

  it('a number that only a protected agency leads on from opens nothing to those who may not know of it', async () => {
    // Education knows her by UPN alone; only social care holds that beside the NHS number that is asked by.
    for (const agency of ['health', 'police', 'voluntary', 'housing'] as const) await forget(agency, 'leeann');
    const held = await everythingSeen('teacher', 'leeann', 'NHS_NUMBER', 'WELLBEING');
    const toLead = await askFor(world, 'safeguarding-lead', 'leeann', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    await forget('social-care', 'leeann');
    const without = await everythingSeen('teacher', 'leeann', 'NHS_NUMBER', 'WELLBEING');

    expect(held.text).toBe(without.text);
    // Who may know of social care is led on by it.
    expect(toLead.data?.['childByIdentifier'].identity.givenName).toBe('Leeann');
  });

  it('the sealed id does not change with what agencies hold that may not be known', async () => {
    await forget('health', 'leeann');
    const held = await everythingSeen('teacher', 'leeann', 'UPN', 'WELLBEING');
    await forget('social-care', 'leeann');
    const notHeld = await everythingSeen('teacher', 'leeann', 'UPN', 'WELLBEING');

    expect(held.text).toContain('"givenName":"Leeann"');
    expect(notHeld.text).toBe(held.text);
  });
});

describe('a shield spreads to every copy', () => {
  it('also from a duplicate in the same system that is found only by a number learnt on the way', async () => {
    const records = (await (
      await fetch(`${new URL(world.agency('social-care').url).origin}/__state?child=shielded`)
    ).json()) as readonly { recordId: string; identifiers: readonly { scheme: string }[] }[];
    expect(records.length).toBeGreaterThan(1);
    for (const scheme of ['SOCIAL_CARE_ID', 'NHS_NUMBER', 'UPN']) {
      const value = namedChild('shielded').identifiers[scheme];
      if (value === undefined) continue;
      const { text } = await everythingSeen('social-worker', 'shielded', scheme, 'CHILD_PROTECTION');
      expect(text, scheme).toContain('"addresses":null');
      expect(text, scheme).toContain('SHIELDED');
    }
  });
});

describe('a shield on a record that only a number learnt on the way leads to', () => {
  it('closes the address all the same, whichever number the child is asked for by', async () => {
    const origin = new URL(world.agency('social-care').url).origin;
    type Held = { readonly recordId: string; readonly identifiers: readonly { scheme: string; value: string }[] };
    const [first, second] = (await (await fetch(`${origin}/__state?child=shielded`)).json()) as readonly Held[];
    const held = (scheme: string) => ({
      scheme,
      value: namedChild('shielded').identifiers[scheme],
      verified: true,
      former: false,
    });
    const patch = (child: string | undefined, shielded: boolean, schemes: readonly string[]) =>
      world.patchState('social-care', {
        child,
        patch: { restrictions: { shielded }, identifiers: schemes.map(held) },
      });
    // The record that is asked for bears no shield and no UPN; its duplicate bears both and nothing else.
    await patch(first?.recordId, false, ['SOCIAL_CARE_ID', 'NHS_NUMBER']);
    await patch(second?.recordId, true, ['UPN']);

    for (const scheme of ['SOCIAL_CARE_ID', 'NHS_NUMBER', 'UPN']) {
      const { text } = await everythingSeen('social-worker', 'shielded', scheme, 'CHILD_PROTECTION');
      expect(text, scheme).toContain('"addresses":null');
      expect(text, scheme).toContain('SHIELDED');
    }
  });
});

describe('a duplicate in one agency’s system', () => {
  it('costs no other agency’s record its place, whichever number the child is asked for by', async () => {
    const sources = async (scheme: string): Promise<string | undefined> => {
      const { text } = await everythingSeen('social-worker', 'shielded', scheme, 'CHILD_PROTECTION');
      return /"agency":"education","state":"([A-Z_]+)"/.exec(text)?.[1];
    };
    expect([await sources('UPN'), await sources('NHS_NUMBER')]).toEqual(['RELEASED', 'RELEASED']);
  });
});

describe('a restricted service that may not be recorded leaves no trace', () => {
  it('not even to those who may know of one that may', async () => {
    const recorded = await everythingSeen('safeguarding-lead', 'sensitive-recorded', 'UPN', 'CHILD_PROTECTION');
    expect(recorded.text).toContain('PLACEHOLDER');

    const unrecorded = await everythingSeen('safeguarding-lead', 'sensitive-unrecorded', 'UPN', 'CHILD_PROTECTION');
    expect(unrecorded.text).not.toContain('PLACEHOLDER');
    expect(unrecorded.text).toContain('"restrictedServices":null');
  });
});

describe('the adopted pair', () => {
  it('neither identity leads to the other, by any agency that holds both', async () => {
    for (const [slug, other] of [
      ['adopted-before', 'adopted-after'],
      ['adopted-after', 'adopted-before'],
    ] as const) {
      const { text } = await everythingSeen('gp', slug, 'NHS_NUMBER', 'DIRECT_CARE');
      const own = await everythingSeen('social-worker', slug, 'NHS_NUMBER', 'CHILD_PROTECTION');
      for (const seen of [text, own.text]) expect(seen, slug).not.toContain(`-${other}-`);
    }
  });
});
