import type { GatewayResponse } from './gateway-request.ts';
import { statusOf } from './status-of.ts';

/** An answer as it is sent: the HTTP status and the text. */
export type Rendered = {
  readonly status: number;
  readonly text: string;
  /** The code of a request that was refused as a whole; null: it was not. */
  readonly refusedWith: string | null;
};

/** Renders what the request's way answered, errors first. `isJson`: in the media type of before the specification. */
export function renderAnswer({ data, errors, extensions }: GatewayResponse, isJson: boolean): Rendered {
  const told = errors?.map(({ message, code, path, extensions: more }) => ({
    message,
    path,
    extensions: { ...more, code },
  }));
  const refusedWith = data === undefined ? (errors?.[0]?.code ?? null) : null;
  return {
    status: refusedWith === null ? 200 : statusOf(refusedWith, isJson),
    text: JSON.stringify({ errors: told === undefined || told.length === 0 ? undefined : told, data, extensions }),
    refusedWith,
  };
}
