/**
 * `npm run mocks`: the mocked identity provider and the agencies, each a process of its own.
 * `--list` prints the named children as JSON and nothing else. One that dies does not stop the others.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { familiesOf } from './families/families-of.ts';
import { listFamilies } from './families/list-families.ts';
import { calendarOf } from './records/calendar.ts';
import { homeAuthority } from './records/of-authority.ts';
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
    /** Plays another authority's agencies, as `LA:002`; give it ports of its own. */
    authority: { type: 'string', default: homeAuthority },
    /** Only these named families, comma-separated. */
    families: { type: 'string' },
    /** Only these agencies, comma-separated, on the ports that they always have; `identity` is one of them. */
    agencies: { type: 'string' },
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

const systems = ['identity', ...dialects.map(([agency]) => agency)];
const chosen = values.agencies?.split(',') ?? systems;
if (chosen.some((name) => !systems.includes(name))) {
  console.error(`--agencies: of ${systems.join(', ')}`);
  process.exit(2);
}

if (values.list) {
  const families = familiesOf(values.authority, calendarOf(values.today));
  console.log(JSON.stringify(listFamilies(families), null, 2));
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

  const starting = dialects
    .map((each, index) => ({ agency: each[0], dialect: each[1], index }))
    .filter(({ agency }) => chosen.includes(agency));
  const addresses = await Promise.all([
    ...(chosen.includes('identity')
      ? [start('identity', 'identity/main.ts', ['--port', portOf(0)]).then((url) => ['identity', url] as const)]
      : []),
    ...starting.map(async ({ agency, dialect, index }) => {
      const args = ['--agency', agency, '--dialect', dialect, '--port', portOf(index + 1), '--keys', values.keys];
      args.push('--authority', values.authority);
      if (values.families !== undefined) args.push('--families', values.families);
      if (values['before-friday']) args.push('--before-friday');
      return [agency, await start(agency, 'agency.ts', [...args, '--children', values.children])] as const;
    }),
  ]);
  if (!isStopping) console.log(JSON.stringify({ listening: Object.fromEntries(addresses) }));
}
