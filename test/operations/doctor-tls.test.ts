import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
let world: World;
let directory: string;
let secured: Server;
let url: string;

type Finding = { readonly what: string; readonly state: string; readonly detail: string };

const file = (name: string): string => join(directory, name);
const openssl = (...args: readonly string[]): void => {
  execFileSync('openssl', args, { stdio: 'ignore', cwd: directory });
};
/** A certificate by the one authority of this test. */
function certificate(name: string): void {
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
  chmodSync(file(`${name}.key`), 0o600);
  writeFileSync(file('names'), 'subjectAltName=IP:127.0.0.1\n');
  const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names'];
  openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...by);
}

beforeAll(async () => {
  world = await startWorld();
  directory = mkdtempSync(join(world.directory, 'tls-'));
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=ca');
  for (const name of ['agency', 'gateway', 'other']) certificate(name);
  const agency = new URL(world.agency('health').url);
  // The agency's system, behind one that speaks TLS and asks who is there.
  secured = createServer(
    {
      ca: readFileSync(file('ca.pem')),
      cert: readFileSync(file('agency.pem')),
      key: readFileSync(file('agency.key')),
      requestCert: true,
      rejectUnauthorized: true,
    },
    (received, answer) => {
      const asked = request(
        { host: agency.hostname, port: agency.port, path: received.url, method: 'POST', headers: received.headers },
        (answered) => {
          answer.writeHead(answered.statusCode ?? 502, answered.headers);
          answered.pipe(answer);
        },
      );
      received.pipe(asked);
    },
  );
  await new Promise<void>((resolve) => secured.listen(0, '127.0.0.1', resolve));
  url = `https://127.0.0.1:${(secured.address() as AddressInfo).port}/graphql`;
}, 120_000);
afterAll(async () => {
  secured.close();
  secured.closeAllConnections();
  await world.stop();
});

/** What the doctor finds of the agency, where it is asked with these files. */
async function foundWith(tls: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const settings = JSON.parse(readFileSync(join(world.directory, 'gateway.yaml'), 'utf8')) as {
    agencies: { name: string; url: string; tls?: unknown }[];
  };
  const health = settings.agencies.find(({ name }) => name === 'health');
  Object.assign(health ?? {}, { url, tls });
  const config = file('gateway.yaml');
  writeFileSync(config, JSON.stringify(settings));
  const { stdout } = await run(process.execPath, ['scripts/doctor.ts', '--config', config, '--json'], {
    cwd: root,
  }).catch((error: { stdout: string }) => error);
  return (JSON.parse(stdout) as readonly Finding[]).filter(({ what }) => /^(agency|certificates of) health/.test(what));
}

describe('the doctor, of an agency with authorities of its own, which asks who is there', () => {
  it('asks as the gateway does, and finds nothing to mend', async () => {
    const found = await foundWith({
      caFile: file('ca.pem'),
      certificateFile: file('gateway.pem'),
      keyFile: file('gateway.key'),
    });
    expect(found.filter(({ state }) => state !== 'OK')).toEqual([]);
    expect(found.map(({ what }) => what)).toContain('agency health: contract');
  });

  it('finds what it would find without the files: no connection', async () => {
    const found = await foundWith({ caFile: file('ca.pem') });
    expect(found).toEqual([expect.objectContaining({ what: 'agency health', state: 'MEND' })]);
  });

  it('names files that do not belong together, and asks nothing', async () => {
    const found = await foundWith({
      caFile: file('ca.pem'),
      certificateFile: file('gateway.pem'),
      keyFile: file('other.key'),
    });
    expect(found).toEqual([
      expect.objectContaining({
        what: 'certificates of health',
        state: 'MEND',
        detail: expect.stringContaining('is of another key'),
      }),
    ]);
  });
});
