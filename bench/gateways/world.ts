import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Agencies, steerAgencies } from '../agencies/agencies.ts';
import type { Target } from '../measure/load.ts';
import { runProcess } from './run-process.ts';
import { others, startChildview, startFloor } from './start.ts';

const bench = join(import.meta.dirname, '..');
const root = join(bench, '..');

/** Everything that runs while something is measured. */
export type World = {
  readonly agencies: Agencies;
  readonly issuer: string;
  /** For files of this run, on the disk that the project is on: a ledger in memory would be no ledger. */
  readonly directory: string;
  readonly childview: Target;
  /** Makes the requests that Childview makes. */
  readonly floor: Target;
  /** Makes the fewest requests. */
  readonly fewest: Target;
  readonly others: readonly Target[];
  /** Gateways that did not start. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
};

type Wanted = {
  readonly children: number;
  /** Names of the other gateways. */
  readonly others: readonly string[];
  /** How long Childview waits for the agencies; absent: as it ships. */
  readonly deadlineMs?: number;
  readonly nodeOptions?: readonly string[];
  readonly say: (text: string) => void;
};

/** Starts agencies, identity provider, floors and gateways; a gateway of others that does not start is left out. */
export async function startWorld(wanted: Wanted): Promise<World> {
  const { children, others: names, say } = wanted;
  mkdirSync(join(root, '.data'), { recursive: true });
  const directory = mkdtempSync(join(root, '.data', 'bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  say('Starting agencies, identity provider and Childview ...');
  const serve = [join(bench, 'agencies/serve.ts'), '--children', String(children)];
  const agencies = await steerAgencies(await runProcess({ name: 'agencies', args: serve }));
  const identity = [join(root, 'mocks/identity/main.ts'), '--port', '0'];
  const issuer = (await runProcess({ name: 'identity provider', args: identity })).url;
  const floor = await startFloor('floor', agencies.url);
  const fewest = await startFloor('floor-fewest', agencies.url);
  const childview = await startChildview({
    ...wanted,
    agencies: agencies.url,
    issuer,
    directory: join(directory, 'childview'),
  });
  const world = { agencies, issuer, directory, childview, floor, fewest };
  if (names.length === 0) return { ...world, others: [], leftOut: [] };

  const leftOut: { name: string; why: string }[] = [];
  const running: Target[] = [];
  const supergraph = join(directory, 'supergraph.graphql');
  try {
    installPeers(say);
    execFileSync(process.execPath, [join(bench, 'peers/compose-supergraph.ts'), agencies.url, supergraph]);
  } catch (error) {
    const why = 'the other gateways could not be made ready';
    say(`${why}: ${messageOf(error)}`);
    return { ...world, others: [], leftOut: names.map((name) => ({ name, why })) };
  }
  for (const name of names) {
    say(`Starting ${name} ...`);
    try {
      const target = await others[name]?.({ agencies: agencies.url, supergraph });
      if (target !== undefined) running.push(target);
    } catch (error) {
      say(`${name} is left out: ${messageOf(error)}`);
      leftOut.push({ name, why: 'it did not start' });
    }
  }
  return { ...world, others: running, leftOut };
}

function installPeers(say: (text: string) => void): void {
  if (existsSync(join(bench, 'peers/node_modules/@apollo/gateway'))) return;
  say('Installing the other gateways (once, about two minutes) ...');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: join(bench, 'peers'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
