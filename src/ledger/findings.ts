/** What `verify` can find; each says what was done to the trail. */
export type FindingCode =
  /** The tables are not those of the ledger, or something was added to them. */
  | 'SCHEMA_CHANGED'
  /** The store is another one than the checkpoints speak of. */
  | 'STORE_REPLACED'
  /** A record does not follow from the one before it. */
  | 'RECORD_CHANGED'
  /** A record bears the number, writer or segment of another place. */
  | 'RECORD_MOVED'
  /** Numbers of a chain are missing. */
  | 'RECORD_MISSING'
  /** Records stand outside every segment. */
  | 'RECORD_UNEXPECTED'
  /** Records that a signed checkpoint covers are gone from the end of a chain. */
  | 'TAIL_CUT'
  /** A signed checkpoint covers a chain of which nothing is left. */
  | 'CHAIN_MISSING'
  /** A chain's segment is gone without a signed purge. */
  | 'SEGMENT_MISSING'
  /** A segment's entry does not fit its records, its neighbours or its purge statement. */
  | 'SEGMENT_CHANGED'
  /** The index by which records are found lacks entries, or has some of its own. */
  | 'INDEX_CHANGED'
  /** A key that the audit role reads by is missing or changed. */
  | 'DATA_KEY_CHANGED'
  /** A checkpoint or a purge statement is not signed by a key of ours. */
  | 'CHECKPOINT_FORGED'
  /** A checkpoint is in one of store and checkpoints file only, or numbers are missing. */
  | 'CHECKPOINT_MISSING'
  /** Two different checkpoints bear one number: an older copy of the store was continued. */
  | 'CHECKPOINT_FORKED'
  /** A chain was rewritten: a signed head is not the hash that is now at its place. */
  | 'CHECKPOINT_CONTRADICTED';

/** One thing that is wrong; never a value of a record. */
export type Finding = {
  readonly code: FindingCode;
  readonly writer: string | null;
  /** Of a record, for CHECKPOINT_* of a checkpoint, for SEGMENT_* of a segment; of a gap its first. */
  readonly number: number | null;
};

/** Gathers findings: keeps the first of each place, and no more than `kept`; counts all. */
export type Findings = {
  add(code: FindingCode, writer?: string | null, number?: number | null): void;
  readonly kept: readonly Finding[];
  readonly total: number;
};

/** Makes an empty collection; `most` bounds what is kept, not what is counted. */
export function createFindings(most: number): Findings {
  const kept: Finding[] = [];
  const seen = new Set<string>();
  let total = 0;
  return {
    add(code, writer = null, number = null) {
      const place = `${code} ${writer ?? ''} ${number ?? ''}`;
      if (seen.has(place)) return;
      total += 1;
      if (kept.length >= most) return;
      seen.add(place);
      kept.push({ code, writer, number });
    },
    kept,
    get total() {
      return total;
    },
  };
}
