import type { AgencyFaultCause } from './agency-fault.ts';

/** The media types of a GraphQL answer, whatever their parameters. */
const acceptedMediaType = /^\s*application\/(?:graphql-response\+)?json\s*(?:;|$)/i;

/** Headers by name; one that came more than once has all its values. */
type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What is wrong with a response by its status and headers, before a byte of its body is read; null: nothing. */
export function faultOfHead(statusCode: number, headers: ResponseHeaders): AgencyFaultCause | null {
  if (statusCode >= 500) return 'SERVER_ERROR';
  // 408 and 429 ask us to come again later: as temporary as a 5xx.
  if (statusCode === 408 || statusCode === 429) return 'OVERLOADED';
  if (statusCode >= 400) return 'REFUSED';
  // A redirect is never followed: the grant would travel to a host that nobody configured.
  if (statusCode >= 300) return 'REDIRECT';
  if (statusCode !== 200) return 'STATUS';
  // No encoding was asked for, so one that comes is as wrong as a page of HTML.
  if (headers['content-encoding'] !== undefined) return 'CONTENT_TYPE';
  const contentType = headers['content-type'];
  return typeof contentType === 'string' && acceptedMediaType.test(contentType) ? null : 'CONTENT_TYPE';
}
