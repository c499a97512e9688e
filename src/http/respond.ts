import type { ServerResponse } from 'node:http';
import type { OnRefused } from './gateway-request.ts';

/** On every response, names and values in turn: nothing of an answer may be kept, framed, sniffed or handed on. */
const securityHeaders: readonly string[] = [
  'cache-control',
  'no-store',
  'content-security-policy',
  "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy',
  'same-origin',
  'referrer-policy',
  'no-referrer',
  'strict-transport-security',
  'max-age=31536000',
  'x-content-type-options',
  'nosniff',
  'x-frame-options',
  'DENY',
];

/** Texts shorter than this leave in one piece with the head; longer ones would be copied once more for that. */
const mostInOnePiece = 16_384;

/** Sends a text as it is, on a line of its own; `type` is its media type, in UTF-8. */
export function sendText(response: ServerResponse, status: number, text: string, type = 'application/json'): void {
  if (response.destroyed) return;
  const body = text.length < mostInOnePiece ? `${text}\n` : bytesOf(text);
  // Headers that were set before are kept beside a list of them.
  response
    .writeHead(status, [
      ...securityHeaders,
      'content-type',
      `${type}; charset=utf-8`,
      'content-length',
      String(Buffer.byteLength(body)),
    ])
    .end(body);
}

/** The bytes of the line, written once; of the memory that they are written to, which may have held anything, no more than that. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text) + 1);
  const length = bytes.write(text);
  bytes[length] = lineFeed;
  return bytes.subarray(0, length + 1);
}

const lineFeed = 10;

/** Sends a value as JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown, type?: string): void {
  sendText(response, status, JSON.stringify(body), type);
}

/** Sends nothing but a head. */
export function sendNothing(response: ServerResponse, status: number): void {
  if (!response.destroyed) response.writeHead(status, [...securityHeaders]).end();
}

/** Refuses what is no proper request, with a fixed text. */
export function refuse(response: ServerResponse, onRefused: OnRefused, status: number, message: string): void {
  const code = 'BAD_REQUEST';
  onRefused({ code });
  sendJson(response, status, { errors: [{ message, extensions: { code } }] });
}

/** RFC 6750: who asks is not known; the same words as those of execution. */
export function challenge(response: ServerResponse, onRefused: OnRefused): void {
  const code = 'UNAUTHENTICATED';
  onRefused({ code });
  response.setHeader('www-authenticate', 'Bearer');
  const message = 'A valid access token is needed: Authorization: Bearer <token>.';
  sendJson(response, 401, { errors: [{ message, extensions: { code } }] });
}

/** For what nothing expected; where the client is gone or was cut off there is nobody to tell. */
export function fail(response: ServerResponse): void {
  if (response.headersSent || response.destroyed) response.destroy();
  else
    sendJson(response, 500, {
      errors: [{ message: 'The gateway could not answer.', extensions: { code: 'INTERNAL' } }],
    });
}
