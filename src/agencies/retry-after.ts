/**
 * How long a `Retry-After` header (RFC 9110 10.2.3) asks to wait, in milliseconds: seconds, or a date. Null for
 * anything else, and for none.
 */
export function retryAfterMs(header: string | readonly string[] | undefined, now = Date.now()): number | null {
  if (typeof header !== 'string') return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  // Only the fixed form of HTTP dates: Date.parse takes much else for one.
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(header)) return null;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
