import { GatewayError } from '../model/errors.ts';
import { saysSomething } from '../model/says-something.ts';

/** A text that the caller wrote: not blank, and no longer than `longest` characters. */
export function textOf(args: Readonly<Record<string, unknown>>, name: string, longest: number): string {
  const text = String(args[name]);
  if (!saysSomething(text) || text.length > longest) throw invalidArgument(name);
  return text;
}

/** An argument that is of its type and yet not acceptable. */
export function invalidArgument(argument: string): GatewayError {
  return new GatewayError(
    'ARGUMENT_INVALID',
    `Argument "${argument}" is not acceptable; its description says what is.`,
    { extensions: { argument } },
  );
}
