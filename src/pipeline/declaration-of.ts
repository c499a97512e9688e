import type { Declaration } from '../model/declaration.ts';
import { GatewayError } from '../model/errors.ts';
import { saysSomething } from '../model/says-something.ts';

const longestReason = 200;

/**
 * Reads the declaration off the coerced arguments of `@access`. The schema has already checked
 * types and enums; this checks what a type cannot say.
 *
 * @throws GatewayError ARGUMENT_INVALID naming the argument, never its value.
 */
export function declarationOf(access: Readonly<Record<string, unknown>>): Declaration {
  // The arguments were coerced against the directive's own definition: shapes are settled.
  const given = access as Partial<{ [K in keyof Declaration]: Declaration[K] | undefined }>;
  const reason = given.reason ?? '';
  if (reason.length > longestReason) throw tooLong('reason');
  if ((given.override?.reason.length ?? 0) > longestReason) throw tooLong('override.reason');
  for (const argument of ['written', 'courtOrder'] as const) {
    const reference = given[argument]?.reference;
    if (reference === undefined) continue;
    if (!saysSomething(reference)) throw empty(`${argument}.reference`);
    if (reference.length > longestReason) throw tooLong(`${argument}.reference`);
  }
  return {
    purpose: given.purpose ?? '',
    reason,
    basis: given.basis ?? null,
    informed: given.informed ?? null,
    exemption: given.exemption ?? null,
    written: given.written ?? null,
    emergency: given.emergency ?? false,
    courtOrder: given.courtOrder ?? null,
    override: given.override ?? null,
    breakGlass: given.breakGlass ?? null,
    dryRun: given.dryRun ?? false,
  };
}

function empty(argument: string): GatewayError {
  return new GatewayError('ARGUMENT_INVALID', `@access(${argument}:) must name the document that it refers to.`, {
    extensions: { argument },
  });
}

function tooLong(argument: string): GatewayError {
  return new GatewayError('ARGUMENT_INVALID', `@access(${argument}:) takes at most ${longestReason} characters.`, {
    extensions: { argument },
  });
}
