import { readFileSync } from 'node:fs';
import { readManifest } from './config/read-manifest.ts';
import { type FileWatch, watchFile } from './config/watch-file.ts';
import type { Config } from './config/load-config.ts';
import type { Apollo } from './http/apollo.ts';
import { createTrustedDocuments, type TrustedDocuments } from './http/trusted-documents.ts';
import type { Log } from './telemetry/create-log.ts';

/** The trusted documents of a manifest that is looked after. */
export type JoinedDocuments = Pick<FileWatch, 'look' | 'stop'> & {
  readonly documents: TrustedDocuments;
  /** Codes for whoever asks after the gateway's health: none while the manifest is as it should be. */
  readonly warnings: () => readonly string[];
};

/**
 * Reads the manifest of trusted documents, if one is configured, and again whenever it changes. One that is not
 * sound, or has a document that would be refused, is not taken: at the start the gateway does not start, later
 * what was in force stays.
 *
 * @throws Error with what is wrong with the manifest.
 */
export function joinDocuments(
  { trustedDocuments: { mode, file, pollMs } }: Config,
  parts: { readonly apollo: Pick<Apollo, 'faultsIn'>; readonly log: Log; readonly tell: (text: string) => void },
): JoinedDocuments {
  if (mode === 'off' || file === undefined) {
    const nothing = async (): Promise<void> => undefined;
    return {
      documents: createTrustedDocuments('off', new Map()),
      warnings: () => [],
      look: nothing,
      stop: nothing,
    };
  }
  const content = readFileSync(file, 'utf8');
  const first = checked(content, parts.apollo);
  if (first.kind === 'FAULTS') throw new Error(textOf(file, first.faults));
  const documents = createTrustedDocuments(mode, first.documents);
  let isRefused = false;
  const watch = watchFile({
    file,
    content,
    pollMs,
    onFound: (found) => {
      const manifest =
        found === null ? { kind: 'FAULTS' as const, faults: ['It cannot be read.'] } : checked(found, parts.apollo);
      isRefused = manifest.kind === 'FAULTS';
      if (manifest.kind === 'DOCUMENTS') {
        documents.replace(manifest.documents);
        parts.log.info('TRUSTED_DOCUMENTS_TAKEN', { count: manifest.documents.size });
      } else {
        parts.log.warn('TRUSTED_DOCUMENTS_REFUSED', { count: manifest.faults.length });
        parts.tell(textOf(file, manifest.faults));
      }
    },
  });
  return { documents, warnings: () => (isRefused ? ['TRUSTED_DOCUMENTS_REFUSED'] : []), ...watch };
}

function checked(content: string, { faultsIn }: Pick<Apollo, 'faultsIn'>): ReturnType<typeof readManifest> {
  const manifest = readManifest(content);
  if (manifest.kind === 'FAULTS') return manifest;
  const faults = [...manifest.documents].flatMap(([id, text]) =>
    faultsIn(text).map((fault) => `Document ${id}: ${fault}`),
  );
  return faults.length === 0 ? manifest : { kind: 'FAULTS', faults };
}

function textOf(file: string, faults: readonly string[]): string {
  return [`The trusted documents of ${file} were not taken:`, ...faults.map((fault) => `  ${fault}`)].join('\n');
}
