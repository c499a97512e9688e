import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { loadTls } from '../../src/config/load-tls.ts';
import { askingAt, json, well } from './asking.ts';

const directory = mkdtempSync(join(tmpdir(), 'childview-tls-'));
const file = (name: string): string => join(directory, name);
const pem = (name: string): string => readFileSync(file(name), 'utf8');

/** Makes an authority, or a certificate by one, with the command line tool: no library of ours checks its own work. */
const openssl = (...args: readonly string[]): void => {
  execFileSync('openssl', args, { stdio: 'ignore', cwd: directory });
};
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const authority = (name: string): void => {
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.pem`,
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
  );
};
const certificate = (name: string, by: string, altName: string): void => {
  openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
  writeFileSync(file(`${name}.ext`), `subjectAltName=${altName}\n`);
  const signed = [
    '-CA',
    `${by}.pem`,
    '-CAkey',
    `${by}.key`,
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    `${name}.ext`,
  ];
  openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...signed);
};

beforeAll(() => {
  authority('agencies');
  authority('gateways');
  authority('strangers');
  certificate('agency', 'agencies', 'IP:127.0.0.1');
  certificate('elsewhere', 'agencies', 'DNS:elsewhere.example');
  certificate('gateway', 'gateways', 'DNS:gateway.example');
  certificate('stranger', 'strangers', 'DNS:gateway.example');
});
afterAll(() => rmSync(directory, { recursive: true }));

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.splice(0).reverse()) await close();
});

/** A system that shows this certificate; `received`: the names on what its callers showed. */
const secureSystem = async (shown: string, options: ServerOptions = {}) => {
  const received: unknown[] = [];
  const server = createServer(
    { cert: pem(`${shown}.pem`), key: pem(`${shown}.key`), ...options },
    (request, response) => {
      received.push(
        (request.socket as unknown as { getPeerCertificate(): { subject?: { CN?: string } } }).getPeerCertificate()
          .subject?.CN,
      );
      request.resume();
      request.on('end', () => response.writeHead(200, { 'content-type': json }).end(well));
    },
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { url: `https://127.0.0.1:${port}/graphql`, received };
};

const causeWith = async (url: string, tls: Parameters<typeof askingAt>[0]['tls']): Promise<string> => {
  const { ask, close } = askingAt({ url, tls }, { retryPercent: 0 });
  closers.push(close);
  return ask();
};

describe('an agency over TLS', () => {
  it('is asked where its certificate is by an authority that is configured for it', async () => {
    const { url, received } = await secureSystem('agency');
    expect(await causeWith(url, { ca: pem('agencies.pem') })).toBe('ANSWERED');
    expect(received).toEqual([undefined]);
  });

  it.each([
    ['by another authority', 'agency', 'strangers.pem'],
    ['by one that only the gateway trusts elsewhere', 'agency', 'gateways.pem'],
    ['by nobody whom the machine knows', 'agency', null],
    ['of another host', 'elsewhere', 'agencies.pem'],
  ])('is sent nothing where its certificate is %s', async (_title, shown, ca) => {
    const { url, received } = await secureSystem(shown);
    expect(await causeWith(url, ca === null ? undefined : { ca: pem(ca) })).toBe('CONNECTION');
    expect(received).toEqual([]);
  });

  it('is sent nothing without a valid certificate, whatever the environment says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const { url, received } = await secureSystem('agency');
    expect(await causeWith(url, undefined)).toBe('CONNECTION');
    expect(received).toEqual([]);
  });

  it('that asks who is there is shown the certificate that is configured for it', async () => {
    const asksWho = { requestCert: true, rejectUnauthorized: true, ca: pem('gateways.pem') };
    const { url, received } = await secureSystem('agency', asksWho);
    const shown = { ca: pem('agencies.pem'), certificate: pem('gateway.pem'), key: pem('gateway.key') };
    expect(await causeWith(url, shown)).toBe('ANSWERED');
    expect(received).toEqual(['gateway']);
  });

  it('that asks who is there does not answer to nobody, nor to a stranger', async () => {
    const asksWho = { requestCert: true, rejectUnauthorized: true, ca: pem('gateways.pem') };
    const { url, received } = await secureSystem('agency', asksWho);
    const ca = pem('agencies.pem');
    expect(await causeWith(url, { ca })).toBe('CONNECTION');
    const strange = { ca, certificate: pem('stranger.pem'), key: pem('stranger.key') };
    expect(await causeWith(url, strange)).toBe('CONNECTION');
    expect(received).toEqual([]);
  });

  it('is not asked by an old version of TLS', async () => {
    const { url } = await secureSystem('agency', {
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    expect(await causeWith(url, { ca: pem('agencies.pem') })).toBe('CONNECTION');
  });
});

describe('the files of the TLS of an agency', () => {
  it('are read as they are configured', () => {
    expect(loadTls(undefined)).toBeUndefined();
    const given = { caFile: file('agencies.pem'), certificateFile: file('gateway.pem'), keyFile: file('gateway.key') };
    expect(loadTls(given)).toEqual({
      ca: pem('agencies.pem'),
      certificate: pem('gateway.pem'),
      key: pem('gateway.key'),
    });
  });

  it('are refused by name when they are missing, hold something else, do not belong together or lie open', () => {
    writeFileSync(file('text.pem'), 'PLANTED');
    expect(() => loadTls({ caFile: file('absent.pem') })).toThrow('absent.pem cannot be read');
    const section = (files: Parameters<typeof loadTls>[0]) => () => loadTls(files, 'redis.tls');
    expect(section({ caFile: file('absent.pem') })).toThrow(
      /^redis\.tls\.caFile: the file .*absent\.pem cannot be read/,
    );
    expect(section({ certificateFile: file('text.pem') })).toThrow(
      /^redis\.tls\.certificateFile: .*holds no certificate/,
    );
    expect(section({ keyFile: file('absent.key') })).toThrow(
      /^redis\.tls\.keyFile: the file .*absent\.key cannot be read/,
    );
    expect(() => loadTls({ caFile: file('text.pem') })).toThrow('text.pem holds no certificate');
    expect(() => loadTls({ caFile: file('gateway.key') })).toThrow('gateway.key holds no certificate');
    const certificateFile = file('gateway.pem');
    expect(() => loadTls({ certificateFile, keyFile: file('gateway.pem') })).toThrow(
      /gateway.pem (holds no private key|is open)/,
    );
    expect(() => loadTls({ certificateFile, keyFile: file('stranger.key') })).toThrow('gateway.pem is of another key');
    chmodSync(file('stranger.key'), 0o644);
    expect(() => loadTls({ certificateFile, keyFile: file('stranger.key') })).toThrow('is open to others');
  });
});
