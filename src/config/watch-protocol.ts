import { dirname, join } from 'node:path';
import { type ProtocolFiles, readProtocolFilesAside, versionOf } from './read-protocol-files.ts';
import { type ContentWatch, watchContent } from './watch-content.ts';

/** What was found in the protocol's directory; null: it cannot be read. */
export type FoundProtocol = { readonly version: string; readonly source: ProtocolFiles } | null;

/** Looks after the protocol's directory: tells of its files, once as they are and then whenever their content changed. */
export function watchProtocol(options: {
  readonly directory: string;
  /** Null: only `look` looks. */
  readonly pollMs: number | null;
  readonly settleMs: number;
  /** Told of one content after another; false: tell of it again at the next interval. */
  readonly onFound: (found: FoundProtocol) => Promise<boolean>;
}): ContentWatch {
  const { directory, ...rest } = options;
  return watchContent({
    ...rest,
    read: () => read(directory),
    directories: (found) => ['.', ...(found?.source.keys() ?? [])].map((name) => join(directory, dirname(name))),
  });
}

async function read(directory: string): Promise<FoundProtocol> {
  const source = await readProtocolFilesAside(directory);
  return source === null ? null : { version: versionOf(source), source };
}
