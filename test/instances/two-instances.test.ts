import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadVerificationKeys } from '../../src/ledger/ledger-keys.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { namedChild } from '../harness/named-children.ts';
import { noticesIn } from '../control/control-fixture.ts';
import { freePort } from '../harness/free-port.ts';
import { type NginxServer, startNginx } from '../harness/nginx.ts';
import { type PostgresServer, startPostgres } from '../harness/postgres.ts';
import { type ServerProcess, startServer } from '../harness/process.ts';
import { type RedisServer, startRedis } from '../harness/redis.ts';
import { until } from '../harness/until.ts';
import { startWorld, type World } from '../harness/world.ts';

const schema = 'childview';
const personas = ['health-visitor', 'teacher', 'social-worker'] as const;
/** The last one is suspended by a test and asks alone. */
type Persona = (typeof personas)[number] | 'gp';
const purposes: Readonly<Record<Persona, string>> = {
  gp: 'DIRECT_CARE',
  'health-visitor': 'DIRECT_CARE',
  teacher: 'WELLBEING',
  'social-worker': 'CHILD_PROTECTION',
};
const viewOf = (persona: Persona): string => `query View($value: String!, $reason: String!)
  @access(purpose: ${purposes[persona]}, reason: $reason) {
    childByIdentifier(scheme: UPN, value: $value) {
      identity { givenName familyName dateOfBirth }
      sources { agency state }
      withheld { path class state code }
    }
  }`;
const variables = { value: namedChild('leeann').identifiers['UPN'], reason: 'zq-reason: before the visit' };

let postgres: PostgresServer;
let redis: RedisServer;
let world: World;
let nginx: NginxServer;
let secondDirectory: string;
let second: ServerProcess;
let tokens: Readonly<Record<Persona, string>>;
let indexTeam: string;
/** What each persona is answered while nothing is amiss. */
let expected: Readonly<Record<Persona, string>>;

/** One answer, as a client behind the proxy sees it; null: there was none, or the proxy's own word that there was none. */
type Seen = { readonly data: string | null; readonly recordId: string; readonly codes: readonly string[] } | null;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const { url, username } = postgres;
  world = await startWorld({
    children: 50,
    // No agency is to fall silent because the machine is busy: what it then leaves out would not be wrong.
    deadlineMs: 30_000,
    gatewaySettings: {
      ledger: { postgresql: { url, username, statementTimeoutMs: 1000 } },
      redis: { url: redis.url },
    },
  });
  secondDirectory = secondMachine();
  second = await startSecond();
  nginx = await startNginx([world.gateway.url, second.url]);
  const got = await Promise.all([...personas, 'gp'].map(async (name) => [name, await world.tokenOf(name)]));
  tokens = Object.fromEntries(got) as typeof tokens;
  indexTeam = await world.tokenOf('index-team');
  const calm = await Promise.all(personas.map((persona) => view(persona)));
  for (const seen of calm) expect(seen?.codes).toEqual([]);
  expected = Object.fromEntries(personas.map((persona, index) => [persona, calm[index]?.data])) as typeof expected;
  // Not all are answered alike, so that one person's answer given to another would be seen.
  expect(new Set(Object.values(expected)).size).toBeGreaterThan(1);
});
afterAll(async () => {
  await nginx?.stop();
  await second?.stop();
  await world?.stop();
  await Promise.all([postgres?.stop(), redis?.stop()]);
});

/** A data directory of its own, with the same keys, and a port that stays. */
function secondMachine(): string {
  const directory = join(world.directory, 'second');
  mkdirSync(directory, { recursive: true });
  cpSync(join(world.directory, 'keys'), join(directory, 'keys'), { recursive: true });
  return directory;
}

async function startSecond(): Promise<ServerProcess> {
  const config = JSON.parse(readFileSync(join(world.directory, 'gateway.yaml'), 'utf8')) as object;
  const port = second === undefined ? await freePort() : Number(new URL(second.url).port);
  const file = join(secondDirectory, 'gateway.yaml');
  const own = {
    dataDirectory: secondDirectory,
    listen: { host: '127.0.0.1', port },
    log: { level: 'debug', file: join(secondDirectory, 'gateway.log') },
  };
  writeFileSync(file, JSON.stringify({ ...config, ...own }));
  return startServer('src/main.ts', ['--config', file]);
}

async function post(url: string, token: string, query: string, given: object = {}): Promise<Response | null> {
  try {
    return await fetch(new URL('/graphql', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables: given }),
    });
  } catch {
    return null;
  }
}

async function view(persona: Persona, url = nginx.url): Promise<Seen> {
  const response = await post(url, tokens[persona], viewOf(persona), variables);
  const text = await response?.text().catch(() => null);
  if (response === null || typeof text !== 'string' || [502, 504].includes(response.status)) return null;
  const { data, errors, extensions } = JSON.parse(text) as {
    readonly data?: object;
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
    readonly extensions?: { readonly recordId?: string };
  };
  return {
    data: data === undefined ? null : JSON.stringify(data),
    recordId: String(extensions?.recordId),
    codes: (errors ?? []).map(({ extensions: { code } }) => code),
  };
}

/** Everything that was seen under load, by persona. */
type Load = { readonly seen: readonly (readonly [Persona, Seen])[] };

/** Asks without a pause, four at a time, while `work` is done, and for as long as it takes until all is well again. */
async function underLoad(work: () => Promise<void>): Promise<Load> {
  const seen: (readonly [Persona, Seen])[] = [];
  let isOver = false;
  const client = async (offset: number): Promise<void> => {
    for (let turn = offset; !isOver; turn += 1) {
      const persona = personas[turn % personas.length] ?? 'teacher';
      seen.push([persona, await view(persona)]);
      await wait(5);
    }
  };
  const clients = [0, 1, 2, 0].map(client);
  const more = (count: number): Promise<void> => {
    const least = seen.length + count;
    return until(() => seen.length >= least);
  };
  try {
    await more(12);
    await work();
    await until(isWell);
    await more(12);
  } finally {
    isOver = true;
    await Promise.all(clients);
  }
  return { seen };
}

/** Both say that they are ready, and answer everybody. */
async function isWell(): Promise<boolean> {
  for (const url of [world.gateway.url, second.url]) {
    const ready = await fetch(new URL('/health/ready', url)).catch(() => null);
    if (ready?.status !== 200) return false;
    const answers = await Promise.all(personas.map((persona) => view(persona, url)));
    if (answers.some((answer) => answer === null || answer.codes.length > 0)) return false;
  }
  return true;
}

const released: string[] = [];

/** Whoever was answered was answered rightly, and who was not was told one of these codes and nothing else. */
function check({ seen }: Load, codes: readonly string[], mayBreak: boolean): void {
  const answered = seen.filter(([, one]) => one !== null && one.codes.length === 0);
  expect(answered.length).toBeGreaterThan(12);
  for (const [persona, one] of seen) {
    if (one === null) {
      expect(mayBreak).toBe(true);
    } else if (one.codes.length > 0) {
      expect(codes).toEqual(expect.arrayContaining([...one.codes]));
      expect(one.data).toBeNull();
    } else {
      expect(one.data).toBe(expected[persona]);
      released.push(one.recordId);
    }
  }
}

const account = async (url: string, field: string): Promise<unknown> => {
  const { iss, sub } = decodeJwt(tokens.gp);
  const query = `mutation Account($who: ID!, $of: String!, $why: String!) {
    ${field}(subject: $who, organisation: $of, reason: $why) { suspended }
  }`;
  const response = await post(url, indexTeam, query, { who: `${iss}|${sub}`, why: 'zq-reason', of: 'LA:001' });
  return response?.json();
};

describe('two instances behind a proxy, under load', () => {
  it('lose an instance to SIGKILL: only what it was answering breaks, and it comes back to what the other knows', async () => {
    const load = await underLoad(async () => {
      expect(await account(second.url, 'suspendAccount')).toMatchObject({
        data: { suspendAccount: { suspended: true } },
      });
      await second.stop('SIGKILL');
      expect((await view('gp', world.gateway.url))?.codes).toEqual(['ACCOUNT_SUSPENDED']);
      await wait(300);
      second = await startSecond();
    });
    check(load, [], true);
    expect(load.seen.filter(([, one]) => one === null).length).toBeLessThan(load.seen.length / 4);

    expect(await view('gp', second.url)).toMatchObject({ data: null, codes: ['ACCOUNT_SUSPENDED'] });
    // Whoever was to be told of it was told, although the instance died with the last word of its answer.
    const files = [world.directory, secondDirectory].map((data) => join(data, 'notices.jsonl'));
    const told = () => files.flatMap(noticesIn).filter(({ kind }) => kind === 'ACCOUNT_SUSPENDED');
    await until(() => new Set(told().map(({ to }) => to)).size === 2);
    expect(new Set(told().map(({ id }) => id)).size).toBe(2);
    await account(second.url, 'liftSuspension');
    expect((await view('gp', world.gateway.url))?.codes).not.toContain('ACCOUNT_SUSPENDED');
  });

  it('lose Redis, and nobody is refused for it', async () => {
    const load = await underLoad(async () => {
      await redis.kill();
      await wait(500);
      await redis.start();
    });
    check(load, [], false);
  });

  it('lose PostgreSQL: nothing is released without its record, and all is well when it is back', async () => {
    const load = await underLoad(async () => {
      await postgres.kill();
      await wait(700);
      await postgres.start();
    });
    check(load, ['CONTROL_STATE_UNAVAILABLE', 'LEDGER_UNAVAILABLE', 'POLICY_STALE'], false);
    expect(load.seen.some(([, one]) => (one?.codes.length ?? 0) > 0)).toBe(true);
  });

  it('have every answer that was released on record, in chains that are sound', async () => {
    await world.gateway.stop();
    await second.stop();
    const { rows } = await postgres
      .client(schema)
      .query(
        "SELECT CAST(body AS json) ->> 'recordId' AS id FROM record WHERE CAST(body AS json) ->> 'kind' = 'RELEASED'",
      );
    const onRecord = new Set(rows.map(({ id }) => String(id)));
    expect(released.length).toBeGreaterThan(50);
    expect(released.filter((recordId) => !onRecord.has(recordId))).toEqual([]);
    const report = await verifyLedger({
      directory: join(world.directory, 'ledger'),
      postgres: postgres.settings(schema),
      checkpointsFile: [world.directory, secondDirectory].map((data) => join(data, 'ledger-checkpoints.jsonl')),
      verificationKeys: loadVerificationKeys(join(world.directory, 'keys')),
    });
    expect(report.findings).toEqual([]);
    expect(report.writers).toBeGreaterThanOrEqual(2);
  });
});
