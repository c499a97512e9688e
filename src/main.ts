import { parseArgs } from 'node:util';
import { loadConfig } from './config/load-config.ts';
import { createGateway } from './gateway.ts';
import { whenOrphaned } from './when-orphaned.ts';

/** Starts the gateway with the configuration of `--config FILE`, and stops it gracefully. */
const file = configFile();
if (file === null) {
  console.error('Say which configuration: npm run gateway -- --config config/development.yaml');
  process.exit(2);
}

try {
  const gateway = await createGateway(loadConfig(file, process.env), (text) => console.error(text));
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= gateway.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // In a terminal it says that the terminal is gone; else that somebody has changed the protocol.
  process.on('SIGHUP', () => {
    if (process.stdout.isTTY) stop();
    else void gateway.reload();
  });
  whenOrphaned(stop);
  // Started by another process of ours: gone with it.
  if (process.send !== undefined) process.once('disconnect', stop);
  console.log(JSON.stringify({ listening: gateway.url }));
} catch (error) {
  // Faults of configuration, keys, contracts and protocol name the key or file and the fix, and hold no case data.
  console.error(error instanceof Error ? error.message : 'The gateway could not start.');
  process.exit(1);
}

function configFile(): string | null {
  try {
    return parseArgs({ options: { config: { type: 'string' } } }).values.config ?? null;
  } catch {
    return null;
  }
}
