import { createHmac, type KeyObject } from 'node:crypto';
import type { LedgerChild } from '../model/ledger-entry.ts';
import { canonicalJson } from './canonical-json.ts';

/** The key of the keyed hashes. It lives outside the store: without it hashes cannot be guessed by trying values. */
export type IdentifierKey = { readonly id: string; readonly secret: KeyObject };

/** A local identifier of a child: scheme and value, or an agency's own record id. */
export type LocalIdentifier = LedgerChild['keys'][number];

/** The keyed hash (HMAC-SHA-256, base64) by which a child's records are found. */
export function hashOfIdentifier(key: IdentifierKey, identifier: LocalIdentifier): string {
  return 'scheme' in identifier
    ? keyedHash(key, ['identifier', identifier.scheme, identifier.value])
    : keyedHash(key, ['record', identifier.agency, identifier.recordId]);
}

/** The keyed hash by which a caller's records are found; `subject` as in `Practitioner.subject`. */
export function hashOfSubject(key: IdentifierKey, subject: string): string {
  return keyedHash(key, ['subject', subject]);
}

function keyedHash(key: IdentifierKey, parts: readonly string[]): string {
  return createHmac('sha256', key.secret).update(canonicalJson(parts), 'utf8').digest('base64');
}
