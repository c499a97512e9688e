import { existsSync, readFileSync } from 'node:fs';
import { importJWK, type JSONWebKeySet, type JWK, jwtVerify, SignJWT } from 'jose';
import type { Config } from '../../src/config/load-config.ts';
import { createFetchList } from '../../src/peers/fetch-list.ts';
import { loadPeerKey } from '../../src/peers/load-peer-key.ts';
import { type ListedPeer, type PeerList, readListFile, readSignedList } from '../../src/peers/peer-list.ts';
import { readTrust } from '../../src/peers/read-trust.ts';
import { clock } from './check-agencies.ts';
import { advice, type Finding, mend, notChecked, ok } from './finding.ts';
import { isLoopback, type Reached, reach } from './reach.ts';

type Peers = NonNullable<Config['peers']>;
type Connected = Peers['connected'][number];

const ownKey = 'key of this authority';
const registryName = 'registry of peers';

/**
 * Other authorities' gateways: whether the registry can be had and lists them and our key, and whether each answers
 * at its address, has the time, and refuses what nobody signed. No request is signed: whether a peer would
 * take one of ours depends on its list and its protocol, and is not known here.
 */
export async function checkPeers(config: Config): Promise<readonly Finding[]> {
  const { peers } = config;
  if (peers === null) return [];
  const { list, findings } = await readRegistry(peers);
  const own = await checkOwnKey(config, peers, list);
  const answered = await Promise.all(peers.connected.map((peer) => checkPeer(peer, config, list)));
  return [...findings, ...own, ...answered.flat()];
}

type Registry = { readonly list: PeerList | null; readonly findings: readonly Finding[] };

async function readRegistry({ registry: { file, url, trustFile } }: Peers): Promise<Registry> {
  const inFile = file === undefined ? null : readList(file);
  const atService = url === undefined || trustFile === undefined ? null : await fetchList(url, trustFile);
  return {
    // The list on this machine is what counts until the service has answered.
    list: atService?.list ?? inFile?.list ?? null,
    findings: [...(inFile?.findings ?? []), ...(atService?.findings ?? [])],
  };
}

function readList(file: string): Registry {
  const what = `${registryName}: file`;
  try {
    const list = readListFile(readFileSync(file, 'utf8'));
    return { list, findings: [ok(what, `${list.peers.size} authorities`)] };
  } catch (error) {
    const isRead = !(error instanceof Error && 'code' in error);
    const detail = isRead ? 'is no list of authorities' : 'cannot be read';
    const fix = 'Correct `peers.registry.file` as docs/peers.md has it: a gateway does not start without.';
    return { list: null, findings: [mend(what, detail, fix)] };
  }
}

const fetchTimeoutMs = 5000;

async function fetchList(url: string, trustFile: string): Promise<Registry> {
  const found = (finding: Finding, list: PeerList | null = null): Registry => ({ list, findings: [finding] });
  let trust: JSONWebKeySet;
  try {
    trust = readTrust(readFileSync(trustFile, 'utf8'), trustFile);
  } catch {
    const fix = 'Correct `peers.registry.trustFile`, or the rights to it: a gateway does not start without.';
    return found(mend(`${registryName}: trust`, 'cannot be read, or is no JWK set of public keys', fix));
  }
  const fetching = createFetchList();
  let text: string;
  try {
    text = await fetching.fetchList(url, AbortSignal.timeout(fetchTimeoutMs));
  } catch {
    const fix =
      'Check `peers.registry.url`. Until it answers the last list counts, and when that expires peers are silent.';
    return found(mend(registryName, 'does not give a list', fix));
  } finally {
    await fetching.close();
  }
  try {
    const list = await readSignedList(text, trust, Date.now());
    return found(ok(registryName, `${list.peers.size} authorities`), list);
  } catch {
    const fix = 'Compare `peers.registry.trustFile` with the keys of the registry, and the clocks.';
    return found(mend(registryName, 'its list is not signed by a key that is trusted, has expired, or is none', fix));
  }
}

async function checkOwnKey(
  { environment }: Config,
  { keyFile, authority, connected }: Peers,
  list: PeerList | null,
): Promise<readonly Finding[]> {
  if (environment === 'development' && !existsSync(keyFile))
    return [notChecked(ownKey, 'is made with the first start in development')];
  let key: JWK;
  try {
    key = await loadPeerKey(keyFile, { mayCreate: false });
  } catch (error) {
    // Names the file, never what it holds.
    const detail = error instanceof Error ? error.message : 'cannot be had';
    return [mend(ownKey, detail, 'docs/operations/key-rotation.md says how it is made.')];
  }
  if (list === null) return [notChecked(ownKey, 'without the registry it is not known whether others know it')];
  const isListed = await lists(list.peers.get(authority) ?? null, key);
  if (isListed) return [ok(ownKey, `listed as ${authority}`)];
  // Who asks nobody signs nothing.
  if (connected.length === 0) return [ok(ownKey, 'not listed; no peer is asked')];
  const fix = 'Bring its public half, with `kid` and `alg`, into the registry: peers refuse what it signs.';
  return [mend(ownKey, `the registry does not have it under ${authority}`, fix)];
}

/** Whether what our key signs is found good by a key that is listed for us. What is signed stays here. */
async function lists(own: ListedPeer | null, key: JWK): Promise<boolean> {
  const { alg = '', kid = '' } = key;
  if (own === null) return false;
  try {
    const token = await new SignJWT().setProtectedHeader({ alg, kid }).sign(await importJWK(key, alg));
    await jwtVerify(token, own.keys);
    return true;
  } catch {
    return false;
  }
}

async function checkPeer(
  { name, authority, deadlineMs }: Connected,
  config: Config,
  list: PeerList | null,
): Promise<readonly Finding[]> {
  const what = `peer ${name}`;
  if (list === null) return [notChecked(what, 'where it is only the registry knows')];
  const listed = list.peers.get(authority);
  if (listed === undefined) {
    const fix = 'Correct `peers.connected`, or have the registry list it: until then it is silent.';
    return [mend(what, `the registry does not list ${authority}`, fix)];
  }
  const timeoutMs = deadlineMs ?? config.deadlineMs * 2;
  const reached = await reach(listed.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: '{}',
    timeoutMs,
  });
  if (reached.kind === 'UNREACHABLE') {
    const fix = `See that it runs and that ${new URL(listed.url).origin} is reached from here.`;
    return [mend(what, `does not answer (${reached.cause})`, fix)];
  }
  return [
    answers(what, reached, timeoutMs),
    ...clock(`${what}: clock`, reached.clockAhead),
    ...(listed.url.startsWith('https:') || isLoopback(listed.url)
      ? []
      : [advice(`${what}: transport`, 'is asked without TLS', 'Have the registry list an https address.')]),
  ];
}

type Answered = Extract<Reached, { kind: 'ANSWERED' }>;

function answers(what: string, { status, body, ms }: Answered, timeoutMs: number): Finding {
  if (status === 429) return notChecked(what, 'it answers, and has been asked too often to say more');
  if (status >= 500) return mend(what, `answers with status ${status}`, 'It is reached and fails: ask the authority.');
  if (status !== 401 || codeOf(body) !== 'PEER_UNAUTHENTICATED') {
    const fix = 'See that the registry has the address at which that gateway answers peers (/peer/graphql).';
    return mend(what, `does not answer as a gateway does to peers (status ${status})`, fix);
  }
  if (ms > timeoutMs / 2) return advice(what, `took ${ms} of ${timeoutMs} ms`, 'Find out why, or allow it more time.');
  return ok(what, `answered in ${ms} ms`);
}

function codeOf(body: string): unknown {
  try {
    const { errors } = JSON.parse(body) as { errors?: readonly { extensions?: { code?: unknown } }[] };
    return errors?.[0]?.extensions?.code;
  } catch {
    return undefined;
  }
}
