import type { IncomingMessage } from 'node:http';

/** A request's body, or why it cannot be taken: the HTTP status and a fixed text. */
export type Body =
  | { readonly kind: 'JSON'; readonly value: unknown; readonly text: string }
  | { readonly kind: 'REFUSED'; readonly status: number; readonly message: string };

/** How many times the limit is read and thrown away, so that the client hears the answer, before it is cut off. */
const patience = 16;

/**
 * Reads a JSON body of at most `maxBytes`. Rejects only when the client goes away, or sends
 * beyond all patience.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  const bytes = await bytesOf(request, maxBytes);
  if (bytes === null) return refused(413, `The body may be ${maxBytes} bytes long.`);
  if (!isJson(request.headers['content-type'])) {
    return refused(415, 'The body must be JSON in UTF-8: Content-Type: application/json.');
  }
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    return refused(415, 'The body must not be compressed.');
  }
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return refused(400, 'One operation a request: a list of them is not taken.');
    return { kind: 'JSON', value, text };
  } catch {
    return refused(400, 'The body is not valid JSON.');
  }
}

/** Refuses what is no UTF-8; it keeps nothing from one text to the next. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Null: there is more of it than `maxBytes`. */
function bytesOf(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (length > maxBytes * patience) {
        request.destroy();
        reject(new Error('the body is far too long'));
      }
    });
    request.on('end', () => {
      const [first, ...others] = chunks;
      if (length > maxBytes) resolve(null);
      else resolve(first !== undefined && others.length === 0 ? first : Buffer.concat(chunks));
    });
    // So a client that goes away is told of, too.
    request.on('error', reject);
  });
}

/** A type that no browser sends to another site without asking it first, which is our defence against CSRF. */
function isJson(contentType: string | undefined): boolean {
  if (contentType === 'application/json') return true;
  const [type = '', ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8);
  return type === 'application/json' && (charset === undefined || /^"?utf-?8"?$/.test(charset));
}

function refused(status: number, message: string): Body {
  return { kind: 'REFUSED', status, message };
}
