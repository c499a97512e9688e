/**
 * `npm start`: the whole of Childview on one machine. Starts the mocked identity provider and
 * agencies, then the gateway, prints where everything is, and stops all of it on Ctrl-C. `--workers N`
 * is the gateway's, all other arguments are the mocks'.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { whenOrphaned } from '../src/when-orphaned.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const gatewayUrl = 'http://127.0.0.1:4000';
const identityUrl = 'http://127.0.0.1:4100';
const [forGateway, forMocks] = dealArguments(process.argv.slice(2));
const children: { readonly name: string; readonly process: ChildProcess }[] = [];
let isStopping = false;

/** Those of the gateway, and all others. */
function dealArguments(given: readonly string[]): readonly [readonly string[], readonly string[]] {
  const at = given.findIndex((argument) => /^--workers(=|$)/.test(argument));
  if (at === -1) return [[], given];
  const until = at + (given[at] === '--workers' ? 2 : 1);
  return [given.slice(at, until), [...given.slice(0, at), ...given.slice(until)]];
}

/** Starts one part; resolves when it has printed its `listening` line. */
function startPart(name: string, file: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['--max-semi-space-size=64', '--no-parallel-scavenge', file, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // As `npm run gateway` does.
    env: { ...process.env, MALLOC_ARENA_MAX: '2' },
  });
  children.push({ name, process: child });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`${name} stopped before it was ready (exit code ${code ?? 'none'})`));
      if (!isStopping) {
        console.error(`${name} stopped (exit code ${code ?? 'none'}).`);
        if (name === 'gateway') void stop(1);
      }
    });
    if (child.stdout === null) throw new Error(`${name} has no output`);
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"listening"')) resolve();
      else console.log(line);
    });
  });
}

/** Stops every part, the gateway first, and waits for all of them. */
async function stop(exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  for (const { process: child } of [...children].reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const lastResort = setTimeout(() => child.kill('SIGKILL'), 8000);
    child.kill('SIGTERM');
    await exited;
    clearTimeout(lastResort);
  }
  process.exit(exitCode);
}

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
whenOrphaned(() => void stop(0));

const example = (await import('./example-query.ts')).exampleQuery;

try {
  console.log('Starting the mocked identity provider and agencies ...');
  await startPart('mocks', 'mocks/main.ts', ['--base-port', '4100', ...forMocks]);
  console.log('Starting the gateway ...');
  await startPart('gateway', 'src/main.ts', ['--config', 'config/development.yaml', ...forGateway]);
} catch (error) {
  if (!isStopping) {
    console.error(error instanceof Error ? error.message : 'A part could not be started.');
    console.error('If a port is taken (4000, 4100-4108), stop what uses it and try again.');
    await stop(1);
  }
}

if (!isStopping) {
  const { personas } = (await (await fetch(`${identityUrl}/__personas`)).json()) as {
    personas: readonly { name: string; organisation: string; roles: readonly string[]; about?: string }[];
  };
  const width = Math.max(...personas.map(({ name }) => name.length)) + 2;
  console.log(`
Childview is running.

  gateway            ${gatewayUrl}/graphql
  identity provider  ${identityUrl}
  education          http://127.0.0.1:4101/graphql
  health             http://127.0.0.1:4102/graphql
  social-care        http://127.0.0.1:4103/graphql
  youth-justice      http://127.0.0.1:4104/graphql
  police             http://127.0.0.1:4105/graphql
  voluntary          http://127.0.0.1:4106/graphql
  sexual-health      http://127.0.0.1:4107/graphql
  housing            http://127.0.0.1:4108/graphql

Personas (a token for each: npm run -s token -- PERSONA)

${personas.map(({ name, organisation, roles, about }) => `  ${name.padEnd(width)}${roles.join(', ')} of ${organisation}${about === undefined ? '' : `: ${about}`}`).join('\n')}

The named children: npm run -s mocks -- --list

A query ready to paste into another terminal, as the health visitor about Trent (3):

${example()}

Ctrl-C stops everything.`);
}
