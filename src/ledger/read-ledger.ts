import type { LedgerOutcome } from '../model/ledger-entry.ts';
import { unwrapDataKey } from './data-key.ts';
import { findPlaces, type Place } from './find-places.ts';
import type { LocalIdentifier } from './identifier-hash.ts';
import { LedgerError } from './ledger-error.ts';
import type { AuditKeys } from './ledger-keys.ts';
import { type LedgerSteps, rowOf, rowsOf, type StoreFacts } from './ledger-steps.ts';
import { type LedgerSource, readStore } from './open-store.ts';
import { readRecords } from './read-record.ts';
import type { RecordBody } from './record-body.ts';
import type { SealedPart } from './sealed-text.ts';
import { openSealedPart } from './stored-record.ts';
import { createWantedHashes, type LookupName } from './wanted-hashes.ts';

/** Whose records are looked for. */
export type LedgerQuery =
  | { readonly kind: 'CHILD'; readonly identifiers: readonly LocalIdentifier[] }
  | { readonly kind: 'CALLER'; readonly subject: string }
  /** All records of one operation, and of what was done about it later. */
  | { readonly kind: 'OPERATION'; readonly recordId: string };

/** One record as the audit role reads it. Of an operation over several children it shows the one looked for. */
export type ListedRecord = {
  readonly writer: string;
  readonly sequence: number;
  readonly kind: RecordBody['kind'];
  readonly recordId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly organisation: string;
  readonly roles: readonly string[];
  readonly purpose: string | null;
  readonly bases: readonly string[];
  readonly policyVersion: string;
  readonly dryRun: boolean;
  /** The access mode; null where the request was refused before one was decided. */
  readonly mode: string | null;
  readonly roots: readonly string[];
  readonly classes: readonly string[];
  /** The fields of each search. */
  readonly searches: readonly (readonly string[])[];
  /** The code, when the request was refused as a whole. */
  readonly refusal: string | null;
  /** The change of control state; null of any other record. */
  readonly control: NonNullable<RecordBody['control']> | null;
  /** What was sealed; null when no key at hand opens it, or it was changed. */
  readonly opened: {
    readonly subject: string;
    readonly mediator: string | null;
    readonly reason: string | null;
    /** The account that a change of control state was about. */
    readonly account: string | null;
    /** The code, when the child was refused as a whole. */
    readonly childRefusal: string | null;
    /** What each search came to, and the outcome of each candidate that was shown. */
    readonly searches: NonNullable<SealedPart['searches']>;
    readonly outcomes: readonly LedgerOutcome[];
  } | null;
};

/** What is listed: at most `limit` records, from `since` (milliseconds since the epoch) on. */
type ListOptions = {
  readonly keys: AuditKeys;
  readonly query: LedgerQuery;
  readonly since?: number | undefined;
  readonly limit: number;
};

/**
 * Lists the records about a child or of a caller, newest first, with the audit role's keys. Works
 * while a gateway writes. Does not verify: `verifyLedger` does.
 *
 * @throws LedgerError when there is no ledger.
 */
export function readLedger(options: ListOptions & LedgerSource): Promise<readonly ListedRecord[]> {
  return readStore(options, async (open) => {
    if (!(await open.hasSchema())) throw new LedgerError('STORE_DAMAGED');
    return open.take(listRecords(open, options));
  });
}

function* listRecords(
  open: StoreFacts,
  { keys, query, since = 0, limit }: ListOptions,
): LedgerSteps<readonly ListedRecord[]> {
  const wanted = keys.identifiers.map((key) => createWantedHashes(key)(namesOf(query)));
  const hashes = new Set(wanted.flatMap(({ texts }) => [...texts]));
  const openPart = sealedPartOpener(keys);
  const places =
    query.kind === 'OPERATION'
      ? yield* placesOfOperation(query.recordId)
      : yield* findPlaces(
          open,
          wanted.flatMap((each) => each.hashes),
        );
  const isWanted = (body: RecordBody): boolean =>
    query.kind === 'OPERATION' ? body.recordId === query.recordId : isAbout(body, hashes);
  const bodies = (yield* readRecords(open, places))
    .filter((body) => body.at >= since && isWanted(body))
    .sort((left, right) => right.at - left.at || right.writtenAt - left.writtenAt || right.sequence - left.sequence)
    .slice(0, limit);
  const records: ListedRecord[] = [];
  for (const body of bodies) records.push(listed(body, yield* openPart(body), query.kind === 'CHILD' ? hashes : null));
  return records;
}

// Under every key that ever hashed, so that rotation hides nothing.
function namesOf(query: LedgerQuery): readonly LookupName[] {
  switch (query.kind) {
    case 'OPERATION':
      return [];
    case 'CALLER':
      return [{ kind: 'SUBJECT', subject: query.subject }];
    case 'CHILD':
      return query.identifiers.map((identifier) => ({ kind: 'IDENTIFIER', identifier }));
  }
}

function isAbout({ subjects, children }: RecordBody, hashes: ReadonlySet<string>): boolean {
  return [subjects, ...children].some((list) => list.some((hash) => hashes.has(hash)));
}

// A reference is no secret and not looked for often: no index is kept for it.
function* placesOfOperation(recordId: string): LedgerSteps<readonly Place[]> {
  const rows = yield* rowsOf(
    'SELECT writer, sequence FROM record WHERE HAS(body, $1)',
    `"recordId":${JSON.stringify(recordId)}`,
  );
  return rows.map((row) => ({ writer: String(row['writer']), sequence: Number(row['sequence']) }));
}

function sealedPartOpener(keys: AuditKeys): (body: RecordBody) => LedgerSteps<SealedPart | null> {
  const secrets = new Map<string, Buffer | null>();
  return function* openPart(body) {
    let secret = secrets.get(body.dataKey);
    if (secret === undefined) {
      const wrapped = (yield* rowOf('SELECT wrapped FROM data_key WHERE id = $1', body.dataKey))?.['wrapped'];
      secret = typeof wrapped === 'string' ? firstOpened(wrapped, keys) : null;
      secrets.set(body.dataKey, secret);
    }
    return secret === null ? null : openSealedPart(body, secret);
  };
}

function firstOpened(wrapped: string, keys: AuditKeys): Buffer | null {
  for (const key of keys.audit) {
    const secret = unwrapDataKey(wrapped, key);
    if (secret !== null) return secret;
  }
  return null;
}

// Nobody who looks for one child is shown the others of the same operation.
function listed(body: RecordBody, part: SealedPart | null, hashes: ReadonlySet<string> | null): ListedRecord {
  const about = (part?.children ?? []).filter(
    (_child, index) => hashes !== null && (body.children[index] ?? []).some((hash) => hashes.has(hash)),
  );
  return {
    writer: body.writer,
    sequence: body.sequence,
    kind: body.kind,
    recordId: body.recordId,
    at: body.at,
    organisation: body.organisation,
    roles: body.roles,
    purpose: body.purpose,
    bases: body.bases,
    policyVersion: body.policyVersion,
    dryRun: body.dryRun,
    mode: body.mode ?? null,
    roots: body.shape.roots,
    classes: body.shape.classes,
    searches: (body.searches ?? []).map(({ fields }) => fields),
    refusal: body.refusal,
    control: body.control ?? null,
    opened:
      part === null
        ? null
        : {
            subject: part.subject,
            mediator: part.mediator,
            reason: part.reason,
            account: part.account ?? null,
            childRefusal: about.find(({ refusal }) => refusal !== null)?.refusal ?? null,
            // Whoever looks for one child is not told of other searches' outcomes than by the child's own.
            searches: hashes === null ? (part.searches ?? []) : [],
            outcomes: about.flatMap(({ outcomes }) => outcomes),
          },
  };
}
