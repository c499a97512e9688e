import { z } from 'zod';
import type { LedgerChild, LedgerControl, LedgerEntry, LedgerSearch } from '../model/ledger-entry.ts';
import { type CanonicalValue, canonicalJson } from './canonical-json.ts';
import { type DataKey, seal, unseal } from './data-key.ts';
import { hashOfCriterion, hashOfIdentifier, hashOfLook, hashOfSubject, type IdentifierKey } from './identifier-hash.ts';
import { parseJson } from './parse-json.ts';

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

/** A record as it is written: its canonical text, and the hashes by which it can be found. */
export type StoredRecord = { readonly body: string; readonly lookups: readonly string[] };

/**
 * Turns an entry into what is written. In clear: kind, times, organisation, roles, purpose, bases,
 * policy version, shape (of searches: which fields), the code of a refused request, and until when the child may
 * not see it. As keyed hashes: the caller's and the children's identifiers, and what was looked by. Sealed for
 * the audit role: caller, reason, whether the family was told, what searches came to, and all that was decided
 * for each child.
 *
 * @throws TypeError when the entry holds what has no canonical form.
 */
export function storeRecord(
  entry: LedgerEntry,
  place: RecordPlace,
  identifierKey: IdentifierKey,
  dataKey: DataKey,
): StoredRecord {
  const { subject, mediator, organisation, roles } = entry.caller;
  const children = entry.children.map((child) => hashesOf(child, identifierKey));
  const looks = entry.children.map(({ lookedAt }) =>
    sorted(lookedAt.map((record) => hashOfLook(identifierKey, record))),
  );
  const account = entry.control?.account ?? null;
  const people = [subject, mediator, account].filter((who) => who !== null);
  const subjects = [...new Set(people)].map((who) => hashOfSubject(identifierKey, who));
  const sealedPart = {
    subject,
    mediator,
    reason: entry.reason,
    informed: entry.informed,
    children: entry.children.map(({ outcomes, refusal }) => ({ outcomes, refusal })),
    ...(entry.searches === undefined
      ? {}
      : { searches: entry.searches.map(({ outcome: came, results }) => ({ outcome: came, results })) }),
  } satisfies SealedPart;
  const body = canonicalJson({
    format: 1,
    ...place,
    kind: entry.kind,
    recordId: entry.recordId,
    at: entry.at,
    organisation,
    roles,
    subjects,
    purpose: entry.purpose,
    bases: entry.bases,
    policyVersion: entry.policyVersion,
    dryRun: entry.dryRun,
    ...(entry.mode === undefined ? {} : { mode: entry.mode }),
    ...(entry.origin === undefined
      ? {}
      : { origin: { authority: entry.origin.authority, recordId: entry.origin.recordId } }),
    shape: { roots: entry.shape.roots, classes: entry.shape.classes },
    refusal: entry.refusal,
    heldBackUntil: entry.heldBackUntil,
    ...(entry.control === undefined ? {} : { control: controlOf(entry.control) }),
    children,
    looks,
    ...(entry.searches === undefined
      ? {}
      : { searches: entry.searches.map((search) => searchOf(search, identifierKey)) }),
    identifierKey: identifierKey.id,
    dataKey: dataKey.id,
    sealed: seal(
      dataKey.secret,
      padded(canonicalJson(account === null ? sealedPart : { ...sealedPart, account })),
      boundTo(place),
    ),
  });
  return { body, lookups: lookupsOf({ subjects, children, looks }) };
}

/** Parses the text of a stored record; null when it is none. */
export function parseRecordBody(text: string): RecordBody | null {
  const parsed = recordBody.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}

/** Opens what only the audit role may read; null when the key is another or the record was changed. */
export function openSealedPart(body: RecordBody, dataKey: Buffer): SealedPart | null {
  try {
    const parsed = sealedPart.safeParse(parseJson(unseal(dataKey, body.sealed, boundTo(body)).toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The hashes by which a record is found, each once. */
export function lookupsOf({
  subjects,
  children,
  looks = [],
}: Pick<RecordBody, 'subjects' | 'children' | 'looks'>): readonly string[] {
  return [...new Set([...subjects, ...children.flat(), ...looks.flat()])];
}

/** What a stored record's text says. */
export type RecordBody = z.infer<typeof recordBody>;

/** What only the audit role may read. `children` stand in the order of the record's hashes. */
export type SealedPart = z.infer<typeof sealedPart>;

const count = z.number().int().nonnegative();
const words = z.array(z.string()).readonly();

const recordBody = z
  .strictObject({
    format: z.literal(1),
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
    subjects: words,
    purpose: z.string().nullable(),
    bases: words,
    policyVersion: z.string(),
    dryRun: z.boolean(),
    mode: z.string().optional(),
    // Of a request that another authority's gateway forwarded.
    origin: z.strictObject({ authority: z.string(), recordId: z.string() }).readonly().optional(),
    shape: z.strictObject({ roots: words, classes: words }).readonly(),
    refusal: z.string().nullable(),
    // Absent in records of before there was an access log: such a one is never shown there.
    heldBackUntil: z.string().nullable().optional(),
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
    children: z.array(words).readonly(),
    looks: z.array(words).readonly().optional(),
    searches: z
      .array(z.strictObject({ fields: words, hashes: words }).readonly())
      .readonly()
      .optional(),
    identifierKey: z.string(),
    dataKey: z.string(),
    sealed: z.string(),
  })
  .readonly();

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

// The account is sealed with the caller.
function controlOf({ act, outcome, obligations }: LedgerControl): Omit<LedgerControl, 'account'> {
  return { act, outcome, obligations: obligations.map(({ kind, dueBy }) => ({ kind, dueBy })) };
}

// Sorted, so that the order of the hashes does not tell which agency answered.
function hashesOf(child: LedgerChild, key: IdentifierKey): readonly string[] {
  return sorted(child.keys.map((identifier) => hashOfIdentifier(key, identifier)));
}

// Sorted by hash: which is of which field, the fields say to whoever knows the values.
function searchOf(
  { fields, keys }: LedgerSearch,
  key: IdentifierKey,
): { fields: readonly string[]; hashes: readonly string[] } {
  return { fields, hashes: sorted(keys.map((criterion) => hashOfCriterion(key, criterion))) };
}

function sorted(hashes: readonly string[]): readonly string[] {
  return [...new Set(hashes)].sort();
}

// A length in steps tells less of how much was decided; JSON allows the spaces.
function padded(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([bytes, Buffer.alloc((256 - (bytes.length % 256)) % 256, ' ')]);
}

// A sealed part moved to another record does not open.
function boundTo(place: { readonly store: string; readonly writer: string; readonly sequence: number }): string {
  const bound: CanonicalValue = [place.store, place.writer, place.sequence];
  return canonicalJson(bound);
}
