import type { Log } from './create-log.ts';

/** What a gateway cannot do without and lacks: a code, and why, where that is known. */
export type Lack = { readonly code: string; readonly cause: string | undefined };

const defaultEveryMs = 500;

/**
 * Says in the log what is lost (`NOT_READY`, also when the cause becomes another) and what is back (`READY_AGAIN`).
 * What comes and goes between two looks is seen in the refusals alone.
 *
 * @param lacks What is lacking now; asked for every half second.
 * @returns What ends it.
 */
export function logStanding(
  lacks: () => readonly Lack[],
  log: Pick<Log, 'info' | 'warn'>,
  everyMs = defaultEveryMs,
): () => void {
  let told = new Map<string, string | undefined>();
  const timer = setInterval(() => {
    const now = new Map(lacks().map(({ code, cause }) => [code, cause]));
    for (const [code, cause] of now)
      if (!told.has(code) || told.get(code) !== cause) log.warn('NOT_READY', { code, cause });
    for (const code of told.keys()) if (!now.has(code)) log.info('READY_AGAIN', { code });
    told = now;
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
