import type { AgencyAnswer } from '../model/agency-call.ts';
import { type AgencyFault, type AgencyFaultCause, agencyFault } from './agency-fault.ts';
import type { Verdict } from './breaker.ts';
import type { Attempted } from './lane.ts';
import type { PostResult } from './post-json.ts';
import { readAnswer } from './read-answer.ts';

/** What one request came to. */
export type Attempt = Attempted & {
  readonly answer: Extract<AgencyAnswer, { kind: 'ANSWERED' }> | AgencyFault;
  /** Errors of the answer whose code was not kept. */
  readonly dropped: number;
  /** When the same request is worth making again, in milliseconds from now; null: it is not. */
  readonly againInMs: number | null;
};

/**
 * Reads what came of a request. `hadTime`: it could take at least half of what its agency may take; what was cut
 * shorter says nothing of the agency.
 */
export function readAttempt(result: PostResult, hadTime: boolean): Attempt {
  if (result.kind === 'BODY') {
    const { answer, dropped } = readAnswer(result.bytes);
    const verdict = answer.kind === 'ANSWERED' ? 'WELL' : 'ILL';
    return { answer, dropped, verdict, restMs: null, againInMs: null };
  }
  const { cause, status, retryAfterMs } = result;
  return {
    answer: agencyFault(cause),
    dropped: 0,
    verdict: cause === 'DEADLINE' && !hadTime ? 'NOTHING' : verdicts[cause],
    // A 429 concerns the one who asked: nobody else has to wait for that (RFC 6585 4).
    restMs: status === 503 ? retryAfterMs : null,
    againInMs: isPassing(cause, status) ? (retryAfterMs ?? 0) : null,
  };
}

/**
 * What a fault says of the agency. One that refuses a request is well: else a practitioner whom it refuses could
 * close it to all others. So is one that a client left alone, or that says that it is asked too much, no worse.
 */
const verdicts: Readonly<Record<AgencyFaultCause, Verdict>> = {
  CONNECTION: 'ILL',
  DEADLINE: 'ILL',
  ABORTED: 'NOTHING',
  BREAKER_OPEN: 'NOTHING',
  QUEUE_FULL: 'NOTHING',
  RESTING: 'NOTHING',
  OVERLOADED: 'NOTHING',
  SERVER_ERROR: 'ILL',
  REFUSED: 'WELL',
  REDIRECT: 'ILL',
  STATUS: 'ILL',
  CONTENT_TYPE: 'ILL',
  TOO_LARGE: 'ILL',
  TOO_DEEP: 'ILL',
  NOT_JSON: 'ILL',
  SHAPE: 'ILL',
  NO_DATA: 'ILL',
};

/** Whether it may be better the next moment: the way there, or a system that says so itself. */
function isPassing(cause: AgencyFaultCause, status: number | null): boolean {
  if (cause === 'CONNECTION' || cause === 'OVERLOADED') return true;
  return status === 502 || status === 503 || status === 504;
}
