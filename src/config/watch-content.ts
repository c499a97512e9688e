import { type FSWatcher, watch } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Something read from files; `version` is another where their content is. */
export type Content = { readonly version: string };

/** Looks after the content of files. */
export type ContentWatch = {
  /** Looks now and tells of what is there, changed or not; resolves when that was dealt with. */
  readonly look: () => Promise<void>;
  /** Stops looking; waits for what is under way. */
  readonly stop: () => Promise<void>;
};

const afterHintMs = 50;

/**
 * Tells of the content of files, once as it is and then whenever it changed. The content is what
 * counts: it is read at intervals, since notices of the file system are lost on
 * mounted volumes, when a directory or a link is swapped, and by editors that rename; a notice only
 * makes it look sooner. What is found is told of once two readings, `settleMs` apart, are equal, so
 * that files that are being written one after another are told of together.
 */
export function watchContent<Found extends Content>(options: {
  /** Null: it cannot be read now. */
  readonly read: () => Promise<Found | null>;
  /** Directories whose notices make it look sooner. */
  readonly directories: (found: Found | null) => readonly string[];
  /** The version that is known already; absent: none is. */
  readonly known?: string;
  /** Null: only `look` looks. */
  readonly pollMs: number | null;
  readonly settleMs: number;
  /** Told of one content after another; false: tell of it again at the next interval. */
  readonly onFound: (found: Found | null) => Promise<boolean>;
}): ContentWatch {
  const { read, pollMs, settleMs, onFound } = options;
  const stopped = new AbortController();
  let told: string | null = options.known ?? null;
  let hints: readonly FSWatcher[] = [];
  let poll: NodeJS.Timeout | undefined;
  let hint: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();

  const settled = async (): Promise<Found | null> => {
    let before = await read();
    for (;;) {
      await wait(settleMs, undefined, { signal: stopped.signal, ref: false });
      const after = await read();
      if (nameOf(after) === nameOf(before)) return after;
      before = after;
    }
  };
  const visit = async (isAsked: boolean): Promise<void> => {
    if (!isAsked && nameOf(await read()) === told) return;
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
  function follow(found: Found | null): void {
    for (const watcher of hints) watcher.close();
    const directories = stopped.signal.aborted ? [] : [...new Set(options.directories(found))];
    hints = directories.flatMap((directory) => {
      try {
        const watcher = watch(directory, { persistent: false }, lookSoon);
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

function nameOf(found: Content | null): string {
  return found?.version ?? '(unreadable)';
}
