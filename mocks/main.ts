/**
 * `npm run mocks`: the mocked identity provider and the agencies, each a process of its own.
 * `--list` prints the named children as JSON and nothing else. One that dies does not stop the others.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { allFamilies } from './families/all-families.ts';
import { listFamilies } from './families/list-families.ts';
import { calendarOf } from './records/calendar.ts';
import { whenOrphaned } from './when-orphaned.ts';

const { values } = parseArgs({
  options: {
    list: { type: 'boolean', default: false },
    children: { type: 'string', default: '0' },
    'base-port': { type: 'string', default: '4100' },
    host: { type: 'string', default: '127.0.0.1' },
    keys: { type: 'string', default: '.data/keys' },
    today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    'before-friday': { type: 'boolean', default: false },
  },
});

/** Which dialect each agency speaks, in the order of their ports. */
const dialects = [
  ['education', 'PLAIN'],
  ['health', 'FEDERATION'],
  ['social-care', 'PLAIN'],
  ['youth-justice', 'FEDERATION'],
  ['police', 'FEDERATION'],
  ['voluntary', 'PLAIN'],
  ['sexual-health', 'FEDERATION'],
  ['housing', 'PLAIN'],
] as const;

if (values.list) {
  console.log(JSON.stringify(listFamilies(allFamilies(calendarOf(values.today))), null, 2));
} else {
  await runAll(Number(values['base-port']));
}

async function runAll(basePort: number): Promise<void> {
  if (!Number.isInteger(basePort) || basePort < 0 || basePort > 65_000) {
    console.error('--base-port: a whole number from 0 (any free ports) to 65000');
    process.exit(2);
  }
  const running = new Map<string, ChildProcess>();
  let isStopping = false;
  const portOf = (offset: number): string => String(basePort === 0 ? 0 : basePort + offset);
  const common = ['--host', values.host, '--today', values.today];

  /** Starts one server; resolves with its address, or null when it ended before it was ready. */
  const start = (name: string, file: string, args: readonly string[]): Promise<string | null> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), ...args, ...common], {
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      });
      running.set(name, child);
      child.once('exit', (code, signal) => {
        running.delete(name);
        resolve(null);
        if (!isStopping) console.error(`${name} stopped (${signal ?? `exit code ${code}`}); the others go on.`);
        // Nothing is left that could be waited for.
        if (running.size === 0) process.exitCode = isStopping ? 0 : 1;
      });
      if (child.stdout === null) return resolve(null);
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('{"listening"')) resolve((JSON.parse(line) as { listening: string }).listening);
      });
    });

  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    for (const child of running.values()) child.kill('SIGTERM');
    if (process.connected) process.disconnect();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.once('disconnect', stop);
  whenOrphaned(stop);

  const addresses = await Promise.all([
    start('identity', 'identity/main.ts', ['--port', portOf(0)]).then((url) => ['identity', url] as const),
    ...dialects.map(async ([agency, dialect], index) => {
      const args = ['--agency', agency, '--dialect', dialect, '--port', portOf(index + 1), '--keys', values.keys];
      if (values['before-friday']) args.push('--before-friday');
      return [agency, await start(agency, 'agency.ts', [...args, '--children', values.children])] as const;
    }),
  ]);
  if (!isStopping) console.log(JSON.stringify({ listening: Object.fromEntries(addresses) }));
}
