import type { AgencyAnswer } from '../model/agency-call.ts';

/**
 * Why an agency's answer could not be had or used. Fixed words, for logs and metrics: nothing that
 * an agency sent is ever part of one.
 */
export type AgencyFaultCause =
  | 'CONNECTION'
  | 'DEADLINE'
  | 'ABORTED'
  | 'BREAKER_OPEN'
  | 'QUEUE_FULL'
  | 'RESTING'
  | 'OVERLOADED'
  | 'SERVER_ERROR'
  | 'REFUSED'
  | 'REDIRECT'
  | 'STATUS'
  | 'CONTENT_TYPE'
  | 'TOO_LARGE'
  | 'TOO_DEEP'
  | 'NOT_JSON'
  | 'SHAPE'
  | 'NO_DATA';

/** An answer that is none. */
export type AgencyFault = Exclude<AgencyAnswer, { kind: 'ANSWERED' }> & { readonly cause: AgencyFaultCause };

/**
 * Domain.md 7.3: what may pass by itself is NO_RESPONSE, what needs somebody to repair it is SOURCE_ERROR. An
 * agency that is not asked for a while (`BREAKER_OPEN`, `QUEUE_FULL`, `RESTING`) is silent like one that is down.
 */
const kinds: Readonly<Record<AgencyFaultCause, AgencyFault['kind']>> = {
  CONNECTION: 'NO_RESPONSE',
  DEADLINE: 'NO_RESPONSE',
  ABORTED: 'NO_RESPONSE',
  BREAKER_OPEN: 'NO_RESPONSE',
  QUEUE_FULL: 'NO_RESPONSE',
  RESTING: 'NO_RESPONSE',
  OVERLOADED: 'NO_RESPONSE',
  SERVER_ERROR: 'NO_RESPONSE',
  REFUSED: 'SOURCE_ERROR',
  REDIRECT: 'SOURCE_ERROR',
  STATUS: 'SOURCE_ERROR',
  CONTENT_TYPE: 'SOURCE_ERROR',
  TOO_LARGE: 'SOURCE_ERROR',
  TOO_DEEP: 'SOURCE_ERROR',
  NOT_JSON: 'SOURCE_ERROR',
  SHAPE: 'SOURCE_ERROR',
  NO_DATA: 'SOURCE_ERROR',
};

/** The answer that a fault amounts to. */
export function agencyFault(cause: AgencyFaultCause): AgencyFault {
  return { kind: kinds[cause], cause };
}
