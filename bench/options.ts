import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sections } from './agencies/sections.ts';
import { others } from './gateways/start.ts';
import { growthOperations, type Operation, operations } from './operations/operations.ts';

/** What is measured: the cost beside other gateways, its growth with the number of children, or the latency. */
export type Mode =
  | { readonly kind: 'gateways' }
  | { readonly kind: 'growth' }
  | { readonly kind: 'latency'; readonly ms: number; readonly slow: { readonly name: string; readonly ms: number } };

/** What the command line asks for. */
export type Options = {
  readonly mode: Mode;
  readonly operations: readonly Operation[];
  /** Names of the other gateways to be started. */
  readonly others: readonly string[];
  readonly rounds: number;
  readonly sliceMs: number;
  readonly connections: number;
  readonly children: number;
  readonly out: string;
  readonly report: boolean;
  /** Where Childview's CPU profiles are written; null: it is not profiled. */
  readonly profile: string | null;
};

/** A fault of the command line, told in one line. */
export class UsageError extends Error {}

const operationNames = operations.map(({ name }) => name);

export const usage = `Usage: npm run bench -- [options]

Childview as shipped beside other gateways and beside two floors: same mocks, same data, same answers.

  --growth            instead: what a child costs in lists of 1, 50 and 500
  --latency MS        instead: latency with agencies that take MS each (0 to 1000)
  --slow NAME[=MS]    with --latency: the agency that takes longer in a second pass (health=200)

  --rounds N          interleaved rounds; medians are reported (5)
  --seconds N         length of one slice of load (2); five more warm up
  --connections N     requests under way at a time (16; with --latency 4)
  --children N        children that the agencies hold, 500 to 1900 (600)
  --only A,B          operations: ${operationNames.join(', ')}
  --without A,B       gateways to leave out: ${Object.keys(others).join(', ')}
  --out DIR           where results are written as JSON (bench/results)
  --report            also write them into docs/performance.md and docs/performance/
  --profile DIR       write CPU profiles of Childview there (its figures are then not its own)
  --help              this text`;

/**
 * Reads the command line; null: it asks for help.
 *
 * @throws UsageError
 */
export function readOptions(args: readonly string[]): Options | null {
  const values = parsed(args);
  if (values.help) return null;
  if (values.growth && values.latency !== undefined) throw new UsageError('--growth and --latency: one at a time.');
  if (values.slow !== undefined && values.latency === undefined) throw new UsageError('--slow goes with --latency.');
  if (values.growth && values.only !== undefined) throw new UsageError('--growth has operations of its own.');
  const only = listed('--only', values.only, operationNames) ?? operationNames;
  const without = listed('--without', values.without, Object.keys(others)) ?? [];
  return {
    mode: modeOf(values),
    operations: values.growth ? growthOperations : operations.filter(({ name }) => only.includes(name)),
    others: Object.keys(others).filter((name) => !without.includes(name)),
    rounds: numberIn('--rounds', values.rounds, 1, 100),
    sliceMs: numberIn('--seconds', values.seconds, 0.2, 600) * 1000,
    connections: numberIn('--connections', values.connections ?? (values.latency === undefined ? '16' : '4'), 1, 128),
    children: numberIn('--children', values.children, 500, 1900),
    out: values.out,
    report: values.report,
    profile: values.profile ?? null,
  };
}

/**
 * A number of the command line.
 *
 * @throws UsageError unless it lies within the bounds
 */
export function numberIn(option: string, text: string, least: number, most: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!(value >= least && value <= most)) throw new UsageError(`${option}: a number from ${least} to ${most}.`);
  return value;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        growth: { type: 'boolean', default: false },
        latency: { type: 'string' },
        slow: { type: 'string' },
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '2' },
        connections: { type: 'string' },
        children: { type: 'string', default: '600' },
        only: { type: 'string' },
        without: { type: 'string' },
        out: { type: 'string', default: join(import.meta.dirname, 'results') },
        report: { type: 'boolean', default: false },
        profile: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options cannot be read.');
  }
}

function modeOf(values: ReturnType<typeof parsed>): Mode {
  if (values.growth) return { kind: 'growth' };
  if (values.latency === undefined) return { kind: 'gateways' };
  const [name = '', slowMs = '200'] = (values.slow ?? 'health').split('=');
  if (!(name in sections)) throw new UsageError(`--slow: one of ${Object.keys(sections).join(', ')}.`);
  return {
    kind: 'latency',
    ms: numberIn('--latency', values.latency, 0, 1000),
    slow: { name, ms: numberIn('--slow', slowMs, 0, 60_000) },
  };
}

function listed(option: string, text: string | undefined, known: readonly string[]): readonly string[] | null {
  if (text === undefined) return null;
  const names = text.split(',').map((name) => name.trim());
  const strange = names.filter((name) => !known.includes(name));
  if (strange.length > 0) throw new UsageError(`${option}: ${strange.join(', ')} is none of ${known.join(', ')}.`);
  return names;
}
