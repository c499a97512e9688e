import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadAuditKeys } from '../../src/ledger/ledger-keys.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { inPractice } from '../harness/claims.ts';
import { namedChild } from '../harness/named-children.ts';
import { startServer } from '../harness/process.ts';
import { askFor, childOf, withheldAt } from '../harness/view.ts';
import { agencies, type AgencyUnderTest, type Answer, startWorld, type World } from '../harness/world.ts';

let world: World;
let one: string;
let other: string;

const member = {
  ...inPractice,
  organisation: 'LA:001',
  roles: ['CPMT'],
};

beforeAll(async () => {
  world = await startWorld();
  [one, other] = await Promise.all([world.tokenWith(member), world.tokenWith(member)]);
});
afterAll(() => world.stop());

const given: string[] = [];
afterEach(async () => {
  await world.restoreAll();
  for (const verdict of given.splice(0)) {
    await world.ask(one, withdrawMutation, { verdict, why });
    await world.ask(other, withdrawMutation, { verdict, why });
  }
});

const why = 'zq-reason: compared by telephone with both registers';
const verdictFields = 'id verdict state organisation isOwn at confirmedAt endingAt endedAt';
const recordMutation = `mutation Judge($link: ID!, $verdict: Verdict!, $why: String!) {
  recordMatchVerdict(link: $link, verdict: $verdict, reason: $why) { ${verdictFields} }
}`;
const withdrawMutation = `mutation Withdraw($verdict: ID!, $why: String!, $link: ID) {
  withdrawMatchVerdict(verdict: $verdict, reason: $why, link: $link) { ${verdictFields} }
}`;
const listQuery = `query List($state: VerdictState) { matchVerdicts(state: $state) { ${verdictFields} } }`;
const linkFields = 'reference agency outcome rule agreements { field agreement } flags verdicts { id verdict state }';
const selection = `
  identity { givenName }
  addresses { postcode }
  dataQuality { disagreements { field values { value sources } } flags { kind agencies } }
  possibleLinks { ${linkFields} }
  certainLinks { ${linkFields} }
  sources { agency state }
  withheld { path class state code }`;

type Link = {
  readonly reference: string;
  readonly agency: string;
  readonly outcome: string;
  readonly rule: string;
  readonly agreements: readonly { field: string; agreement: string }[];
  readonly verdicts: readonly { id: string; verdict: string; state: string }[];
};

const codesOf = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions['code']);
const look = (token: string = one, slug = 'leeann', more: Partial<Parameters<typeof askFor>[4]> = {}) =>
  askFor(world, { token }, slug, 'NHS_NUMBER', { purpose: 'DATA_QUALITY', selection, ...more });
const stateOf = (answer: Answer, agency: AgencyUnderTest) =>
  (childOf(answer)['sources'] as readonly { agency: string; state: string }[]).find((each) => each.agency === agency)
    ?.state;
async function linkTo(agency: AgencyUnderTest, token = one): Promise<Link> {
  const child = childOf(await look(token));
  const links = [...(child['possibleLinks'] as Link[]), ...(child['certainLinks'] as Link[])];
  const found = links.find((link) => link.agency === agency);
  if (found === undefined) throw new Error(`no link to ${agency}`);
  return found;
}
async function judge(token: string, agency: AgencyUnderTest, verdict: 'SAME' | 'NOT_SAME'): Promise<Answer> {
  const link = await linkTo(agency, token);
  const answer = await world.ask(token, recordMutation, { link: link.reference, verdict, why });
  const id = answer.data?.['recordMatchVerdict']?.id;
  if (typeof id === 'string') given.push(id);
  return answer;
}
const verdictOf = (answer: Answer, field = 'recordMatchVerdict') => {
  expect(answer.errors).toBeUndefined();
  return answer.data?.[field] as Record<string, any>;
};
/** Another day of birth, so that housing's record is linked by its number and joined by nothing. */
const makePossible = () =>
  world.patchState('education', {
    child: 'leeann',
    patch: { recordedIdentity: { dateOfBirth: '2011-03-05' }, lifecycle: { dateOfBirth: '2011-03-05' } },
  });
const shield = (agency: AgencyUnderTest) =>
  world.patchState(agency, { child: 'leeann', patch: { restrictions: { shielded: true } } });

describe('possibleLinks', () => {
  it('shows how a record agrees and nothing that it says', async () => {
    await makePossible();
    const answer = await look();
    const links = childOf(answer)['possibleLinks'] as readonly Link[];
    expect(links).toEqual([
      {
        reference: expect.stringMatching(/^[\w-]{828}$/),
        agency: 'education',
        outcome: 'POSSIBLE',
        rule: expect.any(String),
        agreements: [
          { field: 'givenName', agreement: 'VARIANT' },
          { field: 'familyName', agreement: 'EXACT' },
          { field: 'dateOfBirth', agreement: 'DIFFERS' },
          { field: 'sex', agreement: 'EXACT' },
          { field: 'postcode', agreement: 'CURRENT' },
        ],
        flags: [],
        verdicts: [],
      },
    ]);
    expect(answer.text).not.toContain('2011-03-05');
    expect(stateOf(answer, 'education')).toBe('POSSIBLE_MATCH');
  });

  it('tells of a shielded child no agreement that the shield hides', async () => {
    await makePossible();
    await shield('social-care');
    const { agreements } = await linkTo('education');
    expect(agreements.find(({ field }) => field === 'postcode')).toEqual({ field: 'postcode', agreement: 'UNKNOWN' });
    expect(agreements.find(({ field }) => field === 'familyName')?.agreement).toBe('EXACT');
  });

  it('tells none either while a custodian of shields is silent', async () => {
    await makePossible();
    await world.setFaults('social-care', [{ fault: 'DOWN' }]);
    const { agreements } = await linkTo('education');
    expect(agreements.find(({ field }) => field === 'postcode')?.agreement).toBe('UNKNOWN');
  });

  it('is closed to whoever the protocol does not let judge, and to them for any other purpose', async () => {
    const token = await world.tokenOf('social-worker');
    const child = childOf(await look(token, 'leeann', { purpose: 'CHILD_PROTECTION' }));
    expect([child['possibleLinks'], child['certainLinks']]).toEqual([null, null]);
    expect(withheldAt(child, 'possibleLinks')).toEqual([
      expect.objectContaining({ state: 'WITHHELD_OR_NONE', code: 'NOT_NEED_TO_KNOW' }),
    ]);
  });

  it('has nothing of an agency that the caller may not know of, whatever its record says', async () => {
    const before = await look();
    await world.patchState('police', {
      child: 'leeann',
      patch: { recordedIdentity: { dateOfBirth: '2011-03-05' }, lifecycle: { dateOfBirth: '2011-03-05' } },
    });
    const after = await look();
    expect(stable(after)).toEqual(stable(before));
    const knowing = await world.tokenOf('social-worker');
    expect(stateOf(await look(knowing, 'leeann', { purpose: 'CHILD_PROTECTION' }), 'police')).toBe('POSSIBLE_MATCH');
  });
});

/** An answer without what differs between any two: its reference, and links that are valid until another minute. */
function stable(answer: Answer): string {
  return answer.text
    .replaceAll(String(answer.extensions?.['recordId']), '-')
    .replaceAll(/"reference":"[^"]+"/g, '"reference":"-"');
}

describe('a verdict that two records are one child’s', () => {
  it('joins them, in every process, until it is withdrawn', async () => {
    const second = await startServer('src/main.ts', ['--config', join(world.directory, 'gateway.yaml')]);
    try {
      await makePossible();
      const verdict = verdictOf(await judge(one, 'education', 'SAME'));
      expect(verdict).toMatchObject({ verdict: 'SAME', state: 'IN_FORCE', isOwn: true, organisation: 'LA:001' });
      expect(stateOf(await look(), 'education')).toBe('RELEASED');
      const there = await fetch(new URL('/graphql', second.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${other}` },
        body: JSON.stringify({
          query: `query V($v: String!, $why: String!) @access(purpose: DATA_QUALITY, reason: $why) {
            childByIdentifier(scheme: NHS_NUMBER, value: $v) { identity { names { sources } } sources { agency state } }
          }`,
          variables: { v: namedChild('leeann').identifiers['NHS_NUMBER'], why },
        }),
      });
      expect(await there.text()).toContain('{"agency":"education","state":"RELEASED"}');

      const link = await linkTo('education');
      expect(link).toMatchObject({ outcome: 'MATCH', verdicts: [{ id: verdict['id'], state: 'IN_FORCE' }] });
      const ended = await world.ask(other, withdrawMutation, { verdict: verdict['id'], why, link: link.reference });
      expect(verdictOf(ended, 'withdrawMatchVerdict')).toMatchObject({ state: 'WITHDRAWN', isOwn: false });
      expect(stateOf(await look(), 'education')).toBe('POSSIBLE_MATCH');
    } finally {
      await second.stop();
    }
  });

  it('never beats a source’s own word that they are not', async () => {
    await makePossible();
    const link = await linkTo('education');
    const value = namedChild('leeann').identifiers['UPN'];
    await world.patchState('education', {
      child: 'leeann',
      patch: {
        restrictions: {
          cannotLink: [
            { scheme: 'UPN', value },
            { scheme: 'NHS_NUMBER', value: namedChild('leeann').identifiers['NHS_NUMBER'] },
          ],
        },
      },
    });
    const answer = await world.ask(one, recordMutation, { link: link.reference, verdict: 'SAME', why });
    given.push(String(verdictOf(answer)['id']));
    expect(stateOf(await look(), 'education')).not.toBe('RELEASED');
  });

  it('never beats a severed identity', async () => {
    await makePossible();
    verdictOf(await judge(one, 'education', 'SAME'));
    await world.patchState('education', { child: 'leeann', patch: { restrictions: { linkLocked: true } } });
    expect(stateOf(await look(), 'education')).toBe('NOT_HELD');
  });
});

describe('a verdict that two records are not one child’s', () => {
  it('takes the record away at once where nobody shields the child, and back when it is withdrawn', async () => {
    expect(stateOf(await look(), 'education')).toBe('RELEASED');
    const verdict = verdictOf(await judge(one, 'education', 'NOT_SAME'));
    expect(verdict).toMatchObject({ state: 'IN_FORCE', confirmedAt: null });
    expect(stateOf(await look(), 'education')).toBe('NOT_HELD');
    await world.ask(other, withdrawMutation, { verdict: verdict['id'], why });
    expect(stateOf(await look(), 'education')).toBe('RELEASED');
  });

  it('changes nothing of a shielded child before a second person gives it', async () => {
    await shield('social-care');
    const before = await look();
    const verdict = verdictOf(await judge(one, 'education', 'NOT_SAME'));
    expect(verdict).toMatchObject({ state: 'PROPOSED', isOwn: true });
    expect(childOf(await look())['sources']).toEqual(childOf(before)['sources']);
    expect(codesOf(await judge(one, 'education', 'NOT_SAME'))).toEqual(['SECOND_PERSON_NEEDED']);
    expect(childOf(await look())['sources']).toEqual(childOf(before)['sources']);

    expect((await linkTo('education', other)).verdicts).toEqual([
      { id: verdict['id'], verdict: 'NOT_SAME', state: 'PROPOSED' },
    ]);
    const confirmed = verdictOf(await judge(other, 'education', 'NOT_SAME'));
    expect(confirmed).toMatchObject({ id: verdict['id'], state: 'IN_FORCE', isOwn: false });
    expect(confirmed['confirmedAt']).not.toBeNull();
    expect(stateOf(await look(), 'education')).toBe('NOT_HELD');
  });

  it('counts as of a shielded child while the custodian of shields is silent', async () => {
    await world.setFaults('social-care', [{ fault: 'DOWN' }]);
    expect(verdictOf(await judge(one, 'education', 'NOT_SAME'))['state']).toBe('PROPOSED');
  });

  it('of one person lets no shield go that came later: the records stay linked, and closed', async () => {
    verdictOf(await judge(one, 'education', 'NOT_SAME'));
    const shields = (answer: Answer) =>
      withheldAt(childOf(answer), 'addresses').filter(({ code }) => code === 'SHIELDED');
    const open = await look();
    expect([stateOf(open, 'education'), shields(open)]).toEqual(['NOT_HELD', []]);
    await shield('education');
    const closed = await look();
    expect(stateOf(closed, 'education')).toBe('POSSIBLE_MATCH');
    expect(shields(closed).length).toBeGreaterThan(0);

    verdictOf(await judge(other, 'education', 'NOT_SAME'));
    const apart = await look();
    expect([stateOf(apart, 'education'), shields(apart)]).toEqual(['NOT_HELD', []]);
  });
});

describe('withdrawing a verdict that joined a shielded child’s records', () => {
  it('needs two people, and is in force until the second', async () => {
    await makePossible();
    const verdict = verdictOf(await judge(one, 'education', 'SAME'));
    await shield('social-care');
    const link = (await linkTo('education')).reference;
    const ending = await world.ask(one, withdrawMutation, { verdict: verdict['id'], why, link });
    expect(verdictOf(ending, 'withdrawMatchVerdict')['state']).toBe('ENDING');
    expect(stateOf(await look(), 'education')).toBe('RELEASED');
    expect(codesOf(await world.ask(one, withdrawMutation, { verdict: verdict['id'], why, link }))).toEqual([
      'SECOND_PERSON_NEEDED',
    ]);
    const ended = await world.ask(other, withdrawMutation, { verdict: verdict['id'], why, link });
    expect(verdictOf(ended, 'withdrawMatchVerdict')['state']).toBe('WITHDRAWN');
    expect(stateOf(await look(), 'education')).toBe('POSSIBLE_MATCH');
  });

  it('needs two people as well where no link shows that nobody shields the child', async () => {
    await makePossible();
    const verdict = verdictOf(await judge(one, 'education', 'SAME'));
    const ending = await world.ask(one, withdrawMutation, { verdict: verdict['id'], why });
    expect(verdictOf(ending, 'withdrawMatchVerdict')['state']).toBe('ENDING');
    const [elsewhere] = childOf(await look(one, 'trent'))['certainLinks'] as readonly Link[];
    const link = elsewhere?.reference;
    expect(codesOf(await world.ask(one, withdrawMutation, { verdict: verdict['id'], why, link }))).toEqual([
      'LINK_INVALID',
    ]);
  });
});

describe('who judges', () => {
  it('is nobody but those whom the protocol names, and nobody who mediates or is suspended', async () => {
    const { reference } = await linkTo('education');
    for (const persona of ['social-worker', 'auditor', 'data-manager']) {
      const token = await world.tokenOf(persona);
      const variables = { link: reference, verdict: 'SAME', why };
      expect(codesOf(await world.ask(token, recordMutation, variables))).toEqual(['NOT_NEED_TO_KNOW']);
      expect(codesOf(await world.ask(token, withdrawMutation, { verdict: 'v', why }))).toEqual(['NOT_NEED_TO_KNOW']);
      expect(codesOf(await world.ask(token, listQuery))).toEqual(['NOT_NEED_TO_KNOW']);
    }
    expect(verdictsIn(await world.ask(one, listQuery)).map(({ state }) => state)).not.toContain('IN_FORCE');
  });

  it('judges by a link of the own organisation that nobody has changed', async () => {
    const { reference } = await linkTo('education');
    const elsewhere = await world.tokenWith({ ...member, organisation: 'LA:001-CSC' });
    const asked = (token: string, link: string) => world.ask(token, recordMutation, { link, verdict: 'SAME', why });
    expect(codesOf(await asked(elsewhere, reference))).toEqual(['LINK_INVALID']);
    for (const link of [reference.slice(0, -4), `${reference.slice(0, -1)}~`, flipped(reference), 'education'])
      expect(codesOf(await asked(one, link))).toEqual(['LINK_INVALID']);
    expect(codesOf(await world.ask(one, withdrawMutation, { verdict: 'nobody-gave-it', why }))).toEqual([
      'RECORD_UNKNOWN',
    ]);
    for (const text of [' ', 'zq-reason '.repeat(30)]) {
      const answer = await world.ask(one, recordMutation, { link: reference, verdict: 'SAME', why: text });
      expect(codesOf(answer)).toEqual(['ARGUMENT_INVALID']);
    }
  });

  it('has what they gave listed, by state, and never about whom', async () => {
    await shield('social-care');
    const { id } = verdictOf(await judge(one, 'education', 'NOT_SAME'));
    const proposed = verdictsIn(await world.ask(other, listQuery, { state: 'PROPOSED' }));
    expect(proposed).toEqual([expect.objectContaining({ id, verdict: 'NOT_SAME', isOwn: false })]);
    const text = (await world.ask(other, listQuery)).text;
    for (const value of Object.values(namedChild('leeann').identifiers)) expect(text).not.toContain(value);
  });
});

const verdictsIn = (answer: Answer) => (answer.data?.['matchVerdicts'] ?? []) as readonly Record<string, any>[];
function flipped(text: string): string {
  const middle = Math.floor(text.length / 2);
  return `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`;
}

describe('the trail of a verdict', () => {
  it('has under its id who judged what and why, for the audit role, and no local id in clear', async () => {
    await shield('social-care');
    const { id } = verdictOf(await judge(one, 'education', 'NOT_SAME'));
    verdictOf(await judge(other, 'education', 'NOT_SAME'));
    const records = await readLedger({
      directory: join(world.directory, 'ledger'),
      keys: loadAuditKeys(join(world.directory, 'keys')),
      query: { kind: 'OPERATION', recordId: id },
      limit: 10,
    });
    expect(records.map(({ kind, control, opened }) => [kind, control?.act, control?.outcome, opened?.reason])).toEqual(
      Array.from({ length: 2 }, () => ['CONTROL', 'recordMatchVerdict', 'NOT_SAME', why]),
    );
    expect(new Set(records.map(({ opened }) => opened?.subject)).size).toBe(2);
    const store = bytesOf(join(world.directory, 'ledger'));
    const held = (await (
      await fetch(new URL('/__state?child=leeann', world.agency('education').url))
    ).json()) as readonly {
      recordId: string;
    }[];
    expect(held.length).toBeGreaterThan(0);
    for (const { recordId } of held) expect(store).not.toContain(recordId);
    expect(store).not.toContain(why);
  });
});

function bytesOf(directory: string): string {
  if (!existsSync(directory)) return '';
  return (readdirSync(directory, { recursive: true }) as string[])
    .map((name) => join(directory, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n');
}

describe('while verdicts cannot be read', () => {
  it('nothing is linked by guess: verdicts by a key that is not at hand refuse every child', async () => {
    verdictOf(await judge(one, 'education', 'NOT_SAME'));
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(join(world.directory, 'ledger', 'control.sqlite'), { timeout: 2000 });
    const keyed = (from: string, to: string) =>
      database.prepare("UPDATE match_verdict SET key_id = ? WHERE key_id = ? AND state <> 'WITHDRAWN'").run(to, from);
    const keyId = String(
      database.prepare("SELECT key_id FROM match_verdict WHERE state <> 'WITHDRAWN'").get()?.['key_id'],
    );
    try {
      keyed(keyId, 'another key');
      const refused = await look();
      expect([codesOf(refused), refused.data]).toEqual([['CONTROL_STATE_UNAVAILABLE'], undefined]);
    } finally {
      keyed('another key', keyId);
      database.close();
    }
    expect(codesOf(await look())).toBeUndefined();
  });
});

describe('dataQuality', () => {
  const disagreementsFor = async (token: string, purpose: string) =>
    childOf(await look(token, 'leeann', { purpose }))['dataQuality'].disagreements as readonly {
      field: string;
      values: readonly { value: string; sources: readonly string[] }[];
    }[];

  it('shows where copies disagree, with their sources, to whoever may see them all', async () => {
    expect(await disagreementsFor(await world.tokenOf('social-worker'), 'CHILD_PROTECTION')).toEqual([
      {
        field: 'givenName',
        values: [
          { value: 'Leeann', sources: ['education', 'social-care', 'police', 'voluntary', 'housing'] },
          { value: 'Leanne', sources: ['health'] },
        ],
      },
    ]);
  });

  it('says nothing of a copy that is withheld, and what it says changes nothing', async () => {
    const [knowing, before] = [await world.tokenOf('social-worker'), await look()];
    const police = { names: [{ given: 'Leighann', family: 'Quillfeather', kind: 'LEGAL' }] };
    await world.patchState('police', { child: 'leeann', patch: { recordedIdentity: police } });
    expect(stable(await look())).toEqual(stable(before));
    const [given] = await disagreementsFor(knowing, 'CHILD_PROTECTION');
    expect(given?.values).toContainEqual({ value: 'Leighann', sources: ['police'] });
  });

  it('takes capitals and spaces for no disagreement, nor what a copy does not say', async () => {
    const names = [{ given: ' LEEANN ', family: 'QUILLFEATHER', kind: 'LEGAL' }];
    await world.patchState('health', { child: 'leeann', patch: { recordedIdentity: { names, sex: 'U' } } });
    expect(await disagreementsFor(one, 'DATA_QUALITY')).toEqual([]);
  });

  it('flags two records of one system that may be the child’s', async () => {
    const flags = async (token: string, purpose: string) =>
      childOf(await look(token, 'shielded', { purpose }))['dataQuality'].flags as readonly unknown[];
    const duplicate = { kind: 'DUPLICATE_IN_SOURCE', agencies: ['social-care'] };
    expect(await flags(one, 'DATA_QUALITY')).toContainEqual(duplicate);
  });

  it('says that a copy is left out that may be another child’s', async () => {
    const child = childOf(await look(one, 'shielded'));
    expect(withheldAt(child, 'dataQuality')).toContainEqual(
      expect.objectContaining({ state: 'REDACTED', code: 'MATCH_AMBIGUOUS' }),
    );
  });
});

it('asks the agencies the same, verdict or none', async () => {
  const documents = async () => {
    await world.clearReceived();
    await look();
    return Promise.all(
      agencies.map(async (agency) => (await world.receivedBy(agency)).map(({ document }) => document)),
    );
  };
  const before = await documents();
  verdictOf(await judge(one, 'voluntary', 'SAME'));
  expect(await documents()).toEqual(before);
});
