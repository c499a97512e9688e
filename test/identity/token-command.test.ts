import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personasOn } from '../../mocks/identity/personas.ts';
import { type IdentityProvider, startIdentityProvider } from '../../mocks/identity/start-identity-provider.ts';

let provider: IdentityProvider;
let directory: string;

beforeAll(async () => {
  provider = await startIdentityProvider({ host: '127.0.0.1', port: 0, today: '2030-06-15' });
  directory = await mkdtemp(join(tmpdir(), 'childview-token-'));
});

afterAll(async () => {
  await provider.stop();
  await rm(directory, { recursive: true });
});

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** `npm run token`, asking the provider of this test. */
function token(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/token.ts', '--issuer-base', provider.url, ...args]);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

async function fileOf(text: string): Promise<string> {
  const file = join(directory, 'claims.json');
  await writeFile(file, text);
  return file;
}

describe('npm run token', () => {
  it('prints the token of a persona and nothing else', async () => {
    const { code, out, err } = await token('teacher');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(decodeJwt(out.trim())).toMatchObject({ sub: 'teacher', roles: ['TEACHER'] });
  });

  it('lists every persona with organisation and roles, one a line', async () => {
    const { code, out } = await token('--list');
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(personasOn('2030-06-15').length);
    expect(out).toMatch(/^safeguarding-lead +URN:100001 +HEAD, DSL /m);
  });

  it('gives the token of one persona for whom another mediates', async () => {
    const { code, out } = await token('safeguarding-lead', '--mediator', 'mediator');
    expect(code).toBe(0);
    expect(decodeJwt(out.trim())).toMatchObject({
      sub: 'safeguarding-lead',
      roles: ['HEAD', 'DSL'],
      iss: `${provider.url}/schools`,
      act: { sub: 'mediator', iss: `${provider.url}/authority`, roles: ['MEDIATOR'], declaredConflicts: [] },
    });
    expect((await token('teacher', '--mediator', 'mediatr')).err).toContain('Did you mean mediator?');
  });

  it('shows claims to start from, which give a token as they are', async () => {
    const shown = await token('--show-claims', 'yot-worker');
    const claims = JSON.parse(shown.out) as Record<string, unknown>;
    expect(claims).toMatchObject({ sub: 'yot-worker', client_id: 'justice-records', designatedOfficer: true });
    const { code, out } = await token('--claims', await fileOf(JSON.stringify({ ...claims, sub: 'somebody' })));
    expect(code).toBe(0);
    expect(decodeJwt(out.trim())).toMatchObject({ ...claims, sub: 'somebody', iss: `${provider.url}/justice` });
  });

  it.each([
    ['a persona written nearly right', ['techer'], 'There is no persona "techer". Did you mean teacher?'],
    ['a persona that is part of a name', ['visitor'], 'Did you mean health-visitor?'],
    ['an unknown persona', ['zzz'], 'There is no persona "zzz". There are: teacher, safeguarding-lead,'],
    ['no persona', [], 'Name one persona.\nUsage:'],
    ['an unknown option', ['--bogus'], 'Usage: npm run -s token --'],
    ['a file that is not there', ['--claims', '/nowhere.json'], 'The claims file /nowhere.json cannot be read.'],
    ['a provider that does not run', ['teacher', '--issuer-base', 'http://127.0.0.1:1'], 'Start it with `npm start`'],
  ])('says what is wrong with %s, on stderr, and fails', async (_title, args, message) => {
    const { code, out, err } = await token(...args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
  });

  it('says what is wrong with a file of claims', async () => {
    expect((await token('--claims', await fileOf('{'))).err).toContain('is not JSON');
    expect((await token('--claims', await fileOf('{"organisation":"X:1"}'))).err).toContain(
      '"organisation" is signed in by no',
    );
  });
});
