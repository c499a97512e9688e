import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RegistryServer, startRegistryServer } from '../../mocks/peers/registry-server.ts';
import { askDoctor, type Finding } from '../harness/ask-doctor.ts';
import { startWorld, type World } from '../harness/world.ts';

type Entry = { readonly authority: string; readonly name: string; readonly url: string; readonly keys: readonly JWK[] };

let world: World;
/** One whose clock is a minute late, which knows peers at no other address, and fails at a third. */
let other: Server;
let registry: RegistryServer;
let ours: { readonly public: JWK; readonly private: JWK };
let theirs: JWK;
/** What the registry lists. */
let entries: readonly Entry[] = [];

async function keyPair(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const named = { kid, alg: 'EdDSA' };
  return {
    public: { ...(await exportJWK(publicKey)), ...named },
    private: { ...(await exportJWK(privateKey)), ...named },
  };
}

const entry = (authority: string, url: string, keys: readonly JWK[]): Entry => ({
  authority,
  name: authority,
  url,
  keys,
});
const otherAt = (path: string): string => `http://127.0.0.1:${(other.address() as AddressInfo).port}${path}`;
const peerOf = (gateway: string): string => new URL('/peer/graphql', gateway).href;

beforeAll(async () => {
  ours = await keyPair('ours-1');
  theirs = (await keyPair('theirs-1')).public;
  other = createServer((request, answer) => {
    const isPeer = request.url === '/late';
    const status = isPeer ? 401 : request.url === '/failing' ? 502 : 404;
    answer.sendDate = false;
    answer.writeHead(status, { date: new Date(Date.now() - 60_000).toUTCString() });
    answer.end(
      JSON.stringify({ errors: [{ message: '', extensions: { code: isPeer ? 'PEER_UNAUTHENTICATED' : 'NONE' } }] }),
    );
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  registry = await startRegistryServer({ entries: () => entries });
  const list = join(mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? '.data', 'list-')), 'peers.json');
  writeFileSync(list, JSON.stringify({ peers: [] }));
  // A gateway of another authority, which answers peers and asks none.
  world = await startWorld({
    gatewaySettings: { peers: { authority: 'LA:002', registry: { file: list } } },
  });
}, 120_000);
afterAll(async () => {
  other.close();
  await registry.close();
  await world.stop();
});

/** What the doctor says of peers and the registry to a gateway that asks these. */
async function about(change: (peers: any) => void = () => undefined): Promise<readonly Finding[]> {
  const directory = mkdtempSync(join(world.directory, 'doctor-'));
  const [keyFile, trustFile, file] = ['peer.jwk', 'trust.jwks', 'gateway.yaml'].map((name) => join(directory, name));
  if (keyFile === undefined || trustFile === undefined || file === undefined) throw new Error('no file');
  writeFileSync(keyFile, JSON.stringify(ours.private), { mode: 0o600 });
  writeFileSync(trustFile, JSON.stringify(registry.trust));
  const settings = JSON.parse(readFileSync(join(world.directory, 'gateway.yaml'), 'utf8'));
  settings.peers = {
    authority: 'LA:001',
    keyFile,
    registry: { url: `${registry.url}/peers`, trustFile },
    connected: [{ name: 'la-002', authority: 'LA:002' }],
  };
  change(settings.peers);
  writeFileSync(file, JSON.stringify(settings));
  return (await askDoctor(file)).filter(({ what }) => /^(peer |registry |key of this authority)/.test(what));
}

describe('the doctor, of other authorities', () => {
  it('finds nothing to mend where the registry lists them and our key, and they answer', async () => {
    entries = [
      entry('LA:001', 'http://127.0.0.1:9/', [ours.public]),
      entry('LA:002', peerOf(world.gateway.url), [theirs]),
    ];
    const found = await about();
    expect(found.map(({ what, state }) => `${what} ${state}`)).toEqual([
      'registry of peers OK',
      'key of this authority OK',
      'peer la-002 OK',
      'peer la-002: clock OK',
    ]);
    const file = join(mkdtempSync(join(world.directory, 'list-')), 'peers.json');
    writeFileSync(file, JSON.stringify({ peers: entries }));
    const byFile = await about((peers) => (peers.registry = { file }));
    expect(byFile.map(({ what, state }) => `${what} ${state}`)).toEqual([
      'registry of peers: file OK',
      'key of this authority OK',
      'peer la-002 OK',
      'peer la-002: clock OK',
    ]);
  });

  it('names each that does not answer, fails, answers something else, is late, or is not listed', async () => {
    const names = ['silent', 'failing', 'elsewhere', 'late', 'agency'];
    const urls = [
      'http://127.0.0.1:9/peer/graphql',
      otherAt('/failing'),
      otherAt('/'),
      otherAt('/late'),
      world.agency('health').url,
    ];
    entries = [
      entry('LA:001', 'http://127.0.0.1:9/', [ours.public]),
      ...urls.map((url, index) => entry(`LA:01${index}`, url, [theirs])),
    ];
    const found = await about((peers) => {
      peers.connected = [...names, 'unlisted'].map((name, index) => ({ name, authority: `LA:01${index}` }));
    });
    const toMend = found.filter(({ state }) => state === 'MEND').map(({ what, detail }) => `${what}: ${detail}`);
    expect(toMend).toEqual([
      'peer silent: does not answer (ECONNREFUSED)',
      'peer failing: answers with status 502',
      expect.stringContaining('peer failing: clock: is 60 s behind'),
      'peer elsewhere: does not answer as a gateway does to peers (status 404)',
      expect.stringContaining('peer elsewhere: clock'),
      expect.stringContaining('peer late: clock'),
      expect.stringMatching(/^peer agency: does not answer as a gateway does to peers \(status \d+\)$/),
      'peer unlisted: the registry does not list LA:015',
    ]);
    expect(found).toContainEqual(expect.objectContaining({ what: 'peer late', state: 'OK' }));
  });

  it('says that the registry has another key than ours, or none', async () => {
    const another = (await keyPair('ours-1')).public;
    const peer = entry('LA:002', peerOf(world.gateway.url), [theirs]);
    for (const own of [[entry('LA:001', 'http://127.0.0.1:9/', [another])], []]) {
      entries = [...own, peer];
      const found = await about();
      expect(found.filter(({ state }) => state === 'MEND')).toMatchObject([
        { what: 'key of this authority', detail: 'the registry does not have it under LA:001' },
      ]);
    }
    // Nobody is asked: nothing is signed.
    expect((await about((peers) => (peers.connected = []))).filter(({ state }) => state === 'MEND')).toEqual([]);
  });

  it('says what is wrong with the registry, and asks nobody whose address it does not know', async () => {
    const unknown = { what: 'peer la-002', state: 'NOT_CHECKED' };
    const unlisted = { what: 'key of this authority', state: 'NOT_CHECKED' };
    expect(await about((peers) => (peers.registry.url = 'http://127.0.0.1:9/peers'))).toMatchObject([
      { what: 'registry of peers', state: 'MEND', detail: 'does not give a list' },
      unlisted,
      unknown,
    ]);
    const trusting = (text: string) => about((peers) => writeFileSync(peers.registry.trustFile, text));
    expect(await trusting(JSON.stringify({ keys: [theirs] }))).toMatchObject([
      {
        what: 'registry of peers',
        state: 'MEND',
        detail: expect.stringContaining('not signed by a key that is trusted'),
      },
      unlisted,
      unknown,
    ]);
    expect(await trusting('{')).toMatchObject([{ what: 'registry of peers: trust', state: 'MEND' }, unlisted, unknown]);
    const file = join(world.directory, 'no-list.json');
    expect(await about((peers) => (peers.registry = { file }))).toMatchObject([
      { what: 'registry of peers: file', state: 'MEND', detail: 'cannot be read' },
      unlisted,
      unknown,
    ]);
    writeFileSync(file, JSON.stringify({ peers: [{}] }));
    expect(await about((peers) => (peers.registry = { file }))).toMatchObject([
      { what: 'registry of peers: file', state: 'MEND', detail: 'is no list of authorities' },
      unlisted,
      unknown,
    ]);
  });

  it('says that the key is open to others or no key, and makes none', async () => {
    const keyIs = async (change: (file: string) => void) => (await about((peers) => change(peers.keyFile)))[1];
    const found = { what: 'key of this authority', state: 'MEND' };
    expect(await keyIs((file) => writeFileSync(file, 'none'))).toMatchObject({
      ...found,
      detail: expect.stringContaining('holds no private JWK'),
    });
    expect(await keyIs((file) => chmodSync(file, 0o644))).toMatchObject({
      ...found,
      detail: expect.stringContaining('is open to others'),
    });
    const keyFile = join(world.directory, 'no-peer.jwk');
    const [, missing] = await about((peers) => (peers.keyFile = keyFile));
    expect(missing).toMatchObject({ what: 'key of this authority', state: 'NOT_CHECKED' });
    expect(existsSync(keyFile)).toBe(false);
  });
});
