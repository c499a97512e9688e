import { createHmac, type KeyObject } from 'node:crypto';
import type { LedgerChild, RecordReference } from '../model/ledger-entry.ts';
import { canonicalJson } from './canonical-json.ts';

/** The key of the keyed hashes. It lives outside the store: without it hashes cannot be guessed by trying values. */
export type IdentifierKey = { readonly id: string; readonly secret: KeyObject };

/** A local identifier of a child: scheme and value, or an agency's own record id. */
export type LocalIdentifier = LedgerChild['keys'][number];

/** The keyed hash (HMAC-SHA-256, base64) by which a child's records of the first format are found. */
export function hashOfIdentifier(key: IdentifierKey, identifier: LocalIdentifier): string {
  return 'scheme' in identifier
    ? keyedHash(key, ['identifier', identifier.scheme, identifier.value])
    : keyedHash(key, ['record', identifier.agency, identifier.recordId]);
}

/**
 * The keyed hash by which is found who looked at a record, in records of the first format. Of another kind than `hashOfIdentifier`, so that
 * a look that showed nothing, or a record that only may be the child's, is never found by it.
 */
export function hashOfLook(key: IdentifierKey, { agency, recordId }: RecordReference): string {
  return keyedHash(key, ['look', agency, recordId]);
}

/** An opaque id of one child's row in the access log (base64url): nobody can tell from two of them whether one operation made both. */
export function hashOfRow(
  key: IdentifierKey,
  row: { readonly writer: string; readonly sequence: number; readonly child: number },
): string {
  const hash = keyedHash(key, ['row', row.writer, String(row.sequence), String(row.child)]);
  return Buffer.from(hash, 'base64').toString('base64url');
}

/**
 * The keyed hash by which a record is known in verdicts on links (128 bits, base64url). Of another kind than
 * those of the trail, so that the one store does not say whom the other is about.
 */
export function hashOfJudged(key: IdentifierKey, { agency, recordId }: RecordReference): string {
  const hash = keyedHash(key, ['judged', agency, recordId]);
  return Buffer.from(hash, 'base64').subarray(0, 16).toString('base64url');
}

/** The keyed hash by which a caller's records of the first format are found; `subject` as in `Practitioner.subject`. */
export function hashOfSubject(key: IdentifierKey, subject: string): string {
  return keyedHash(key, ['subject', subject]);
}

function keyedHash(key: IdentifierKey, parts: readonly string[]): string {
  return createHmac('sha256', key.secret).update(canonicalJson(parts), 'utf8').digest('base64');
}
