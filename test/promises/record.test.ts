import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { namedChild } from '../harness/named-children.ts';
import { startServer } from '../harness/process.ts';
import { askFor, childOf } from '../harness/view.ts';
import { startWorld, type World } from '../harness/world.ts';

const run = promisify(execFile);
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** `npm run ledger -- ARGS` over this world's data. */
async function ledger(...args: readonly string[]): Promise<{ readonly code: number; readonly stdout: string }> {
  try {
    const { stdout } = await run(process.execPath, ['scripts/ledger.ts', ...args, '--data', world.directory]);
    return { code: 0, stdout };
  } catch (error) {
    const failed = error as { code: number; stdout: string };
    return { code: failed.code, stdout: failed.stdout };
  }
}

describe('the ledger', () => {
  it('holds who asked what, why, and what was granted and released, for those who hold the audit role’s key', async () => {
    const reason = 'zq-reason for the ledger';
    const answer = await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE', reason });
    const { code, stdout } = await ledger(
      'list',
      '--child',
      `NHS_NUMBER:${namedChild('trent').identifiers['NHS_NUMBER']}`,
      '--json',
    );

    expect(code).toBe(0);
    for (const word of [
      'GRANTED',
      'RELEASED',
      'health-visitor',
      'ODS:Y99001',
      'DIRECT_CARE',
      reason,
      answer.data?.['disclosure'].recordId,
    ]) {
      expect(stdout).toContain(word);
    }
  });

  it('finds a child by the sealed id that the caller was given', async () => {
    const answer = await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', {
      purpose: 'DIRECT_CARE',
      selection: 'id',
    });
    const { code, stdout } = await ledger('list', '--child', String(childOf(answer)['id']), '--json');

    expect(code).toBe(0);
    expect(stdout).toContain('health-visitor');
  });

  it('records a request that was refused before any agency was asked', async () => {
    await askFor(world, 'untrained', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE', reason: 'zq-reason refused' });
    const { code } = await ledger('verify');
    expect(code).toBe(0);
  });

  it('tells that somebody asked for a child whom nobody knows', async () => {
    const value = testNhsNumber(400_001);
    await askFor(world, 'police-cp', { scheme: 'NHS_NUMBER', value }, 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    const { stdout } = await ledger('list', '--child', `NHS_NUMBER:${value}`, '--json');

    expect(stdout).toContain('police-cp');
  });

  it('proves its chain against the checkpoints', async () => {
    const { code, stdout } = await ledger('verify', '--checkpoints', join(world.directory, 'ledger-checkpoints.jsonl'));
    expect(stdout).toMatch(/\d/);
    expect(code).toBe(0);
  });

  it('holds no reason, identifier or name in readable form', () => {
    const trent = namedChild('trent');
    for (const name of readdirSync(world.directory, { recursive: true }) as string[]) {
      const file = join(world.directory, name);
      if (!statSync(file).isFile()) continue;
      const bytes = readFileSync(file);
      for (const value of ['zq-reason', 'zq-health', 'Quillfeather', ...Object.values(trent.identifiers)]) {
        expect(bytes.includes(value), `${name} holds a planted value`).toBe(false);
      }
    }
  });
});

describe('two gateways over one directory', () => {
  it('write a chain each, and both are proved', async () => {
    const second = await startServer('src/main.ts', ['--config', join(world.directory, 'gateway.yaml')]);
    try {
      const answer = await fetch(`${second.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await world.tokenOf('health-visitor')}`,
        },
        body: JSON.stringify({
          query: `query ($v: String!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) {
            childByIdentifier(scheme: NHS_NUMBER, value: $v) { identity { givenName } } }`,
          variables: { v: namedChild('trent').identifiers['NHS_NUMBER'], why: 'zq-reason second gateway' },
        }),
      });
      expect(await answer.text()).toContain('Trent');
    } finally {
      await second.stop();
    }
    const { code, stdout } = await ledger('verify');
    expect(stdout).toContain('chains: 2');
    expect(code).toBe(0);
  });
});

describe('when the ledger cannot be written', () => {
  it('the caller gets LEDGER_UNAVAILABLE and no data', async () => {
    const own = await startWorld();
    try {
      const before = await askFor(own, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });
      expect(before.errors).toBeUndefined();
      const directory = join(own.directory, 'ledger');
      // Root may write a read-only file, so the store is taken away. The control state beside it stays.
      for (const name of readdirSync(directory)) {
        if (name.startsWith('ledger.sqlite')) renameSync(join(directory, name), join(own.directory, `${name}-gone`));
      }

      const answer = await askFor(own, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });
      expect(answer.data ?? null).toBeNull();
      expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['LEDGER_UNAVAILABLE']);
      expect(answer.text).not.toContain('Trent');
    } finally {
      await own.stop();
    }
  });
});
