import { importJWK, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { listType, readListFile } from '../../src/peers/peer-list.ts';
import { createRegistry } from '../../src/peers/registry.ts';
import { keyPair } from './peer-tokens.ts';

const registryKeys = await keyPair('registry');
const peerKeys = await keyPair('peer');
const trust = { keys: [registryKeys.public] };
const start = 1_900_000_000_000;
const entry = {
  authority: 'LA:002',
  name: 'Eastmere',
  url: 'http://127.0.0.1:9/peer/graphql',
  keys: [peerKeys.public],
};

async function list(settings: {
  readonly peers?: unknown;
  readonly seconds?: number;
  readonly key?: typeof registryKeys;
}) {
  return await new SignJWT({ peers: settings.peers ?? [entry] })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'registry', typ: listType })
    .setIssuedAt(start / 1000)
    .setExpirationTime(start / 1000 + (settings.seconds ?? 600))
    .sign(await importJWK((settings.key ?? registryKeys).private, 'EdDSA'));
}

function registry(fetchList: () => Promise<string>, settings: { listText?: string; now?: () => number } = {}) {
  const faults: string[] = [];
  const made = createRegistry({
    listText: settings.listText ?? null,
    service: { fetchList, trust, refreshMs: 3_600_000 },
    now: settings.now ?? (() => start),
    onFault: (cause) => faults.push(cause),
  });
  return { ...made, faults: () => faults };
}

const unreachable = (): Promise<string> => Promise.reject(new Error('unreachable'));

describe('the registry of peers', () => {
  it('lists whom it signed for, and nobody else', async () => {
    const text = await list({});
    const { refresh, find, close } = registry(async () => text);
    expect(find('LA:002')).toBeNull();
    await refresh();
    expect(find('LA:002')).toMatchObject({ authority: 'LA:002', url: entry.url });
    expect(find('LA:003')).toBeNull();
    close();
  });

  it('counts by its last list while it cannot be reached, until that expires', async () => {
    let now = start;
    const answers = [list({ seconds: 60 }), unreachable()];
    answers[1]?.catch(() => {});
    const { refresh, find, faults, close } = registry(() => answers.shift() ?? unreachable(), { now: () => now });
    await refresh();
    await refresh();
    expect(faults()).toEqual(['UNREACHABLE']);
    expect(find('LA:002')).not.toBeNull();
    now = start + 60_000;
    expect(find('LA:002')).toBeNull();
    close();
  });

  it('keeps what it had when a list comes that another key signed, that has expired or that is none', async () => {
    const good = await list({});
    const forged = await list({ key: await keyPair('registry'), peers: [] });
    const expired = await list({ peers: [], seconds: -1 });
    const answers = [good, forged, expired, 'rubbish'];
    const { refresh, find, faults, close } = registry(async () => answers.shift() ?? '');
    for (let looks = 0; looks < 4; looks += 1) await refresh();
    expect(faults()).toEqual(['LIST_REFUSED', 'LIST_REFUSED', 'LIST_REFUSED']);
    expect(find('LA:002')).not.toBeNull();
    close();
  });

  it('counts by the list on this machine until the service has answered', async () => {
    const { refresh, find, close } = registry(unreachable, { listText: JSON.stringify({ peers: [entry] }) });
    await refresh();
    expect(find('LA:002')).not.toBeNull();
    close();
  });

  it.each([
    ['a private key', { peers: [{ ...entry, keys: [peerKeys.private] }] }],
    ['an authority twice', { peers: [entry, entry] }],
    ['no keys', { peers: [{ ...entry, keys: [] }] }],
    ['an address of another kind', { peers: [{ ...entry, url: 'file:///etc/hosts' }] }],
    ['nothing of the kind', []],
  ])('refuses a list with %s', (_what, listed) => {
    expect(() => readListFile(JSON.stringify(listed))).toThrow(/list of peers/);
  });
});
