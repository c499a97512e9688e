import type { Config } from './config/load-config.ts';
import type { ConfigSource } from './config/read-settings.ts';
import { createGateway } from './gateway.ts';
import { whenOrphaned } from './when-orphaned.ts';
import type { WorkerLink } from './workers/worker-link.ts';

/**
 * Runs one gateway in this process until it is told to stop, alone (`link` null) or as one of several workers, which
 * their primary hands the configuration (`source` null).
 */
export async function runGateway(config: Config, link: WorkerLink | null, source: ConfigSource | null): Promise<void> {
  const gateway = await createGateway(config, (text) => console.error(text), link, source);
  // Where each start counts, as in development, the first callers wait a little instead.
  if (config.environment === 'production') gateway.rehearse().catch(() => undefined);
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= gateway.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // In a terminal it says that the terminal is gone; else that somebody has changed the protocol,
  // the contracts or the configuration.
  process.on('SIGHUP', () => {
    if (link === null && process.stdout.isTTY) stop();
    else void gateway.reload();
  });
  if (link !== null) {
    link.onOrder({ look: () => void gateway.reload(), stop });
    link.listening(gateway.url);
    return;
  }
  whenOrphaned(stop);
  // Started by another process of ours: gone with it.
  if (process.send !== undefined) process.once('disconnect', stop);
  console.log(JSON.stringify({ listening: gateway.url }));
}
