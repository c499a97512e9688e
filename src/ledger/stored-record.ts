import { z } from 'zod';
import { type CanonicalValue, canonicalJson } from './canonical-json.ts';
import type { RecordRow } from './chain.ts';
import { type DataKey, sealBytes, unseal, unsealBytes } from './data-key.ts';
import type { EncodedEntry } from './encode-entry.ts';
import { hashBytes, textsOfHashes } from './lookup-hash.ts';
import { parseJson } from './parse-json.ts';
import type { RecordBody } from './record-body.ts';
import { clearMembers, parseFirstFormat, parseFirstSealedText } from './record-format-1.ts';
import { parseSealedText, type SealedPart } from './sealed-text.ts';

/** Where a record stands: its writer's chain, its number there from 1, its segment and that segment's month. */
export type RecordPlace = {
  readonly store: string;
  readonly writer: string;
  readonly sequence: number;
  readonly segment: number;
  readonly month: string;
  /** When the writer took it, milliseconds since the epoch. */
  readonly writtenAt: number;
};

/** Gives an entry its place and seals what is to be sealed: format 2. */
export function storeRecord(
  { clear, secret, hashes }: EncodedEntry,
  place: RecordPlace,
  identifierKeyId: string,
  dataKey: DataKey,
): RecordRow & { readonly hashes: Uint8Array; readonly sealed: Uint8Array } {
  const { store, writer, sequence, segment, month, writtenAt } = place;
  const first = JSON.stringify({
    format: 2,
    store,
    writer,
    sequence,
    segment,
    month,
    writtenAt,
    identifierKey: identifierKeyId,
    dataKey: dataKey.id,
  });
  return {
    body: `${first.slice(0, -1)},${clear}`,
    hashes,
    sealed: sealBytes(dataKey, padded(secret), boundTo(place)),
  };
}

/** Reads a stored record of either format; null when it is none. */
export function parseRecord({ body, hashes, sealed }: RecordRow): RecordBody | null {
  const value = parseJson(body);
  if (hashes === null || sealed === null) return parseFirstFormat(value);
  const parsed = clearPart.safeParse(value);
  if (!parsed.success) return null;
  const { subjects, children, looks, ...rest } = parsed.data;
  const counts = [subjects, ...children, ...looks];
  if (hashes.length !== counts.reduce((sum, each) => sum + each, 0) * hashBytes) return null;
  if (children.length !== looks.length) return null;
  const texts = textsOfHashes(hashes);
  let from = 0;
  const lists = counts.map((length) => texts.slice(from, (from += length)));
  return {
    ...rest,
    subjects: lists[0] ?? [],
    children: lists.slice(1, 1 + children.length),
    looks: lists.slice(1 + children.length),
    sealed,
  };
}

/** Opens what only the audit role may read; null when the key is another or the record was changed. */
export function openSealedPart(body: RecordBody, dataKey: Buffer): SealedPart | null {
  try {
    return typeof body.sealed === 'string'
      ? parseFirstSealedText(unseal(dataKey, body.sealed, boundTo(body)).toString('utf8'))
      : parseSealedText(unsealBytes(dataKey, body.sealed, boundTo(body)).toString('utf8'));
  } catch {
    return null;
  }
}

const count = z.number().int().nonnegative();

const clearPart = z
  .strictObject({
    ...clearMembers,
    format: z.literal(2),
    heldBackUntil: z.string().nullable(),
    subjects: count,
    children: z.array(count),
    looks: z.array(count),
  })
  .readonly();

// A length in steps tells less of how much was decided; JSON allows the spaces.
function padded(text: string): Buffer {
  const length = Buffer.byteLength(text, 'utf8');
  const bytes = Buffer.allocUnsafe(Math.ceil(length / paddingStep) * paddingStep);
  bytes.write(text, 'utf8');
  return bytes.fill(' ', length);
}

const paddingStep = 256;

// A sealed part moved to another record does not open.
function boundTo(place: { readonly store: string; readonly writer: string; readonly sequence: number }): string {
  const bound: CanonicalValue = [place.store, place.writer, place.sequence];
  return canonicalJson(bound);
}
