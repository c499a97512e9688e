import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Exit codes that all commands share. */
export const exit = { done: 0, missed: 1, usage: 2 } as const;

/** Input that cannot be worked with; its message names the option, or the file with line and column, and no value. */
export class UsageError extends Error {}

/**
 * Reads a command's options.
 *
 * @throws UsageError for an option that the command does not have.
 */
export function readOptions<const O extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: O,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, strict: true, options });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'the options cannot be read');
  }
}

/**
 * Reads options of the form NAME=VALUE into a map.
 *
 * @throws UsageError for one without `=`.
 */
export function readAssignments(option: string, texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1 || at === text.length - 1) throw new UsageError(`--${option} takes NAME=VALUE, not ${text}`);
      return [text.slice(0, at), text.slice(at + 1)] as const;
    }),
  );
}

/**
 * A whole number of an option.
 *
 * @throws UsageError for a text that is none, or a number out of its range.
 */
export function readNumber(
  option: string,
  text: string,
  range: { readonly from: number; readonly to: number },
): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < range.from || value > range.to) {
    throw new UsageError(`--${option} takes a whole number from ${range.from} to ${range.to}, not ${text}`);
  }
  return value;
}

/**
 * A value of a closed list.
 *
 * @throws UsageError, with the list.
 */
export function mustBeOneOf<const T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new UsageError(`--${option} is one of ${allowed.join(', ')}, not ${value}`);
  return found;
}

/**
 * A day of an option.
 *
 * @throws UsageError for a text that is none of the calendar's days.
 */
export function readDay(option: string, text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text)) {
    throw new UsageError(`--${option} takes a day, YYYY-MM-DD, not ${text}`);
  }
  return text;
}
