import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readProtocolFiles, versionOf } from '../../src/config/read-protocol-files.ts';
import { namedChild } from '../harness/named-children.ts';
import { startServer } from '../harness/process.ts';
import { until } from '../harness/until.ts';
import { type Answer, startWorld, type World } from '../harness/world.ts';
import { askAnew, logged, readinessOf, recordsByWriter, workersOf } from '../harness/workers.ts';

const run = promisify(execFile);
const count = 3;
const givenName = 'Trent';
const viewQuery = `query View($value: String!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) {
  childByIdentifier(scheme: NHS_NUMBER, value: $value) { identity { givenName familyName } }
  disclosure { recordId policyVersion }
}`;
const variables = { value: namedChild('trent').identifiers['NHS_NUMBER'], why: 'zq-reason workers that fail' };
const parent = process.env['CHILDVIEW_TEST_DIRECTORY'] ?? fileURLToPath(new URL('../../.data', import.meta.url));
const protocol = mkdtempSync(join(parent, 'protocol-of-workers-'));
cpSync(fileURLToPath(new URL('../../protocol', import.meta.url)), protocol, { recursive: true });
const versionThere = () => versionOf(readProtocolFiles(protocol));
// Workers are started anew, which takes long where other tests run.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
let world: World;
let token: string;

beforeAll(async () => {
  world = await startWorld({
    // Long enough that on a busy machine nobody who works is taken for one that hangs.
    gatewayArgs: ['--workers', String(count), '--worker-silence', '12'],
    gatewaySettings: { protocolDirectory: protocol, protocolReload: { pollMs: 200, settleMs: 200 } },
  });
  token = await world.tokenOf('health-visitor');
});
afterAll(async () => {
  await world.stop();
  // It names organisations that the mocks' data name, too.
  rmSync(protocol, { recursive: true });
});

const view = () => askAnew(world.gateway.url, token, viewQuery, variables);
const allReady = () =>
  until(async () => {
    const { status, workers } = await readinessOf(world.gateway.url);
    return status === 'READY' && workers?.running === count;
  });

/** Asks without pause from several connections until the work is done; gives all that came back. */
async function meanwhile(work: () => Promise<void>): Promise<readonly (Answer | null)[]> {
  const answers: (Answer | null)[] = [];
  let isOver = false;
  const asking = Array.from({ length: 6 }, async () => {
    while (!isOver) answers.push(await view());
  });
  try {
    await work();
  } finally {
    isOver = true;
    await Promise.all(asking);
  }
  return answers;
}

function editTitle(title: string): void {
  const file = join(protocol, 'schedules.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/title: .*/, `title: ${title}`));
}

describe('a worker that is killed', () => {
  test('costs the requests that it has and no others, and its place and chain are taken anew', async () => {
    await allReady();
    const before = workersOf(world);
    await until(async () => (await view()) !== null && recordsByWriter(world).size === count);
    const writers = [...recordsByWriter(world).keys()].sort();
    const answers = await meanwhile(async () => {
      await wait(300);
      process.kill(before[1] ?? 0, 'SIGKILL');
      await until(async () => (await readinessOf(world.gateway.url)).warnings?.includes('WORKERS_MISSING') === true);
      await allReady();
      await wait(300);
    });

    const answered = answers.filter((answer) => answer !== null);
    const wrong = answered.filter(
      ({ status, data, errors }) =>
        status !== 200 || errors !== undefined || data?.['childByIdentifier']?.identity.givenName !== givenName,
    );
    expect(wrong).toEqual([]);
    // Six at once, three workers: whoever was with the killed one heard nothing, and nobody else.
    expect(answers.length - answered.length).toBeLessThanOrEqual(6);
    expect(answered.length).toBeGreaterThan(20);

    const after = workersOf(world);
    expect(after).toHaveLength(count);
    expect(after.filter((pid) => before.includes(pid))).toHaveLength(count - 1);
    expect([...recordsByWriter(world).keys()].sort()).toEqual(writers);
    expect(logged(world, 'WORKER_DIED')).toMatchObject([{ cause: 'SIGKILL', worker: expect.any(Number) }]);
    // It ends with another code than 0 where anything is wrong with any of the chains.
    await run(process.execPath, ['scripts/ledger.ts', 'verify', '--data', world.directory]);
  });
});

describe('a worker that hangs', () => {
  test('is ended after the time that it may be silent, and replaced', async () => {
    await allReady();
    const before = workersOf(world);
    process.kill(before[0] ?? 0, 'SIGSTOP');
    await until(() => !workersOf(world).includes(before[0] ?? 0));
    await allReady();
    expect(logged(world, 'WORKER_SILENT')).toHaveLength(1);
    expect((await view())?.data?.['childByIdentifier'].identity.givenName).toBe(givenName);
  });
});

describe('a change of the protocol', () => {
  test('reaches all workers at one moment: no request is refused, and none sees an older one after a newer', async () => {
    await allReady();
    const versions = [versionThere()];
    const seen: { readonly begun: number; readonly ended: number; readonly version: string }[] = [];
    let isOver = false;
    const refused: string[] = [];
    const asking = Array.from({ length: 6 }, async () => {
      while (!isOver) {
        const begun = performance.now();
        const answer = await view();
        if (answer?.errors !== undefined || answer === null) refused.push(answer?.text ?? 'broken');
        else seen.push({ begun, ended: performance.now(), version: answer.data?.['disclosure'].policyVersion });
      }
    });
    try {
      for (const title of ['One', 'Two', 'Three']) {
        editTitle(title);
        versions.push(versionThere());
        await until(async () => (await readinessOf(world.gateway.url)).protocol.version === versionThere());
        await wait(200);
      }
    } finally {
      isOver = true;
      await Promise.all(asking);
    }

    expect(refused.join('\n')).toBe('');
    expect(new Set(seen.map(({ version }) => version))).toEqual(new Set(versions));
    const ageOf = (version: string) => versions.indexOf(version);
    const newestEnd = (version: string) =>
      Math.min(...seen.filter((each) => ageOf(each.version) > ageOf(version)).map(({ ended }) => ended));
    const earliest = new Map(versions.map((version) => [version, newestEnd(version)]));
    // Whatever began after an answer by a newer version had arrived was not answered by an older one.
    const older = seen.filter(({ begun, version }) => begun > (earliest.get(version) ?? Number.POSITIVE_INFINITY));
    expect(older).toEqual([]);
  });

  test('is looked for by all when the primary is told to', async () => {
    await allReady();
    editTitle('Signalled');
    world.gateway.process.kill('SIGHUP');
    const version = versionThere();
    await until(
      () => logged(world, 'PROTOCOL_TAKEN').filter(({ policyVersion }) => policyVersion === version).length === count,
    );
  });
});

describe('a change of the configuration', () => {
  const configFile = () => join(world.directory, 'gateway.yaml');
  /** For the rest of the test. */
  const change = (settings: object): void => {
    const sound = readFileSync(configFile(), 'utf8');
    onTestFinished(() => writeFileSync(configFile(), sound));
    writeFileSync(configFile(), JSON.stringify({ ...JSON.parse(sound), ...settings }));
  };
  const introspected = async () =>
    (await askAnew(world.gateway.url, token, '{ __schema { queryType { name } } }'))?.data?.['__schema'] !== undefined;
  const isRight = (answer: Answer | null) =>
    answer?.status === 200 && answer.data?.['childByIdentifier']?.identity.givenName === givenName;

  test('takes all workers one after another, and no request fails', async () => {
    await allReady();
    const before = workersOf(world);
    const config = JSON.parse(readFileSync(configFile(), 'utf8'));
    expect(await introspected()).toBe(true);
    const answers = await meanwhile(async () => {
      // Nobody tells the primary: it looks after the file.
      writeFileSync(configFile(), JSON.stringify({ ...config, introspection: 'off' }));
      await until(() => logged(world, 'WORKERS_RENEWED').length === 1, 280_000);
    });
    expect(answers.filter((answer) => !isRight(answer)).map((answer) => answer?.text ?? 'broken')).toEqual([]);
    expect(workersOf(world).filter((pid) => before.includes(pid))).toEqual([]);
    for (let asked = 0; asked < 2 * count; asked += 1) expect(await introspected()).toBe(false);
    expect(logged(world, 'WORKER_DIED').filter(({ cause }) => cause !== 'SIGKILL')).toEqual([]);
  });

  test('that is not sound changes nothing and is reported', async () => {
    await allReady();
    const before = workersOf(world);
    change({ introspection: 'perhaps' });
    world.gateway.process.kill('SIGHUP');
    await until(() => logged(world, 'CONFIGURATION_REFUSED').length === 1);
    await world.gateway.hasPrinted(/introspection: is not accepted/);
    // Also of a worker that is started anew meanwhile: it goes by what the others go by.
    process.kill(before[0] ?? 0, 'SIGKILL');
    await until(() => !workersOf(world).includes(before[0] ?? 0));
    await allReady();
    expect(workersOf(world).filter((pid) => before.includes(pid))).toHaveLength(count - 1);
    for (let asked = 0; asked < 2 * count; asked += 1) expect(isRight(await view())).toBe(true);
  });

  test('with which no worker can come up costs one of them, and the others serve on', async () => {
    await allReady();
    const before = workersOf(world);
    change({ schemasDirectory: join(world.directory, 'nowhere') });
    world.gateway.process.kill('SIGHUP');
    await until(() => logged(world, 'WORKERS_NOT_RENEWED').length === 1);
    // What takes its place goes by the former settings.
    await allReady();
    expect(workersOf(world).filter((pid) => before.includes(pid))).toHaveLength(count - 1);
  });
});

describe('workers that are told to stop', () => {
  test('answer what they have begun, close their chains, and end with their primary', async () => {
    await allReady();
    const pids = workersOf(world);
    const stopped = logged(world, 'STOPPED').length;
    await world.setFaults('health', [{ fault: 'SLOW', ms: 800 }]);
    const underWay = Array.from({ length: 2 * count }, () => view());
    await wait(400);
    await world.gateway.stop();
    await world.setFaults('health', []);
    for (const answer of await Promise.all(underWay)) expect(answer?.status).toBe(200);
    expect(world.gateway.process.exitCode).toBe(0);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
    expect(logged(world, 'STOPPED')).toHaveLength(stopped + count);
    await world.restartGateway();
  });

  test('end when their primary is killed: nobody serves on without one', async () => {
    await allReady();
    const pids = workersOf(world);
    await world.gateway.stop('SIGKILL');
    await until(() =>
      pids.every((pid) => {
        try {
          return process.kill(pid, 0) && false;
        } catch {
          return true;
        }
      }),
    );
    await world.restartGateway();
    expect((await view())?.status).toBe(200);
  });
});

describe('workers that cannot start', () => {
  test('are not started again and again: what is wrong is said once, and the primary ends', async () => {
    const file = join(world.directory, 'wrong.yaml');
    const config = JSON.parse(readFileSync(join(world.directory, 'gateway.yaml'), 'utf8'));
    writeFileSync(file, JSON.stringify({ ...config, schemasDirectory: join(world.directory, 'nowhere') }));
    const failed = await startServer('src/main.ts', ['--config', file, '--workers', '2']).catch((error: unknown) =>
      error instanceof Error ? error.message : '',
    );
    expect(typeof failed === 'string' ? failed.match(/nowhere/g) : null).toHaveLength(1);
  });

  test('are not as many as somebody says who says no number', async () => {
    for (const workers of ['0', '-1', 'many', '65', '1.5']) {
      const failed = await startServer('src/main.ts', [
        '--config',
        'config/development.yaml',
        '--workers',
        workers,
      ]).catch((error: unknown) => String(error));
      expect(failed).toContain('--workers N|auto');
    }
  });
});
