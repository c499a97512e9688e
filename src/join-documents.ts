import type { Config } from './config/load-config.ts';
import { readManifest } from './config/read-manifest.ts';
import { readNamedFile } from './config/read-named-file.ts';
import { type FileWatch, watchFile } from './config/watch-file.ts';
import type { Apollo } from './http/apollo.ts';
import { createTrustedDocuments, type TrustedDocuments } from './http/trusted-documents.ts';
import { redisOf } from './join-limits.ts';
import { createReadManifest } from './limits/documents-redis.ts';
import { createHashKey } from './limits/hashed-key.ts';
import { openRedis } from './limits/open-redis.ts';
import type { Log } from './telemetry/create-log.ts';

/** The trusted documents of a manifest that is looked after. */
export type JoinedDocuments = Pick<FileWatch, 'look' | 'stop'> & {
  readonly documents: TrustedDocuments;
  /** Codes for whoever asks after the gateway's health: none while the manifest is as it should be. */
  readonly warnings: () => readonly string[];
};

/** Where a manifest is: its text at the start, and what looks after it. */
type ManifestSource = {
  /** In words, for whoever runs the gateway. */
  readonly name: string;
  /** Null: there is none. */
  readonly first: string | null;
  /** `onFound` is told of another text, and of null where there is none that may be trusted. */
  readonly watch: (onFound: (text: string | null) => void) => FileWatch;
};

const redisWaitMs = 1000;

/**
 * Reads the manifest of trusted documents, if one is configured, and again whenever it changes. One that is not
 * sound, or has a document that would be refused, is not taken: at the start the gateway does not start, later
 * what was in force stays.
 *
 * @throws Error with what is wrong with the manifest.
 */
export async function joinDocuments(
  config: Config,
  parts: { readonly apollo: Pick<Apollo, 'faultsIn'>; readonly log: Log; readonly tell: (text: string) => void },
): Promise<JoinedDocuments> {
  const { mode } = config.trustedDocuments;
  const source = mode === 'off' ? null : await sourceOf(config);
  if (mode === 'off' || source === null) {
    const nothing = async (): Promise<void> => undefined;
    return {
      documents: createTrustedDocuments('off', new Map()),
      warnings: () => [],
      look: nothing,
      stop: nothing,
    };
  }
  const { name } = source;
  let isRefused = false;
  let replace: TrustedDocuments['replace'] = () => undefined;
  const watch = source.watch((found) => {
    const manifest =
      found === null
        ? {
            kind: 'FAULTS' as const,
            faults: ['There is none, or it cannot be read, or it was not published with redis.hashingKeyFile.'],
          }
        : checked(found, parts.apollo);
    isRefused = manifest.kind === 'FAULTS';
    if (manifest.kind === 'DOCUMENTS') {
      replace(manifest.documents);
      parts.log.info('TRUSTED_DOCUMENTS_TAKEN', { count: manifest.documents.size });
    } else {
      parts.log.warn('TRUSTED_DOCUMENTS_REFUSED', { count: manifest.faults.length });
      parts.tell(textOf(name, manifest.faults));
    }
  });
  const first =
    source.first === null
      ? { kind: 'FAULTS' as const, faults: ['There is none that can be read: a gateway does not start open.'] }
      : checked(source.first, parts.apollo);
  if (first.kind === 'FAULTS') {
    await watch.stop();
    throw new Error(textOf(name, first.faults));
  }
  const documents = createTrustedDocuments(mode, first.documents);
  replace = documents.replace;
  return { documents, warnings: () => (isRefused ? ['TRUSTED_DOCUMENTS_REFUSED'] : []), ...watch };
}

async function sourceOf(config: Config): Promise<ManifestSource | null> {
  const { file, pollMs, redis } = config.trustedDocuments;
  if (redis) return sourceInRedis(config);
  if (file === undefined) return null;
  const content = readNamedFile('trustedDocuments.file', file);
  return { name: file, first: content, watch: (onFound) => watchFile({ file, content, pollMs, onFound }) };
}

/** What Redis has; a file that is named besides is what counts until Redis has answered for the first time. */
async function sourceInRedis(config: Config): Promise<ManifestSource | null> {
  const settings = redisOf(config);
  if (settings === null) return null;
  const { file, pollMs } = config.trustedDocuments;
  // What becomes of Redis is told by those who count in it.
  const redis = await openRedis(settings, { waitMs: redisWaitMs, onChange: () => undefined });
  const read = createReadManifest(redis, createHashKey(settings.hashingKey));
  const found = await read();
  const first = found !== null && typeof found !== 'string' ? found.text : null;
  const known = first ?? (file === undefined ? null : readNamedFile('trustedDocuments.file', file));
  return { name: 'Redis', first: known, watch: (onFound) => watchRedis(onFound, known) };

  function watchRedis(onFound: (text: string | null) => void, knownText: string | null): FileWatch {
    let told: string | null = knownText;
    let isStopped = false;
    let working: Promise<void> = Promise.resolve();
    const visit = async (): Promise<void> => {
      const now = await read();
      // While Redis cannot be asked, what was read last stays in force.
      if (isStopped || now === null) return;
      const text = typeof now === 'string' ? null : now.text;
      if (text === told) return;
      told = text;
      onFound(text);
    };
    const look = (): Promise<void> => {
      working = working.then(visit);
      return working;
    };
    const timer = setInterval(() => void look(), pollMs).unref();
    return {
      look,
      stop: async () => {
        isStopped = true;
        clearInterval(timer);
        redis.close();
        await working;
      },
    };
  }
}

function checked(content: string, { faultsIn }: Pick<Apollo, 'faultsIn'>): ReturnType<typeof readManifest> {
  const manifest = readManifest(content);
  if (manifest.kind === 'FAULTS') return manifest;
  const faults = [...manifest.documents].flatMap(([id, text]) =>
    faultsIn(text).map((fault) => `Document ${id}: ${fault}`),
  );
  return faults.length === 0 ? manifest : { kind: 'FAULTS', faults };
}

function textOf(name: string, faults: readonly string[]): string {
  return [`The trusted documents of ${name} were not taken:`, ...faults.map((fault) => `  ${fault}`)].join('\n');
}
