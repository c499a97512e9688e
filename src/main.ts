import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Config, configOf, loadConfig } from './config/load-config.ts';
import { linkToPrimary } from './workers/worker-link.ts';

/** Starts the gateway with the configuration of `--config FILE`, in one process or in `--workers` of them. */
const options = readOptions();
if (options === null) {
  console.error(`Say which configuration: npm run gateway -- --config config/development.yaml
  --workers N|auto       processes that serve one port; auto: as many as there are cores (default 1)
  --worker-silence S     seconds, from 1, after which one that gives no sign of life is replaced (default 30)`);
  process.exit(2);
}

try {
  const link = linkToPrimary();
  // All workers go by what their primary has read: the file may have been changed since.
  const { file } = options;
  const load = (): Config => loadConfig(file, process.env);
  const config = link === null ? load() : configOf(link.settings);
  // Each is loaded only where it runs: the primary of several workers holds nothing of a gateway.
  if (link === null && options.workers > 1) {
    const { runWorkers } = await import('./run-workers.ts');
    await runWorkers(config, { ...options, count: options.workers });
  } else {
    const { runGateway } = await import('./run-gateway.ts');
    await runGateway(config, link, link === null ? { file, load } : null);
  }
} catch (error) {
  // Faults of configuration, keys, contracts and protocol name the key or file and the fix, and hold no case data.
  console.error(error instanceof Error ? withCode(error) : 'The gateway could not start.');
  process.exit(1);
}

/** The runbooks of ledger and control state go by codes. */
function withCode(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return /^[A-Z]+(?:_[A-Z]+)+$/.test(code) ? `${code}: ${error.message}` : error.message;
}

type Options = { readonly file: string; readonly workers: number; readonly silenceSeconds: number };

/** Null: they cannot be made sense of. */
function readOptions(): Options | null {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ options: { config: text, workers: text, 'worker-silence': text } });
    const workers = values.workers === 'auto' ? availableParallelism() : wholeNumber(values.workers ?? '1', 64);
    const silenceSeconds = wholeNumber(values['worker-silence'] ?? '30', 3600);
    if (values.config === undefined || workers === null || silenceSeconds === null) return null;
    return { file: values.config, workers, silenceSeconds };
  } catch {
    return null;
  }
}

function wholeNumber(written: string, most: number): number | null {
  const number = /^\d{1,4}$/.test(written) ? Number(written) : 0;
  return number >= 1 && number <= most ? number : null;
}
