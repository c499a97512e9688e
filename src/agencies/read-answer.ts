import type { AgencyAnswer, AgencyError } from '../model/agency-call.ts';
import { type AgencyFault, agencyFault } from './agency-fault.ts';
import { isTooDeep } from './is-too-deep.ts';

/** The code of every error of an agency's that is not one of its own refusals. */
const anyOtherError = 'SOURCE_ERROR';

/** Codes with which an agency refuses a field or an item (DESIGN 3); all others are dropped. */
const refusals: ReadonlySet<string> = new Set(['SOURCE_RESTRICTED', 'DETRIMENT']);

/** An answer with more errors than this is unusable as a whole: cut short, a failed part would look like an empty one. */
const maxErrors = 10_000;
const maxPathLength = 64;

/**
 * Reads a GraphQL response, JSON in UTF-8. Of errors only the path and an allow-listed code are kept: messages and
 * other extensions end here. An error without a usable path gets an empty one, which concerns the
 * whole answer. `dropped` counts the errors whose code was not kept.
 */
export function readAnswer(bytes: Buffer): {
  readonly answer: Extract<AgencyAnswer, { kind: 'ANSWERED' }> | AgencyFault;
  readonly dropped: number;
} {
  if (isTooDeep(bytes)) return { answer: agencyFault('TOO_DEEP'), dropped: 0 };
  const body = parse(bytes.toString('utf8'));
  if (body === undefined) return { answer: agencyFault('NOT_JSON'), dropped: 0 };
  if (!isObject(body)) return { answer: agencyFault('SHAPE'), dropped: 0 };
  const { data, errors } = body;
  if (errors !== undefined && !Array.isArray(errors)) return { answer: agencyFault('SHAPE'), dropped: 0 };
  if (errors !== undefined && errors.length > maxErrors) return { answer: agencyFault('TOO_LARGE'), dropped: 0 };
  if (data === undefined || data === null) {
    // Without data and without errors the answer is no GraphQL response.
    const hasErrors = errors !== undefined && errors.length > 0;
    return { answer: agencyFault(hasErrors ? 'NO_DATA' : 'SHAPE'), dropped: 0 };
  }
  if (!isObject(data)) return { answer: agencyFault('SHAPE'), dropped: 0 };

  const reduced = (errors ?? []).map(reduceError);
  return {
    answer: { kind: 'ANSWERED', data, errors: reduced },
    dropped: reduced.filter(({ code }) => code === anyOtherError).length,
  };
}

/** The parsed text, or undefined; the parser's own message quotes the text and is dropped here. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reduceError(error: unknown): AgencyError {
  if (!isObject(error)) return { path: [], code: anyOtherError };
  const code = isObject(error['extensions']) ? error['extensions']['code'] : undefined;
  return {
    path: isPath(error['path']) ? error['path'] : [],
    code: typeof code === 'string' && refusals.has(code) ? code : anyOtherError,
  };
}

function isPath(path: unknown): path is readonly (string | number)[] {
  return (
    Array.isArray(path) &&
    path.length <= maxPathLength &&
    path.every((step) => typeof step === 'string' || (Number.isSafeInteger(step) && step >= 0))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
