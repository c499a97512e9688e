import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { loadAuditKeys, loadVerificationKeys } from '../../src/ledger/ledger-keys.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { type ServerProcess, startServer } from '../harness/process.ts';
import { namedChild } from '../harness/named-children.ts';
import { askFor, childOf } from '../harness/view.ts';
import { agencies, type Answer, startWorld, type World } from '../harness/world.ts';
import type { SentNotice } from './control-fixture.ts';

const underBreakGlass = {
  purpose: 'CHILD_PROTECTION',
  more: ', breakGlass: { ground: IMMEDIATE_HARM, acknowledged: true }',
};
const meQuery = '{ me { suspended obligations { recordId kind dueBy overdue doneAt } } }';
const justifyMutation = `mutation Justify($id: ID!, $why: String!) {
  justifyBreakGlass(recordId: $id, justification: $why) { recordId justifiedAt isLate outcome }
}`;
const reviewMutation = `mutation Review($id: ID!, $outcome: ReviewOutcome!, $note: String!) {
  reviewBreakGlass(recordId: $id, outcome: $outcome, note: $note) { recordId outcome reviewedAt }
}`;
const reviewsQuery = '{ breakGlassReviews { recordId organisation roles purpose at justifiedAt reviewBy } }';
const accountMutation = (field: string) => `mutation Account($who: ID!, $of: String!, $why: String!) {
  ${field}(subject: $who, organisation: $of, reason: $why) { subject suspended }
}`;
const why = 'zq-reason: the child was alone at night';

let world: World;
let auditor: string;
let indexTeam: string;

beforeAll(async () => {
  world = await startWorld();
  [auditor, indexTeam] = await Promise.all([world.tokenOf('auditor'), world.tokenOf('index-team')]);
});
afterAll(() => world.stop());
beforeEach(() => world.clearReceived());

/** A member of the emergency duty team of a test's own, so that no test spends another's three a day. */
const dutyToken = (roles: readonly string[] = ['EDT'], more: Readonly<Record<string, unknown>> = {}) =>
  world.tokenWith({ ...practice, issuer: 'authority', organisation: 'LA:001-CSC', roles, ...more });
const practice = {
  kind: 'PRACTITIONER',
  trainedUntil: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
  vettedOn: new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10),
  designatedOfficer: false,
  staffIds: [],
  teams: [],
  groups: [],
  declaredConflicts: [],
};
const breakGlass = (token: string, child: Parameters<typeof askFor>[2] = 'trent', more = '') =>
  askFor(world, { token }, child, 'NHS_NUMBER', { ...underBreakGlass, more: `${underBreakGlass.more}${more}` });
const subjectOf = (token: string) => `${decodeJwt(token).iss}|${decodeJwt(token).sub}`;
const codesOf = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions['code']);
const recordIdOf = (answer: Answer) => String(answer.extensions?.['recordId']);
const justify = (token: string, id: string) => world.ask(token, justifyMutation, { id, why });
const review = (token: string, id: string, outcome: string) =>
  world.ask(token, reviewMutation, { id, outcome, note: why });
const obligationsOf = async (token: string) =>
  (await world.ask(token, meQuery)).data?.['me'].obligations as readonly { kind: string; recordId: string }[];
const account = (field: string, who: string, token = indexTeam) =>
  world.ask(token, accountMutation(field), { who: subjectOf(who), of: 'LA:001-CSC', why });

async function nothingWasAsked(): Promise<void> {
  for (const agency of agencies) expect(await world.receivedBy(agency)).toEqual([]);
}

function noticesOf(recordId: string): readonly SentNotice[] {
  return readFileSync(join(world.directory, 'notices.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SentNotice)
    .filter((notice) => notice.recordId === recordId);
}

/** The organisation that answers for each system, as `protocol/settings.yaml` has it. */
const ownerOf: Readonly<Record<string, string>> = {
  education: 'LA:001',
  health: 'ODS:Y99001',
  'social-care': 'LA:001-CSC',
  'youth-justice': 'ORG:wexborough-yot',
  police: 'ORG:wexshire-police',
  voluntary: 'ORG:wexborough-family-centre',
  'sexual-health': 'ODS:Y99005',
  housing: 'ORG:wexborough-housing',
};

describe('a break-glass, from the declaration to the review', () => {
  let token: string;
  let recordId: string;
  let answer: Answer;

  beforeAll(async () => {
    token = await dutyToken();
    answer = await breakGlass(token);
    expect(answer.errors).toBeUndefined();
    expect(childOf(answer)['identity'].givenName).toBe('Trent');
    recordId = recordIdOf(answer);
  });

  it('notifies the line manager, the index team and each owner whose data was released, and tells no one of the child', async () => {
    const sources = childOf(answer)['sources'] as readonly { agency: string; state: string }[];
    const owners = sources.filter(({ state }) => state === 'RELEASED').map(({ agency }) => ownerOf[agency]);
    expect(owners.length).toBeGreaterThan(1);
    const expected = [
      'NOTIFY_CPMT INDEX_TEAM LA:001',
      'NOTIFY_LINE_MANAGER OWN_ORGANISATION LA:001-CSC',
      ...owners.map((owner) => `NOTIFY_SOURCE SOURCE_OWNERS ${owner}`),
    ];
    await vi.waitFor(() => expect(noticesOf(recordId)).toHaveLength(expected.length));
    const told = noticesOf(recordId).map(({ kind, to, organisation }) => `${kind} ${to} ${organisation}`);
    expect(told.sort()).toEqual(expected.sort());
    expect(readFileSync(join(world.directory, 'notices.jsonl'), 'utf8')).not.toMatch(/Trent|999\d{7}/);
  });

  it('is owed for, as the person sees', async () => {
    expect(await obligationsOf(token)).toContainEqual({
      recordId,
      kind: 'JUSTIFY_BREAK_GLASS',
      dueBy: expect.any(String),
      overdue: false,
      doneAt: null,
    });
    expect(await obligationsOf(await world.tokenOf('emergency-duty'))).toEqual([]);
  });

  it('is not justified by somebody else, who hears the same as of an operation that there never was', async () => {
    const other = await dutyToken();
    const foreign = await justify(other, recordId);
    const unknown = await justify(other, 'no-such-operation');
    expect(codesOf(foreign)).toEqual(['RECORD_UNKNOWN']);
    expect(foreign.text).toBe(unknown.text);
    expect(foreign.data).toBeUndefined();
  });

  it('is not reviewed before it was justified', async () => {
    expect(codesOf(await review(auditor, recordId, 'ACCEPTED'))).toEqual(['JUSTIFICATION_REQUIRED']);
    expect(codesOf(await review(auditor, recordId, 'REJECTED'))).toEqual(['JUSTIFICATION_REQUIRED']);
  });

  it('is justified by the person, in words that only the audit role reads', async () => {
    const answer = await justify(token, recordId);
    expect(answer.data).toEqual({
      justifyBreakGlass: { recordId, justifiedAt: expect.any(String), isLate: false, outcome: null },
    });
    expect(codesOf(await justify(token, recordId))).toEqual(['ALREADY_DONE']);
    expect((await obligationsOf(token)).filter(({ kind }) => kind === 'JUSTIFY_BREAK_GLASS')).toEqual([]);
  });

  it('is listed to reviewers without the child, and to nobody else', async () => {
    const listed = (await world.ask(auditor, reviewsQuery)).data?.['breakGlassReviews'];
    expect(listed).toContainEqual({
      recordId,
      organisation: 'LA:001-CSC',
      roles: ['EDT'],
      purpose: 'CHILD_PROTECTION',
      at: expect.any(String),
      justifiedAt: expect.any(String),
      reviewBy: expect.any(String),
    });
    for (const who of [token, await world.tokenOf('social-worker'), await world.tokenOf('parent')]) {
      const refused = await world.ask(who, reviewsQuery);
      expect(codesOf(refused)).toEqual(['NOT_NEED_TO_KNOW']);
      expect(refused.data).toBeUndefined();
    }
  });

  it('is not reviewed by who may not, nor by the person, nor by a manager of the same organisation', async () => {
    expect(codesOf(await review(token, recordId, 'ACCEPTED'))).toEqual(['NOT_NEED_TO_KNOW']);
    expect(codesOf(await review(token, 'no-such-operation', 'ACCEPTED'))).toEqual(['NOT_NEED_TO_KNOW']);
    const manager = await dutyToken(['CSC_MANAGER']);
    expect(codesOf(await review(manager, recordId, 'ACCEPTED'))).toEqual(['REVIEWER_NOT_INDEPENDENT']);
    expect((await world.ask(manager, reviewsQuery)).data?.['breakGlassReviews']).toEqual([]);

    const both = await dutyToken(['EDT', 'AUDITOR']);
    const own = recordIdOf(await breakGlass(both));
    await justify(both, own);
    expect(codesOf(await review(both, own, 'ACCEPTED'))).toEqual(['REVIEWER_NOT_INDEPENDENT']);
  });

  it('is accepted by a reviewer, once, and the person goes on', async () => {
    expect((await review(auditor, recordId, 'ACCEPTED')).data?.['reviewBreakGlass']).toEqual({
      recordId,
      outcome: 'ACCEPTED',
      reviewedAt: expect.any(String),
    });
    expect(codesOf(await review(auditor, recordId, 'REJECTED'))).toEqual(['ALREADY_DONE']);
    expect(codesOf(await breakGlass(token))).toBeUndefined();
  });

  it('is on record step by step, by one reference, and the trail verifies', async () => {
    const directory = join(world.directory, 'ledger');
    const keysDirectory = join(world.directory, 'keys');
    const records = await readLedger({
      directory,
      keys: loadAuditKeys(keysDirectory),
      query: { kind: 'OPERATION', recordId },
      limit: 20,
    });
    expect(
      records.map(({ kind, control, opened }) => [kind, control?.act, control?.outcome, opened?.reason]).reverse(),
    ).toEqual([
      ['CONTROL', 'BREAK_GLASS', null, expect.any(String)],
      ['GRANTED', undefined, undefined, expect.any(String)],
      ['RELEASED', undefined, undefined, expect.any(String)],
      ['CONTROL', 'justifyBreakGlass', null, why],
      ['CONTROL', 'reviewBreakGlass', 'ACCEPTED', why],
    ]);
    expect(records.at(-1)?.control?.obligations.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['JUSTIFY_BREAK_GLASS', 'INDEPENDENT_REVIEW', 'NOTIFY_LINE_MANAGER']),
    );
    expect(records[0]?.opened?.account).toBe(subjectOf(token));
    const report = await verifyLedger({
      directory,
      checkpointsFile: join(world.directory, 'ledger-checkpoints.jsonl'),
      verificationKeys: loadVerificationKeys(keysDirectory),
    });
    expect(report.findings).toEqual([]);
  });
});

describe('what a break-glass owes', () => {
  it('is the same whether or not there is such a child', async () => {
    const token = await dutyToken();
    const unknown = await breakGlass(token, { scheme: 'NHS_NUMBER', value: testNhsNumber(400_001) });
    const known = await breakGlass(token);
    const kinds = async (answer: Answer) =>
      (await obligationsOf(token)).filter(({ recordId }) => recordId === recordIdOf(answer)).map(({ kind }) => kind);
    expect(await kinds(unknown)).toContain('JUSTIFY_BREAK_GLASS');
    expect(await kinds(unknown)).toEqual(await kinds(known));
  });

  it('is owed for a dry run, too, which tells what there is', async () => {
    const token = await dutyToken();
    const answer = await breakGlass(token, 'trent', ', dryRun: true');
    expect(await obligationsOf(token)).toContainEqual(
      expect.objectContaining({ recordId: recordIdOf(answer), kind: 'JUSTIFY_BREAK_GLASS' }),
    );
  });

  it('is counted: a fourth within a day is refused, with nothing asked', async () => {
    const token = await dutyToken();
    for (let time = 1; time <= 3; time += 1) expect(codesOf(await breakGlass(token))).toBeUndefined();
    await world.clearReceived();
    expect(codesOf(await breakGlass(token))).toEqual(['BREAK_GLASS_NOT_PERMITTED']);
    await nothingWasAsked();
  });

  it('lets no more pass of many at once', async () => {
    const token = await dutyToken();
    const answers = await Promise.all(Array.from({ length: 8 }, () => breakGlass(token)));
    const passed = answers.filter((answer) => answer.errors === undefined);
    expect(passed.length).toBeGreaterThan(0);
    expect(passed.length).toBeLessThanOrEqual(3);
    expect(new Set(answers.flatMap((answer) => codesOf(answer) ?? []))).not.toContain('INTERNAL');
  });

  it('is nothing where the role may not break the glass', async () => {
    const token = await world.tokenOf('teacher');
    expect(codesOf(await breakGlass(token))).toEqual(['BREAK_GLASS_NOT_PERMITTED']);
    expect(await obligationsOf(token)).toEqual([]);
    await nothingWasAsked();
  });
});

describe.each([
  ['a break-glass', 'breakGlass', 'BreakGlass', { ground: 'IMMEDIATE_HARM', acknowledged: true }],
  ['an override', 'override', 'ShieldOverride', { acknowledged: true, reason: why }],
])('%s in bulk', (_what, argument, type, value) => {
  const mayDeclare = () =>
    argument === 'breakGlass' ? dutyToken() : dutyToken(['SOCIAL_WORKER'], { mayOverrideShield: true });
  const ask = (token: string, roots: string, variables: Readonly<Record<string, unknown>> = {}, declared = '') =>
    world.ask(
      token,
      `query ($why: String!, $declared: ${type}!${declared})
        @access(purpose: CHILD_PROTECTION, reason: $why, ${argument}: $declared) { ${roots} }`,
      { why, declared: value, ...variables },
    );
  const askByNumbers = (token: string, numbers: readonly string[]) =>
    ask(
      token,
      numbers
        .map((_, at) => `c${at}: childByIdentifier(scheme: NHS_NUMBER, value: $v${at}) { id identity { givenName } }`)
        .join(' '),
      Object.fromEntries(numbers.map((number, at) => [`v${at}`, number])),
      numbers.map((_, at) => `, $v${at}: String!`).join(''),
    );
  const strangers = (count: number) => Array.from({ length: count }, (_, at) => testNhsNumber(410_000 + at));
  const numberOf = (slug: string) => String(namedChild(slug).identifiers['NHS_NUMBER']);
  async function isRefused(token: string, answer: Answer): Promise<void> {
    expect([codesOf(answer), answer.data]).toEqual([['TOO_MANY_CHILDREN'], undefined]);
    await nothingWasAsked();
    expect(await obligationsOf(token)).toEqual([]);
  }

  it('is refused for a sixth child, on record, with nothing asked, owed or used up', async () => {
    const token = await mayDeclare();
    for (let time = 1; time <= 4; time += 1) await isRefused(token, await askByNumbers(token, strangers(6)));
    const records = await readLedger({
      directory: join(world.directory, 'ledger'),
      keys: loadAuditKeys(join(world.directory, 'keys')),
      query: { kind: 'CALLER', subject: subjectOf(token) },
      limit: 20,
    });
    expect(records.map(({ kind, refusal }) => [kind, refusal])).toEqual(
      Array.from({ length: 4 }, () => ['REFUSED', 'TOO_MANY_CHILDREN']),
    );
    expect(codesOf(await askByNumbers(token, strangers(5)))).toBeUndefined();
  });

  it('is refused for a list of ids, over all fields together, and for the caseload', async () => {
    const token = await mayDeclare();
    const ids = (count: number, of: string) => Array.from({ length: count }, (_, at) => `${of}-${at}`);
    const some = 'one: children(ids: $one) { id } two: children(ids: $two) { id }';
    const given = { one: ids(3, 'one'), two: ids(3, 'two') };
    await isRefused(token, await ask(token, some, given, ', $one: [ID!]!, $two: [ID!]!'));
    await isRefused(token, await ask(token, 'myCaseload(first: 1) { id }'));
  });

  it('is answered for siblings, and one child asked for twice is one', async () => {
    const token = await mayDeclare();
    const siblings = [numberOf('trent'), numberOf('leeann')];
    const answer = await askByNumbers(token, [...siblings, ...siblings, ...siblings]);
    expect(codesOf(answer)).toBeUndefined();
    expect([answer.data?.['c0'].identity.givenName, answer.data?.['c4'].identity.givenName]).toEqual([
      'Trent',
      'Trent',
    ]);
  });
});

describe('a rejected break-glass', () => {
  it('suspends the account, which may look and justify and ask of no child, until it is lifted', async () => {
    const token = await dutyToken();
    const rejected = recordIdOf(await breakGlass(token));
    const open = recordIdOf(await breakGlass(token));
    await justify(token, rejected);
    expect((await review(auditor, rejected, 'REJECTED')).data?.['reviewBreakGlass'].outcome).toBe('REJECTED');
    await vi.waitFor(() =>
      expect(noticesOf(rejected).filter(({ kind }) => kind === 'REVIEW_REJECTED')).toHaveLength(2),
    );

    await world.clearReceived();
    const refused = await askFor(world, { token }, 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    expect([refused.status, codesOf(refused), refused.data]).toEqual([200, ['ACCOUNT_SUSPENDED'], undefined]);
    await nothingWasAsked();

    expect((await world.ask(token, meQuery)).data?.['me'].suspended).toBe(true);
    expect((await justify(token, open)).errors).toBeUndefined();
    expect((await account('liftSuspension', token)).data?.['liftSuspension']).toEqual({
      subject: subjectOf(token),
      suspended: false,
    });
    const again = await askFor(world, { token }, 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    expect(again.errors).toBeUndefined();
  });
});

describe('a request on the bare word of the caller', () => {
  it('has the owner told at once, and one of an allocated worker does not', async () => {
    const bare = await askFor(world, 'police-cp', 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    expect(bare.errors).toBeUndefined();
    await vi.waitFor(() =>
      expect(noticesOf(recordIdOf(bare)).map(({ kind }) => kind)).toContain('ASSERTED_RELATIONSHIP'),
    );
    expect(new Set(noticesOf(recordIdOf(bare)).map(({ to }) => to))).toEqual(new Set(['SOURCE_OWNERS']));

    const allocated = await askFor(world, 'social-worker', 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    expect(allocated.errors).toBeUndefined();
    await world.ask(indexTeam, accountMutation('liftSuspension'), { who: subjectOf(auditor), of: 'LA:001', why });
    expect(noticesOf(recordIdOf(allocated))).toEqual([]);
  });
});

describe('a break-glass that was not justified in time', () => {
  it('suspends the account until a review accepts the late justification', async () => {
    const token = await dutyToken();
    const recordId = recordIdOf(await breakGlass(token));
    const ask = () => askFor(world, { token }, 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    expect(codesOf(await ask())).toBeUndefined();
    makeOverdue(recordId);
    expect(codesOf(await ask())).toEqual(['ACCOUNT_SUSPENDED']);
    expect(await obligationsOf(token)).toContainEqual(expect.objectContaining({ recordId, overdue: true }));

    expect((await justify(token, recordId)).data?.['justifyBreakGlass'].isLate).toBe(true);
    expect(codesOf(await ask())).toEqual(['ACCOUNT_SUSPENDED']);
    expect((await account('liftSuspension', token)).data?.['liftSuspension'].suspended).toBe(true);
    expect((await review(auditor, recordId, 'ACCEPTED')).errors).toBeUndefined();
    expect(codesOf(await ask())).toBeUndefined();
  });
});

/** Moves what is owed for an operation into the past, as if it had been declared two days ago. */
function makeOverdue(recordId: string): void {
  const database = new DatabaseSync(join(world.directory, 'ledger', 'control.sqlite'), { timeout: 2000 });
  database
    .prepare("UPDATE obligation SET due_by = due_by - 2 * 86400000 WHERE record_id = ? AND effect = 'JUSTIFY'")
    .run(recordId);
  database.close();
}

describe('a suspension by the index team', () => {
  it('refuses the account as a whole with nothing asked, in every process, until it is lifted', async () => {
    const second = await startServer('src/main.ts', ['--config', join(world.directory, 'gateway.yaml')]);
    try {
      const token = await world.tokenOf('health-visitor');
      const ask = () => askFor(world, { token }, 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });
      expect(codesOf(await ask())).toBeUndefined();
      expect((await account('suspendAccount', token)).data?.['suspendAccount'].suspended).toBe(true);
      await world.clearReceived();
      expect(codesOf(await ask())).toEqual(['ACCOUNT_SUSPENDED']);
      expect(await suspendedAt(second, token)).toBe(true);
      await nothingWasAsked();
      await account('liftSuspension', token);
      expect(codesOf(await ask())).toBeUndefined();
      expect(await suspendedAt(second, token)).toBe(false);
    } finally {
      await second.stop();
    }
  });

  it('is pronounced and lifted by nobody else', async () => {
    const victim = await world.tokenOf('gp');
    for (const who of ['social-worker', 'auditor', 'safeguarding-lead']) {
      const token = await world.tokenOf(who);
      expect(codesOf(await account('suspendAccount', victim, token))).toEqual(['NOT_NEED_TO_KNOW']);
      expect(codesOf(await account('liftSuspension', victim, token))).toEqual(['NOT_NEED_TO_KNOW']);
    }
    expect((await world.ask(victim, meQuery)).data?.['me'].suspended).toBe(false);
  });

  it('takes its own right to lift from whom it suspends', async () => {
    const member = await world.tokenWith({ ...practice, issuer: 'authority', organisation: 'LA:001', roles: ['CPMT'] });
    expect((await account('suspendAccount', member)).errors).toBeUndefined();
    expect(codesOf(await account('liftSuspension', member, member))).toEqual(['NOT_NEED_TO_KNOW']);
    expect(codesOf(await world.ask(member, reviewsQuery))).toEqual(['NOT_NEED_TO_KNOW']);
  });

  it('is of an account of the protocol’s issuers and told to a signatory, nothing else', async () => {
    const ask = (who: string, of: string) => world.ask(indexTeam, accountMutation('suspendAccount'), { who, of, why });
    for (const who of ['Trent', 'https://elsewhere.example|trent', `${subjectOf(auditor)} and more`, '|'])
      expect(codesOf(await ask(who, 'LA:001'))).toEqual(['ARGUMENT_INVALID']);
    expect(codesOf(await ask(subjectOf(auditor), 'ORG:nobody'))).toEqual(['ARGUMENT_INVALID']);
  });
});

describe('a mutation', () => {
  it('with any refused part is refused whole, before anything is written', async () => {
    const token = await dutyToken();
    const id = recordIdOf(await breakGlass(token));
    const both = `mutation Both($id: ID!, $other: ID!, $why: String!) {
      one: justifyBreakGlass(recordId: $id, justification: $why) { recordId }
      two: justifyBreakGlass(recordId: $other, justification: $why) { recordId }
    }`;
    for (const other of ['no-such-operation', id]) {
      const answer = await world.ask(token, both, { id, other, why });
      expect(answer.data).toBeUndefined();
      expect(codesOf(answer)).toEqual([other === id ? 'ALREADY_DONE' : 'RECORD_UNKNOWN']);
      expect(await obligationsOf(token)).toContainEqual(expect.objectContaining({ recordId: id, doneAt: null }));
    }
    const second = recordIdOf(await breakGlass(token));
    expect((await world.ask(token, both, { id, other: second, why })).data).toEqual({
      one: { recordId: id },
      two: { recordId: second },
    });
  });

  it('has its texts as variables, not blank, not too long', async () => {
    const token = await dutyToken();
    const literal = await world.ask(token, 'mutation { justifyBreakGlass(recordId: "r", justification: "w") { at } }');
    expect([literal.status, codesOf(literal)]).toEqual([400, ['LITERAL_NOT_ALLOWED', 'LITERAL_NOT_ALLOWED']]);
    for (const text of [' ', `zq-reason ${'x'.repeat(2000)}`]) {
      expect(codesOf(await world.ask(token, justifyMutation, { id: 'r', why: text }))).toEqual(['ARGUMENT_INVALID']);
    }
  });

  it('is of somebody: a stranger is refused', async () => {
    const answer = await world.ask(null, justifyMutation, { id: 'r', why });
    expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
  });

  it('is not sent by GET', async () => {
    const url = new URL('/graphql', world.gateway.url);
    url.searchParams.set('query', justifyMutation);
    const response = await fetch(url, { headers: { authorization: `Bearer ${await dutyToken()}` } });
    expect(response.status).toBe(405);
  });
});

describe('while the control state cannot be reached', () => {
  it('everything of a child and of the account is refused and nothing is asked; the rest answers', async () => {
    const token = await world.tokenOf('health-visitor');
    const ask = () => askFor(world, { token }, 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });
    const file = join(world.directory, 'ledger', 'control.sqlite');
    const ready = new URL('/health/ready', world.gateway.url);
    renameSync(file, `${file}-away`);
    try {
      const refused = await ask();
      expect([refused.status, codesOf(refused), refused.data]).toEqual([200, ['CONTROL_STATE_UNAVAILABLE'], undefined]);
      expect(codesOf(await world.ask(token, meQuery))).toEqual(['CONTROL_STATE_UNAVAILABLE']);
      expect(codesOf(await justify(token, 'r'))).toEqual(['CONTROL_STATE_UNAVAILABLE']);
      expect((await world.ask(token, '{ protocol { version } }')).errors).toBeUndefined();
      expect((await fetch(ready)).status).toBe(503);
      await nothingWasAsked();
    } finally {
      renameSync(`${file}-away`, file);
    }
    expect(codesOf(await ask())).toBeUndefined();
  });
});

async function suspendedAt({ url }: ServerProcess, token: string): Promise<boolean> {
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: meQuery }),
  });
  return ((await response.json()) as { data: { me: { suspended: boolean } } }).data.me.suspended;
}
