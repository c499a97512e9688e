import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Exit codes that all commands share. */
export const exit = { done: 0, faults: 1, usage: 2 } as const;

/** A command line that cannot be carried out; its message says what to change. */
export class UsageError extends Error {}

/**
 * Reads a command's options.
 *
 * @throws UsageError for an option that the command does not have, or a wrong number of other arguments.
 */
export function readOptions<const O extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: O,
  positionalNames: readonly string[] = [],
) {
  const read = parsed(args, options);
  if (read.positionals.length !== positionalNames.length) {
    const wanted = positionalNames.length === 0 ? 'no argument without a name' : positionalNames.join(' ');
    throw new UsageError(`takes ${wanted}, got ${read.positionals.length === 0 ? 'none' : read.positionals.join(' ')}`);
  }
  return read;
}

function parsed<const O extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, strict: true, options });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'the options cannot be read');
  }
}

/**
 * The day that a command is about: `--date`, else today in UTC.
 *
 * @throws UsageError for a date that is none.
 */
export function dateOf(option: string | undefined): string {
  if (option === undefined) return new Date().toISOString().slice(0, 10);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(option) && !Number.isNaN(Date.parse(option));
  if (!isDate || new Date(option).toISOString().slice(0, 10) !== option) {
    throw new UsageError(`--date takes a date, YYYY-MM-DD, not ${option}`);
  }
  return option;
}

/**
 * A value of a closed list, refused with all of them when it is not one.
 *
 * @throws UsageError
 */
export function mustBeOneOf(what: string, value: string, allowed: readonly string[]): string {
  if (!allowed.includes(value)) throw new UsageError(`${what} ${value} is not known; one of: ${allowed.join(', ')}`);
  return value;
}
