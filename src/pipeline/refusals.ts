import { GatewayError } from '../model/errors.ts';
import type { PipelineParts } from './request-parts.ts';

/** Who asks is not known: no token, or none that holds. */
export function unauthenticated(): GatewayError {
  return new GatewayError('UNAUTHENTICATED', 'A valid access token is needed: Authorization: Bearer <token>.');
}

/** This instance does not have the protocol that is in force: nothing is decided by an older one. */
export function policyStale({ protocol }: PipelineParts): GatewayError {
  return new GatewayError(
    'POLICY_STALE',
    'This gateway does not have the protocol that is in force. Try again later.',
    {
      extensions: { gate: protocol.codes.policyError.gate, route: null },
    },
  );
}

/** More children at once than this way of opening them allows (domain.md 7.7). */
export function tooManyChildren(most: number): GatewayError {
  return new GatewayError(
    'TOO_MANY_CHILDREN',
    `Under break-glass or an override, one operation asks of at most ${most} children, and of no caseload.`,
  );
}

/** An operation about a child without its declaration. */
export function purposeRequired(): GatewayError {
  return new GatewayError(
    'PURPOSE_REQUIRED',
    'An operation about a child says why: add @access(purpose: ..., reason: $reason) to it.',
    {
      extensions: { directive: 'access' },
    },
  );
}

/** Nothing is released that cannot be recorded (DESIGN 2). */
export function ledgerUnavailable(): GatewayError {
  return new GatewayError(
    'LEDGER_UNAVAILABLE',
    'The disclosure could not be recorded, so nothing is released. Try again later.',
  );
}
