import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { inPractice } from '../harness/claims.ts';
import { type PostgresServer, startPostgres } from '../harness/postgres.ts';
import { type ServerProcess, startServer } from '../harness/process.ts';
import { askFor, childOf } from '../harness/view.ts';
import { agencies, type Answer, startWorld, type World } from '../harness/world.ts';
import { noticesIn } from './control-fixture.ts';

let postgres: PostgresServer;
let world: World;
let second: ServerProcess;
/** The same world, asked by way of the other gateway. */
let there: World;
let indexTeam: string;

beforeAll(async () => {
  postgres = await startPostgres();
  const { url, username } = postgres;
  world = await startWorld({ gatewaySettings: { ledger: { postgresql: { url, username } } } });
  second = await startServer('src/main.ts', ['--config', join(world.directory, 'gateway.yaml')]);
  there = { ...world, ask: (...asked) => askAt(second, ...asked) };
  indexTeam = await world.tokenOf('index-team');
});
afterAll(async () => {
  await second.stop();
  await world.stop();
  await postgres.stop();
});
beforeEach(() => world.clearReceived());

const why = 'zq-reason: the child was alone at night';
const meQuery = '{ me { suspended obligations { recordId kind } } }';
const dutyToken = () => world.tokenWith({ ...inPractice, organisation: 'LA:001-CSC', roles: ['EDT'] });
const breakGlass = (at: World, token: string) =>
  askFor(at, { token }, 'trent', 'NHS_NUMBER', {
    purpose: 'CHILD_PROTECTION',
    more: ', breakGlass: { ground: IMMEDIATE_HARM, acknowledged: true }',
  });
const codesOf = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions['code']);
const recordIdOf = (answer: Answer) => String(answer.extensions?.['recordId']);
const account = (at: World, field: string, token: string) => {
  const { iss, sub } = decodeJwt(token);
  return at.ask(
    indexTeam,
    `mutation Account($who: ID!, $of: String!, $why: String!) {
      ${field}(subject: $who, organisation: $of, reason: $why) { suspended }
    }`,
    { who: `${iss}|${sub}`, of: 'LA:001-CSC', why },
  );
};

async function nothingWasAsked(): Promise<void> {
  for (const agency of agencies) expect(await world.receivedBy(agency)).toEqual([]);
}

it('keeps nothing of it in a file', () => {
  expect(existsSync(join(world.directory, 'ledger', 'control.sqlite'))).toBe(false);
});

it('counts break-glasses of all gateways: of many at once three pass, and a fourth is refused by either', async () => {
  const token = await dutyToken();
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) => breakGlass(index % 2 === 0 ? world : there, token)),
  );
  const passed = answers.filter(({ errors }) => errors === undefined).length;
  expect(passed).toBeGreaterThan(0);
  expect(passed).toBeLessThanOrEqual(3);
  for (let more = passed; more < 3; more += 1) expect(codesOf(await breakGlass(there, token))).toBeUndefined();
  await world.clearReceived();
  expect(codesOf(await breakGlass(world, token))).toEqual(['BREAK_GLASS_NOT_PERMITTED']);
  expect(codesOf(await breakGlass(there, token))).toEqual(['BREAK_GLASS_NOT_PERMITTED']);
  await nothingWasAsked();
});

it('lets what is owed at one gateway be done at the other, and tells the organisations once', async () => {
  const token = await dutyToken();
  const recordId = recordIdOf(await breakGlass(world, token));
  const owedAt = async (at: World) => (await at.ask(token, meQuery)).data?.['me'].obligations;
  expect(await owedAt(there)).toEqual([{ recordId, kind: 'JUSTIFY_BREAK_GLASS' }]);
  const justified = await there.ask(
    token,
    `mutation Justify($id: ID!, $why: String!) { justifyBreakGlass(recordId: $id, justification: $why) { isLate } }`,
    { id: recordId, why },
  );
  expect(justified.data).toEqual({ justifyBreakGlass: { isLate: false } });
  expect(await owedAt(world)).toEqual([]);
  const told = () => noticesIn(join(world.directory, 'notices.jsonl')).filter((notice) => notice.recordId === recordId);
  await vi.waitFor(() => expect(told().map(({ kind }) => kind)).toContain('NOTIFY_SOURCE'));
  expect(new Set(told().map(({ id }) => id)).size).toBe(told().length);
});

it('lists what is open by the command that is given the configuration', async () => {
  const recordId = recordIdOf(await breakGlass(there, await dutyToken()));
  const script = fileURLToPath(new URL('../../scripts/ledger.ts', import.meta.url));
  const config = join(world.directory, 'gateway.yaml');
  const { stdout } = await promisify(execFile)(process.execPath, [script, 'control', '--config', config, '--json']);
  const { obligations } = JSON.parse(stdout) as { readonly obligations: readonly { readonly recordId: string }[] };
  expect(obligations.filter((one) => one.recordId === recordId)).toHaveLength(2);
});

it('refuses at one gateway whom the index team suspends at the other, until it lifts that', async () => {
  const token = await world.tokenOf('health-visitor');
  const ask = () => askFor(there, { token }, 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });
  expect(codesOf(await ask())).toBeUndefined();
  expect((await account(world, 'suspendAccount', token)).data?.['suspendAccount'].suspended).toBe(true);
  await world.clearReceived();
  expect(codesOf(await ask())).toEqual(['ACCOUNT_SUSPENDED']);
  await nothingWasAsked();
  await account(world, 'liftSuspension', token);
  expect(codesOf(await ask())).toBeUndefined();
});

it('links by the verdict that somebody gave at the other gateway', async () => {
  const token = await world.tokenWith({ ...inPractice, organisation: 'LA:001', roles: ['CPMT'] });
  await world.patchState('education', {
    child: 'leeann',
    patch: { recordedIdentity: { dateOfBirth: '2011-03-05' }, lifecycle: { dateOfBirth: '2011-03-05' } },
  });
  const look = (at: World) =>
    askFor(at, { token }, 'leeann', 'NHS_NUMBER', {
      purpose: 'DATA_QUALITY',
      selection:
        'identity { givenName names { sources } } possibleLinks { agency reference } certainLinks { agency verdicts { id state } } sources { agency state }',
    });
  const stateIn = (answer: Answer) =>
    childOf(answer)['sources'].find(({ agency }: { agency: string }) => agency === 'education').state;
  const before = await look(world);
  expect(stateIn(before)).toBe('POSSIBLE_MATCH');
  const { reference } = childOf(before)['possibleLinks'].find(
    ({ agency }: { agency: string }) => agency === 'education',
  );
  const judged = await world.ask(
    token,
    `mutation Judge($link: ID!, $why: String!) { recordMatchVerdict(link: $link, verdict: SAME, reason: $why) { id } }`,
    { link: reference, why },
  );
  const verdict = judged.data?.['recordMatchVerdict'].id;
  const after = await look(there);
  expect(stateIn(after)).toBe('RELEASED');
  expect(childOf(after)['certainLinks']).toContainEqual({
    agency: 'education',
    verdicts: [{ id: verdict, state: 'IN_FORCE' }],
  });
  const ended = await there.ask(
    token,
    `mutation Withdraw($verdict: ID!, $why: String!) { withdrawMatchVerdict(verdict: $verdict, reason: $why) { state } }`,
    { verdict, why },
  );
  expect(ended.errors).toBeUndefined();
  await world.restoreAll();
});

it('refuses everything of a child while PostgreSQL is gone, says that it is not ready, and recovers by itself', async () => {
  const token = await world.tokenOf('health-visitor');
  const ask = (at: World) => askFor(at, { token }, 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });
  const readiness = async ({ url }: ServerProcess) => (await fetch(new URL('/health/ready', url))).status;
  await postgres.kill();
  try {
    for (const at of [world, there]) {
      const refused = await ask(at);
      expect(refused.data).toBeUndefined();
      expect(codesOf(refused)).toEqual([expect.stringMatching(/^(?:CONTROL_STATE|LEDGER)_UNAVAILABLE$/)]);
      expect(codesOf(await at.ask(token, meQuery))).toEqual(['CONTROL_STATE_UNAVAILABLE']);
      expect((await at.ask(token, '{ protocol { version } }')).errors).toBeUndefined();
    }
    expect([await readiness(world.gateway), await readiness(second)]).toEqual([503, 503]);
    await nothingWasAsked();
  } finally {
    await postgres.start();
  }
  const isWell = async () => {
    expect([await readiness(world.gateway), await readiness(second)]).toEqual([200, 200]);
    for (const at of [world, there]) expect(codesOf(await ask(at))).toBeUndefined();
  };
  await vi.waitFor(isWell, { timeout: 60_000, interval: 200 });
});

async function askAt({ url }: ServerProcess, ...[token, query, variables]: Parameters<World['ask']>): Promise<Answer> {
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    ...(JSON.parse(text) as Pick<Answer, 'data'>),
  } as Answer;
}
