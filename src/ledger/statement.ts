import { type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { type ChainHead, sha256 } from './chain.ts';
import { parseJson } from './parse-json.ts';

/** Signs statements (Ed25519). */
export type SigningKey = { readonly id: string; readonly privateKey: KeyObject };

/** Verifies statements; `id` is derived from the public key, so it names the same pair. */
export type VerificationKey = { readonly id: string; readonly publicKey: KeyObject };

/** The heads of all chains of a store at one moment, as one writer saw them. */
export type CheckpointStatement = {
  readonly kind: 'CHECKPOINT';
  readonly format: 1;
  readonly store: string;
  /** Who signed; `number` counts this writer's checkpoints from 1 without gaps. */
  readonly writer: string;
  readonly number: number;
  /** SHA-256 of the text of this writer's checkpoint before; null for the first. */
  readonly previous: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly heads: readonly ChainHead[];
};

/** That a closed segment was removed on purpose, and between which hashes it stood. */
export type PurgeStatement = {
  readonly kind: 'PURGE';
  readonly format: 1;
  readonly store: string;
  readonly writer: string;
  readonly segment: number;
  readonly month: string;
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly openingHash: string;
  readonly closingHash: string;
  readonly at: number;
};

/**
 * The end of a chain as its writer had it confirmed, left outside the store when the store no longer held it. It has no
 * number: where the right store is put back, its checkpoints go on as if it had never been.
 */
export type ConfirmedStatement = {
  readonly kind: 'CONFIRMED';
  readonly format: 1;
  readonly store: string;
  readonly writer: string;
  readonly at: number;
  readonly head: ChainHead;
};

/** Something the ledger signs, stores and emits outside the store. */
export type Statement = CheckpointStatement | PurgeStatement | ConfirmedStatement;

/** A checkpoint as handed to whoever keeps it elsewhere: the statement and its signed text, one line of JSON. */
export type Checkpoint = { readonly statement: CheckpointStatement; readonly text: string };

/** Signs a statement; the result is one line of canonical JSON with `keyId` and `signature`. */
export function signStatement(key: SigningKey, statement: Statement): string {
  const signature = sign(null, signedBytes(statement, key.id), key.privateKey).toString('base64');
  return canonicalJson({ ...statement, keyId: key.id, signature });
}

/** Signs the checkpoint of a writer that follows on its last one; null: it is the first. */
export function signCheckpoint(
  key: SigningKey,
  previous: { readonly number: number; readonly statement: string } | null,
  says: Pick<CheckpointStatement, 'store' | 'writer' | 'at' | 'heads'>,
): Checkpoint {
  const statement: CheckpointStatement = {
    kind: 'CHECKPOINT',
    format: 1,
    ...says,
    number: (previous?.number ?? 0) + 1,
    previous: previous === null ? null : sha256(previous.statement),
  };
  return { statement, text: signStatement(key, statement) };
}

/** What a line says: a statement whose signature holds, a forged one, or nothing readable. */
export type ReadStatement =
  | { readonly kind: 'VALID'; readonly statement: Statement }
  | { readonly kind: 'FORGED' }
  | { readonly kind: 'UNREADABLE' };

/** Reads one line and checks its signature by the key that it names; an unknown key counts as forged. */
export function readStatement(text: string, keys: readonly VerificationKey[]): ReadStatement {
  const parsed = signedStatement.safeParse(parseJson(text));
  if (!parsed.success) return { kind: 'UNREADABLE' };
  const { keyId, signature, ...statement } = parsed.data;
  const key = keys.find((candidate) => candidate.id === keyId);
  if (key === undefined) return { kind: 'FORGED' };
  const isValid = verify(null, signedBytes(statement, keyId), key.publicKey, Buffer.from(signature, 'base64'));
  return isValid ? { kind: 'VALID', statement } : { kind: 'FORGED' };
}

const count = z.number().int().nonnegative();
const chainHead = z.strictObject({ writer: z.string(), sequence: count, hash: z.string() });
const signed = { keyId: z.string(), signature: z.string() };
const signedStatement = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('CHECKPOINT'),
    format: z.literal(1),
    store: z.string(),
    writer: z.string(),
    number: count,
    previous: z.string().nullable(),
    at: count,
    heads: z.array(chainHead),
    ...signed,
  }),
  z.strictObject({
    kind: z.literal('PURGE'),
    format: z.literal(1),
    store: z.string(),
    writer: z.string(),
    segment: count,
    month: z.string(),
    firstSequence: count,
    lastSequence: count,
    openingHash: z.string(),
    closingHash: z.string(),
    at: count,
    ...signed,
  }),
  z.strictObject({
    kind: z.literal('CONFIRMED'),
    format: z.literal(1),
    store: z.string(),
    writer: z.string(),
    at: count,
    head: chainHead,
    ...signed,
  }),
]);

// The key id is under the signature too, so that a statement cannot be re-labelled.
function signedBytes(statement: Statement, keyId: string): Buffer {
  return Buffer.from(`childview ledger statement 1\n${canonicalJson({ ...statement, keyId })}`, 'utf8');
}
