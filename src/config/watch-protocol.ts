import { type FSWatcher, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ProtocolFiles, readProtocolFilesAside, versionOf } from './read-protocol-files.ts';

/** What was found in the protocol's directory; null: it cannot be read. */
export type FoundProtocol = { readonly version: string; readonly source: ProtocolFiles } | null;

/** Looks after the protocol's directory. */
export type ProtocolWatch = {
  /** Looks now and tells of what is there, changed or not; resolves when that was dealt with. */
  readonly look: () => Promise<void>;
  /** Stops looking; waits for what is under way. */
  readonly stop: () => Promise<void>;
};

const afterHintMs = 50;

/**
 * Tells of the protocol's files, once as they are and then whenever their content changed. The
 * content is what counts: it is read at intervals, since notices of the file system are lost on
 * mounted volumes, when a directory or a link is swapped, and by editors that rename; a notice only
 * makes it look sooner. What is found is told of once two readings, `settleMs` apart, are equal, so
 * that files that are being written one after another are told of together.
 */
export function watchProtocol(options: {
  readonly directory: string;
  /** Null: only `look` looks. */
  readonly pollMs: number | null;
  readonly settleMs: number;
  /** Told of one content after another; false: tell of it again at the next interval. */
  readonly onFound: (found: FoundProtocol) => Promise<boolean>;
}): ProtocolWatch {
  const { directory, pollMs, settleMs, onFound } = options;
  const stopped = new AbortController();
  let told: string | null = null;
  let hints: readonly FSWatcher[] = [];
  let poll: NodeJS.Timeout | undefined;
  let hint: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();

  const settled = async (): Promise<FoundProtocol> => {
    let before = await read(directory);
    for (;;) {
      await wait(settleMs, undefined, { signal: stopped.signal, ref: false });
      const after = await read(directory);
      if (nameOf(after) === nameOf(before)) return after;
      before = after;
    }
  };
  const visit = async (isAsked: boolean): Promise<void> => {
    if (!isAsked && nameOf(await read(directory)) === told) return;
    const found = await settled();
    if (!isAsked && nameOf(found) === told) return;
    told = (await onFound(found)) ? nameOf(found) : null;
    if (pollMs !== null) follow(found);
  };
  const inTurn = (isAsked: boolean): Promise<void> => {
    working = working
      .then(async () => {
        if (!stopped.signal.aborted) await visit(isAsked);
      })
      // Aborted while waiting; nothing else is thrown.
      .catch(() => undefined);
    return working;
  };
  const keepLooking = (ms: number): void => {
    poll = setTimeout(() => {
      void inTurn(false).then(() => {
        if (!stopped.signal.aborted) keepLooking(ms);
      });
    }, ms).unref();
  };
  const lookSoon = (): void => {
    clearTimeout(hint);
    hint = setTimeout(() => void inTurn(false), afterHintMs).unref();
  };

  /** Takes notices from each directory that holds files; anew after each change, as it may have been replaced. */
  function follow(found: FoundProtocol): void {
    for (const watcher of hints) watcher.close();
    const names = found === null ? [] : [...found.source.keys()];
    const directories = stopped.signal.aborted ? [] : [...new Set(['.', ...names.map((name) => dirname(name))])];
    hints = directories.flatMap((below) => {
      try {
        const watcher = watch(join(directory, below), { persistent: false }, lookSoon);
        watcher.on('error', () => watcher.close());
        return [watcher];
      } catch {
        return [];
      }
    });
  }

  if (pollMs !== null) keepLooking(pollMs);
  return {
    look: () => inTurn(true),
    stop: async () => {
      stopped.abort();
      clearTimeout(poll);
      clearTimeout(hint);
      for (const watcher of hints) watcher.close();
      await working;
    },
  };
}

async function read(directory: string): Promise<FoundProtocol> {
  const source = await readProtocolFilesAside(directory);
  return source === null ? null : { version: versionOf(source), source };
}

function nameOf(found: FoundProtocol): string {
  return found?.version ?? '(unreadable)';
}
