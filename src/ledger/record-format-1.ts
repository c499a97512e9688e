import { z } from 'zod';
import { parseJson } from './parse-json.ts';
import type { RecordBody } from './record-body.ts';
import type { SealedPart } from './sealed-text.ts';

/*
 * Records as they were written before the second format: all of a record in one JSON text, hashes of 32 bytes and the
 * sealed part as base64 in it. They are read for as long as they are kept, and never written any more.
 */

const count = z.number().int().nonnegative();
const words = z.array(z.string()).readonly();

/** The members in clear that both formats have. */
export const clearMembers = {
  store: z.string(),
  writer: z.string(),
  sequence: count,
  segment: count,
  month: z.string(),
  writtenAt: count,
  kind: z.enum(['GRANTED', 'RELEASED', 'REFUSED', 'CONTROL']),
  recordId: z.string(),
  at: z.number().int(),
  organisation: z.string(),
  roles: words,
  purpose: z.string().nullable(),
  bases: words,
  policyVersion: z.string(),
  dryRun: z.boolean(),
  mode: z.string().optional(),
  origin: z.strictObject({ authority: z.string(), recordId: z.string() }).readonly().optional(),
  shape: z.strictObject({ roots: words, classes: words }).readonly(),
  refusal: z.string().nullable(),
  control: z
    .strictObject({
      act: z.string(),
      outcome: z.string().nullable(),
      obligations: z
        .array(z.strictObject({ kind: z.string(), dueBy: z.number().int().nullable() }).readonly())
        .readonly(),
    })
    .readonly()
    .optional(),
  searches: z
    .array(z.strictObject({ fields: words, hashes: words }).readonly())
    .readonly()
    .optional(),
  identifierKey: z.string(),
  dataKey: z.string(),
};

const recordBody = z
  .strictObject({
    ...clearMembers,
    format: z.literal(1),
    subjects: words,
    heldBackUntil: z.string().nullable().optional(),
    children: z.array(words).readonly(),
    looks: z.array(words).readonly().optional(),
    sealed: z.string(),
  })
  .readonly();

/** Reads the parsed body of a record of the first format; null when it is none. */
export function parseFirstFormat(value: unknown): RecordBody | null {
  const parsed = recordBody.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** Reads the opened part of a record of the first format; null when it is none. */
export function parseFirstSealedText(text: string): SealedPart | null {
  const parsed = sealedPart.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}

const filled = z.string().nullable();
const slots = z
  .strictObject({
    power: filled,
    art6: filled,
    art9: filled,
    art10: filled,
    confidence: filled,
    missing: z.enum(['POWER', 'ART6', 'ART9', 'ART10', 'CONFIDENCE']).nullable(),
  })
  .readonly();

const outcome = z
  .object({
    agency: z.string(),
    class: z.string(),
    outcome: z.enum(['GRANTED', 'RELEASED', 'REPORTED', 'WITHHELD', 'NOT_HELD', 'NO_RESPONSE', 'SOURCE_ERROR']),
    code: z.string().nullable(),
    policies: words,
    consents: words,
    bases: words,
    // Absent in records of before the slots were kept.
    slots: slots.exactOptional(),
  })
  .readonly();

const sealedPart = z
  .strictObject({
    subject: z.string(),
    mediator: z.string().nullable(),
    reason: z.string().nullable(),
    informed: z.string().nullable().optional(),
    account: z.string().optional(),
    searches: z
      .array(z.strictObject({ outcome: z.string().nullable(), results: words }).readonly())
      .readonly()
      .optional(),
    children: z
      .array(z.strictObject({ outcomes: z.array(outcome).readonly(), refusal: z.string().nullable() }).readonly())
      .readonly(),
  })
  .readonly();
