import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultAgencyLimits } from '../../src/agencies/create-ask-agency.ts';
import { createPostTo } from '../../src/agencies/create-post-to.ts';
import { createOperations } from '../../src/agencies/operations.ts';
import { createFetchJwks } from '../../src/identity/fetch-jwks.ts';
import { createFetchList } from '../../src/peers/fetch-list.ts';

/** Whose keys are believed, and whom a request goes to, must not depend on a variable that somebody left in the environment. */

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'childview-unverified-'));
let server: Server;
let url: string;
let asked = 0;

beforeAll(async () => {
  const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const own = ['-keyout', key, '-out', certificate, '-subj', '/CN=nobody', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', ...newKey, ...own], { stdio: 'ignore' });
  server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_request, response) => {
    asked += 1;
    response.end('{"keys":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(directory, { recursive: true });
});

describe('where the environment switches the check of certificates off', () => {
  it('such a server is spoken to by whoever does not insist', async () => {
    expect(await (await fetch(url)).json()).toEqual({ keys: [] });
    expect(asked).toBe(1);
    asked = 0;
  });

  it("an issuer's keys are not fetched from one that nobody vouches for", async () => {
    const { fetchJwks, close } = createFetchJwks({ timeoutMs: 5000, jwksUris: { issuer: url } });
    await expect(fetchJwks('issuer')).rejects.toThrow();
    expect(asked).toBe(0);
    await close();
  });

  it('nothing is sent to a peer that nobody vouches for', async () => {
    const { post, close } = createPostTo({
      agencies: ['LA:002'],
      operations: createOperations({ durationMs: 5000 }),
      limits: defaultAgencyLimits,
      onDropped: () => undefined,
      onBreaker: () => undefined,
    });
    const { signal } = new AbortController();
    const request = { agency: 'LA:002', kind: 'FACTS', url, authorization: 'Bearer none', body: '{}', signal } as const;
    expect(await post({ ...request, timeoutMs: 5000 })).toMatchObject({ kind: 'NO_RESPONSE' });
    expect(asked).toBe(0);
    await close();
  });

  it('the list of peers is not fetched from one that nobody vouches for', async () => {
    const { fetchList, close } = createFetchList();
    await expect(fetchList(url, AbortSignal.timeout(5000))).rejects.toThrow();
    expect(asked).toBe(0);
    await close();
  });
});

describe('an authority of one’s own, in NODE_EXTRA_CA_CERTS', () => {
  const fetchIn = async (extra: Readonly<Record<string, string>>): Promise<string> => {
    const program = `
      const { createFetchJwks } = await import('./src/identity/fetch-jwks.ts');
      const { createFetchList } = await import('./src/peers/fetch-list.ts');
      const { fetchJwks } = createFetchJwks({ timeoutMs: 5000, jwksUris: { issuer: process.argv[1] } });
      const { fetchList } = createFetchList();
      const outcomes = await Promise.allSettled([fetchJwks('issuer'), fetchList(process.argv[1], AbortSignal.timeout(5000))]);
      console.log(outcomes.map(({ status }) => status).join());
      process.exit();`;
    const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '1', ...extra };
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program, url], { cwd: root, env });
    return stdout.trim();
  };

  it('vouches for issuers and for the list of peers', async () => {
    expect(await fetchIn({ NODE_EXTRA_CA_CERTS: join(directory, 'certificate.pem') })).toBe('fulfilled,fulfilled');
    expect(await fetchIn({})).toBe('rejected,rejected');
  });
});
