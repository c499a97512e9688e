import { readFile } from 'node:fs/promises';

/** Looks after one file. */
export type FileWatch = {
  /** Looks now; resolves when what was found is dealt with. */
  readonly look: () => Promise<void>;
  /** Stops looking; waits for what is under way. */
  readonly stop: () => Promise<void>;
};

/**
 * Tells of a file's content whenever it is another than before, and of null when it cannot be read. The content
 * is what counts: notices of the file system are lost on mounted volumes and where links are swapped.
 */
export function watchFile(options: {
  readonly file: string;
  /** What is known already. */
  readonly content: string;
  readonly pollMs: number;
  readonly onFound: (content: string | null) => void | Promise<void>;
}): FileWatch {
  let told: string | null = options.content;
  let isStopped = false;
  let working: Promise<void> = Promise.resolve();
  const visit = async (): Promise<void> => {
    const content = await readFile(options.file, 'utf8').catch(() => null);
    if (isStopped || content === told) return;
    told = content;
    await options.onFound(content);
  };
  const look = (): Promise<void> => {
    working = working.then(visit);
    return working;
  };
  const timer = setInterval(() => void look(), options.pollMs).unref();
  return {
    look,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await working;
    },
  };
}
