import type { ServerResponse } from 'node:http';
import type { Fault, FaultName } from './faults.ts';

/** Case-data-like text that a careless system puts into its errors; a marker of leaks. */
const leakText = 'zq-leak patient Leeann Quillfeather, NHS number 9990000107, bruised wrists';

/** The faults that replace an answer altogether, the worst first. */
const replacing = [
  'DOWN',
  'HANG',
  'STATUS_500',
  'HTML',
  'INVALID_JSON',
  'GRAPHQL_ERROR',
] as const satisfies FaultName[];

/**
 * Answers as a set fault says, in place of the true answer. False: no fault replaces it. `HANG` leaves
 * the connection open until the caller gives up.
 */
export const answerBroken = (faults: readonly Fault[], response: ServerResponse): boolean => {
  const fault = replacing.find((name) => faults.some((each) => each.fault === name));
  switch (fault) {
    case undefined:
      return false;
    case 'DOWN':
      response.destroy();
      return true;
    case 'HANG':
      return true;
    case 'STATUS_500':
      response.writeHead(500, { 'content-type': 'text/plain' }).end(`Internal error: ${leakText}`);
      return true;
    case 'HTML':
      response
        .writeHead(502, { 'content-type': 'text/html' })
        .end(`<!doctype html><title>502 Bad Gateway</title><p>${leakText}</p>`);
      return true;
    case 'INVALID_JSON':
      response.writeHead(200, { 'content-type': 'application/json' }).end(`{"data":{"note":"${leakText}"`);
      return true;
    case 'GRAPHQL_ERROR':
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ data: null, errors: [{ message: leakText, extensions: { stacktrace: [leakText] } }] }));
      return true;
  }
};

/** Every leaf of an answer under another type than it had: texts become objects, the rest becomes texts. */
export const withWrongTypes = (data: unknown): unknown => {
  if (Array.isArray(data)) return data.map(withWrongTypes);
  if (typeof data === 'object' && data !== null) {
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, key === '__typename' ? value : withWrongTypes(value)]),
    );
  }
  return typeof data === 'string' ? { wrong: data } : `wrong ${String(data)}`;
};

/** The padding of `HUGE`, when that is set. */
export const paddingOf = (faults: readonly Fault[]): string | null => {
  const huge = faults.find((each) => each.fault === 'HUGE');
  return huge === undefined ? null : 'x'.repeat(huge.bytes ?? 32 * 1024 * 1024);
};
