import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askFor, childOf, documentsOf, withheldAt } from '../harness/view.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world.stop());
beforeEach(() => world.clearReceived());

const selection = `
  addresses { lines } carers { name phone } householdMembers { name } involvements { agency service }
  identifiers { scheme value }
  police {
    incidents { id kind summary } arrests { offence } protectionPowers { power grounds } missingReports { circumstances }
  }
  voluntaryWork { supportSessions { summary } notes { writtenOn } }
  sources { agency state }
  withheld { path class state code route { kind } }
`;
const view = async (persona: string, slug: string, purpose: string, more = ''): Promise<Record<string, any>> =>
  childOf(await askFor(world, persona, slug, 'NHS_NUMBER', { purpose, selection, more }));
const stateOf = (child: Record<string, any>, agency: string): string =>
  child['sources'].find((one: { agency: string }) => one.agency === agency).state;

describe('police information', () => {
  it('is, to a social worker, what the police marked relevant, and no third party’s beside it', async () => {
    const child = await view('social-worker', 'leeann', 'CHILD_PROTECTION');
    // Steve's caution was marked relevant too: a social worker may have it.
    expect(child['police'].incidents).toHaveLength(2);
    const dsl = await view('safeguarding-lead', 'leeann', 'CHILD_PROTECTION');
    expect(dsl['police'].incidents.map(({ kind }: any) => kind)).toContain('DOMESTIC_ABUSE');
    const known = await view('social-worker', 'looked-after', 'CHILD_PROTECTION');
    expect(known['police'].missingReports.map(({ circumstances }: any) => circumstances)).toEqual([
      expect.stringContaining('missing2'),
    ]);
  });

  it('is, to a youth offending worker, what is relevant to prevention (row 37), and the force’s own to the force', async () => {
    const yot = await view('yot-worker', 'at-risk-of-offending', 'OFFENDING_PREVENTION', ', emergency: true');
    expect(yot['police'].incidents.map(({ summary }: any) => summary)).toEqual([
      expect.stringContaining('at-risk-incident2'),
    ]);
    const force = await view('police-designated', 'at-risk-of-offending', 'OFFENDING_PREVENTION', ', emergency: true');
    expect(force['police'].incidents).toHaveLength(2);
  });

  it('is never asked of by a general practitioner, to whom the force looks as if it knew nobody', async () => {
    const child = await view('gp', 'convicted', 'DIRECT_CARE');
    expect(child['police']).toBeNull();
    expect(stateOf(child, 'police')).toBe('WITHHELD_OR_NONE');
    const asked = await documentsOf(world, 'police');
    for (const field of ['incidents', 'arrests', 'householdMembers', 'involvements'])
      expect(asked).not.toContain(field);
  });

  it('numbers are shown by the rule for each: the PNC id to designated officers', async () => {
    const force = await view('police-designated', 'convicted', 'OFFENDING_PREVENTION', ', emergency: true');
    expect(force['identifiers'].map(({ scheme }: any) => scheme)).toContain('PNC_ID');
    const worker = await view('social-worker', 'known-to-many', 'CHILD_PROTECTION');
    expect(worker['identifiers'] ?? []).toEqual([]);
  });
});

describe('a shield', () => {
  it('spreads to the police and to housing, which do not know of it', async () => {
    const answer = await askFor(world, 'safeguarding-lead', 'shielded', 'NHS_NUMBER', {
      purpose: 'CHILD_PROTECTION',
      selection,
    });
    expect(childOf(answer)['addresses']).toBeNull();
    expect(childOf(answer)['involvements']).toBeNull();
    expect(answer.text).not.toContain('Pinfold');
    for (const agency of ['police', 'housing'] as const) {
      const asked = await documentsOf(world, agency);
      for (const field of ['addresses', 'involvements']) expect(asked).not.toContain(field);
    }
  });
});

describe('housing and a voluntary body', () => {
  it('see by consent what early help needs, and without it are told how to ask', async () => {
    for (const persona of ['housing-officer', 'voluntary-worker']) {
      const child = await view(persona, 'early-help', 'EARLY_HELP');
      expect(child['addresses']).not.toBeNull();
      expect(child['carers'].map(({ name }: any) => name)).toContain('Sabina Ironbridge');
      expect(child['voluntaryWork']).toBeNull();
    }
    // Row 20: no consent.
    const child = await view('housing-officer', 'leeann', 'EARLY_HELP');
    expect(child['involvements'] ?? []).toEqual([]);
    expect(withheldAt(child, 'involvements').map(({ code }) => code)).toContain('CONSENT_REQUIRED');
  });

  it('lend their addresses and household to those who protect the child', async () => {
    const child = await view('social-worker', 'leeann', 'CHILD_PROTECTION');
    expect(child['addresses'].map(({ lines }: any) => lines[0])).toContain('7 Limekiln Row');
    expect(stateOf(child, 'housing')).toBe('RELEASED');
  });
});

describe('that a family centre or housing holds a record is an involvement', () => {
  const names = 'identity { names { given sources } } sources { agency state }';
  const seen = async (persona: string, slug: string, purpose: string): Promise<string> =>
    JSON.stringify(childOf(await askFor(world, persona, slug, 'NHS_NUMBER', { purpose, selection: names })));

  it('told to those who may know of involvements, and to nobody else: no parent, no education welfare officer', async () => {
    expect(await seen('social-worker', 'leeann', 'CHILD_PROTECTION')).toContain('"voluntary","state":"RELEASED"');
    for (const view of [
      await seen('parent', 'leeann', 'SAR'),
      await seen('education-welfare', 'known-to-many', 'CME'),
    ]) {
      const told = JSON.parse(view) as { identity: { names: { sources: string[] }[] }; sources: unknown[] };
      expect(told.identity.names.flatMap(({ sources }) => sources)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/voluntary|housing/)]),
      );
      for (const agency of ['voluntary', 'housing'])
        expect(told.sources).toContainEqual({ agency, state: 'WITHHELD_OR_NONE' });
    }
  });

  it('a shield hides it: held and forgotten give the same bytes and the same questions', async () => {
    const ask = async (persona: string): Promise<string> => {
      await world.clearReceived();
      const answer = await askFor(world, persona, 'shielded', 'UPN', { purpose: 'WELLBEING' });
      const asked = (await world.receivedBy('housing')).map(({ document }) => document);
      return answer.text.replaceAll(String(answer.data?.['disclosure'].recordId), '') + JSON.stringify(asked);
    };
    for (const persona of ['teacher', 'safeguarding-lead']) {
      const held = await ask(persona);
      await world.patchState('housing', { child: 'shielded', patch: { forgotten: true } });
      const forgotten = await ask(persona);
      await world.restoreAll();
      expect(forgotten).toBe(held);
      expect(held).toContain('"agency":"housing","state":"WITHHELD_OR_NONE"');
    }
  });
});
