import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from './config/config-error.ts';
import { type Config, loadConfig } from './config/load-config.ts';
import { watchContent } from './config/watch-content.ts';
import { createPrimaryCounts } from './limits/primary-counts.ts';
import { openLog } from './telemetry/open-log.ts';
import { whenOrphaned } from './when-orphaned.ts';
import { runPrimary, WorkersNotStarted } from './workers/run-primary.ts';

/** Longer than a worker takes to drain and to close its stores. */
const stopMs = 20_000;

/** Runs several gateways that serve one port, as processes of their own, until this one is told to stop. */
export async function runWorkers(
  config: Config,
  options: { readonly file: string; readonly count: number; readonly silenceSeconds: number },
): Promise<void> {
  const log = openLog(config.log);
  let settings = JSON.stringify(config);
  const primary = await runPrimary({
    count: options.count,
    settings,
    silenceMs: options.silenceSeconds * 1000,
    stopMs,
    // Counts for the limits of all workers.
    onOther: createPrimaryCounts(),
    onEvent: (event) => {
      const { kind, worker } = event;
      if (kind === 'WORKER_LISTENING') return log.info(kind, { worker });
      if (kind !== 'WORKER_DIED') return log.warn(kind, { worker });
      return log.warn(kind, { worker, cause: event.cause, durationMs: event.restartInMs });
    },
  }).catch((error: unknown) => {
    // It has said why itself.
    if (error instanceof WorkersNotStarted) process.exit(1);
    throw error;
  });

  /** Null: it is not sound, and everything stays as it is. */
  const readSettings = (): string | null => {
    try {
      return JSON.stringify(loadConfig(options.file, process.env));
    } catch (error) {
      log.warn('CONFIGURATION_REFUSED', error instanceof ConfigError ? { count: error.faults.length } : {});
      console.error(error instanceof Error ? error.message : 'The configuration cannot be read.');
      return null;
    }
  };
  /** What workers are being replaced to go by. */
  let coming: string | null = null;
  const renew = async (changed: string): Promise<void> => {
    coming = changed;
    const isDone = await primary.renew(changed);
    coming = null;
    if (isDone) settings = changed;
    if (isDone) log.info('WORKERS_RENEWED');
    else log.warn('WORKERS_NOT_RENEWED');
  };
  const { watch, pollMs, settleMs } = config.protocolReload;
  const watching = watchContent({
    read: async () => {
      const text = await readFile(options.file, 'utf8').catch(() => null);
      return text === null ? null : { version: createHash('sha256').update(text).digest('hex') };
    },
    directories: () => [dirname(options.file)],
    pollMs: watch ? pollMs : null,
    settleMs,
    onFound: async () => {
      const changed = readSettings();
      if (changed !== null && changed !== settings && changed !== coming) void renew(changed);
      return true;
    },
  });
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= primary.stop().then((isClean) => process.exit(isClean ? 0 : 1));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', () => {
    // In a terminal it says that the terminal is gone; else that somebody has changed the protocol or the configuration.
    if (process.stdout.isTTY) return stop();
    void watching.look().then(() => {
      // Workers that are replaced read what is there now.
      if (coming === null) primary.look();
    });
  });
  process.on('SIGUSR2', () => {
    const changed = readSettings();
    if (changed !== null) void renew(changed);
  });
  whenOrphaned(stop);
  // Started by another process of ours: gone with it.
  if (process.send !== undefined) process.once('disconnect', stop);
  console.log(JSON.stringify({ listening: primary.url, workers: options.count }));
}
