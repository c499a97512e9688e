/** W3C Trace Context: version 00, ids that are not zero are the tracer's business. */
const traceparentForm = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * All headers that an agency is sent, names and values in turn; the client adds `host`, `connection` and
 * `content-length`. Nothing of what a caller sent is among them: this is the list, and there is no other.
 */
export function headersOf(grant: string, traceparent: string | null): string[] {
  const headers = [
    'content-type',
    'application/json',
    'accept',
    'application/graphql-response+json, application/json;q=0.9',
    'childview-grant',
    grant,
  ];
  if (traceparent !== null && traceparentForm.test(traceparent)) headers.push('traceparent', traceparent);
  return headers;
}
