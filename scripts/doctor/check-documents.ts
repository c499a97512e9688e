import { readFileSync } from 'node:fs';
import type { Config } from '../../src/config/load-config.ts';
import { readManifest } from '../../src/config/read-manifest.ts';
import { checkedOf, contractsOf } from '../../src/join-graphs.ts';
import { openFront } from '../../src/join-surroundings.ts';
import { createReadManifest, type FoundManifest } from '../../src/limits/documents-redis.ts';
import { createHashKey } from '../../src/limits/hashed-key.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import { createLog } from '../../src/telemetry/create-log.ts';
import { askRedis } from './ask-redis.ts';
import { advice, type Finding, mend, notChecked, ok } from './finding.ts';

const inFile = 'trusted documents: file';
const inRedis = 'trusted documents: Redis';
const publish = 'npm run -s documents -- publish --config FILE MANIFEST';

/**
 * The manifests of trusted documents, in a file and in Redis: whether each is there, was published with the gateways'
 * key, and has no document that a gateway would refuse, since a gateway takes all of it or nothing.
 */
export async function checkDocuments(config: Config, protocol: Protocol | null): Promise<readonly Finding[]> {
  const { mode, file, redis } = config.trustedDocuments;
  if (mode === 'off') return [];
  const front = await frontOf(config, protocol);
  try {
    const sound = (what: string, text: string, version: string): Finding => {
      const manifest = readManifest(text);
      const faults =
        manifest.kind === 'FAULTS'
          ? manifest.faults
          : [...manifest.documents].flatMap(([id, document]) =>
              (front?.apollo.faultsIn(document) ?? []).map((fault) => `Document ${id}: ${fault}`),
            );
      const [first] = faults;
      if (first !== undefined) {
        const fix = 'A gateway does not start with it, and a running one does not take it: correct all it names.';
        return mend(what, `${faults.length} faults, the first: ${first}`, fix);
      }
      const count = manifest.kind === 'DOCUMENTS' ? manifest.documents.size : 0;
      if (count === 0)
        return advice(what, 'there is no document in it', 'Nobody can ask anything where `mode` is enforce.');
      const seen = `${version}${count} documents`;
      if (front === null) return notChecked(what, `${seen}, by no schema`, 'Correct protocol and contracts first.');
      return ok(what, seen);
    };
    const fileText = file === undefined ? null : textOf(file);
    const unread = 'Correct `trustedDocuments.file`, or the rights to it: a gateway does not start without.';
    return [
      ...(file === undefined
        ? []
        : [fileText === null ? mend(inFile, 'cannot be read', unread) : sound(inFile, fileText, '')]),
      ...(redis ? await checkShared(config, fileText, (text, version) => sound(inRedis, text, version)) : []),
    ];
  } finally {
    await front?.apollo.server.stop();
  }
}

async function checkShared(
  config: Config,
  fileText: string | null,
  sound: (text: string, version: string) => Finding,
): Promise<readonly Finding[]> {
  const { found, cause } = await findManifest(config);
  const without =
    fileText === null
      ? 'A gateway does not start without; a running one keeps what it has.'
      : 'Until then gateways start with what is in the file.';
  if (found === null) return [mend(inRedis, cause, `Mend the connection (docs/operations/limits.md). ${without}`)];
  if (found === 'NO_KEY')
    return [notChecked(inRedis, 'redis.hashingKeyFile is made with the first start in development')];
  if (found === 'NONE') return [mend(inRedis, 'none was published', `${publish}. ${without}`)];
  if (found === 'FORGED') {
    const fix = `Use the redis.hashingKeyFile that all gateways have, or publish it anew: ${publish}. Nothing else may write there. ${without}`;
    return [mend(inRedis, 'it was not published with redis.hashingKeyFile', fix)];
  }
  const finding = sound(found.text, `version ${found.version}, `);
  if (fileText === null || areSame(fileText, found.text)) return [finding];
  const fix =
    'Publish the file, or write it as it was published: it is what a gateway starts with while Redis is gone.';
  return [finding, advice(`${inRedis} and file`, 'they are not the same', fix)];
}

/** Null: Redis could not be asked, for a cause in words. */
async function findManifest(
  config: Config,
): Promise<{ readonly found: FoundManifest | 'NO_KEY' | null; readonly cause: string }> {
  const { found, problem, cause } = await askRedis(config, (redis, hashingKey) =>
    createReadManifest(redis, createHashKey(hashingKey))(),
  );
  return { found, cause: problem ?? `Redis cannot be asked (${cause})` };
}

/** What reads documents as the gateway would; null: its schema cannot be composed, which is told elsewhere. */
async function frontOf(config: Config, protocol: Protocol | null) {
  if (protocol === null) return null;
  try {
    const { graphs } = checkedOf(protocol, contractsOf(config), config, null);
    return await openFront(graphs, config, createLog({ level: 'silent' }));
  } catch {
    return null;
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Whatever form the two are written in. */
function areSame(one: string, other: string): boolean {
  const [some, others] = [readManifest(one), readManifest(other)];
  if (some.kind === 'FAULTS' || others.kind === 'FAULTS') return one === other;
  return (
    some.documents.size === others.documents.size && [...some.documents.keys()].every((id) => others.documents.has(id))
  );
}
