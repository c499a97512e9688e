import { type ChainHead, type RecordRow, recordHash } from './chain.ts';
import { createDataKey, type DataKey } from './data-key.ts';
import type { LedgerKeys } from './ledger-keys.ts';
import type { WaitingEntry } from './ledger-store.ts';
import { storeRecord } from './stored-record.ts';

/** The segment a writer is in; a closed one takes no more records. */
export type SegmentPosition = { readonly number: number; readonly month: string; readonly isClosed: boolean };

/** Where a writer's chain stands; moves with each group that became durable. */
export type ChainProgress = {
  readonly head: ChainHead;
  readonly segment: SegmentPosition | null;
  readonly dataKey: (DataKey & { readonly segment: number }) | null;
};

/** A record with its place in the chain. */
export type ChainedRecord = RecordRow & {
  readonly sequence: number;
  readonly segment: number;
  readonly hash: string;
  readonly hashes: Uint8Array;
  readonly sealed: Uint8Array;
};

/** What a group adds to a chain, to be stored in one transaction. */
export type ChainedGroup = {
  /** Segments that begin; where one was open before, it ends with the record and the hash before the first here. */
  readonly opened: readonly OpenedSegment[];
  readonly dataKeys: readonly (DataKey & { readonly segment: number })[];
  readonly records: readonly ChainedRecord[];
  readonly progress: ChainProgress;
};

/** A segment that begins, and the number of the one that it closes; null: there is none, or it is closed already. */
export type OpenedSegment = {
  readonly segment: number;
  readonly month: string;
  readonly firstSequence: number;
  readonly openingHash: string;
  readonly closes: number | null;
};

/** Continues a chain by a group of entries, in their order. The same for every kind of store. */
export function chainGroup(
  group: readonly WaitingEntry[],
  from: ChainProgress,
  { store, writer, keys }: { readonly store: string; readonly writer: string; readonly keys: LedgerKeys },
): ChainedGroup {
  const opened: OpenedSegment[] = [];
  const dataKeys: ChainedGroup['dataKeys'][number][] = [];
  let { head, segment, dataKey } = from;
  const records = group.map(({ entry, writtenAt }): ChainedRecord => {
    const next = segmentFor(segment, writtenAt);
    const sequence = head.sequence + 1;
    if (next !== segment) {
      const closes = segment === null || segment.isClosed ? null : segment.number;
      const { number, month } = next;
      opened.push({ segment: number, month, firstSequence: sequence, openingHash: head.hash, closes });
      segment = next;
    }
    if (dataKey?.segment !== next.number) {
      dataKey = { segment: next.number, ...createDataKey(keys.audit) };
      dataKeys.push(dataKey);
    }
    const place = { store, writer, sequence, segment: next.number, month: next.month, writtenAt };
    const record = storeRecord(entry, place, keys.identifier.id, dataKey);
    head = { writer, sequence, hash: recordHash(head.hash, record) };
    return { ...record, sequence, segment: next.number, hash: head.hash };
  });
  return { opened, dataKeys, records, progress: { head, segment, dataKey } };
}

// A month never goes back: records of a clock set back stay in the open segment.
function segmentFor(current: SegmentPosition | null, writtenAt: number): SegmentPosition {
  const month = new Date(writtenAt).toISOString().slice(0, 7);
  if (current === null) return { number: 1, month, isClosed: false };
  if (!current.isClosed && month <= current.month) return current;
  return { number: current.number + 1, month: month > current.month ? month : current.month, isClosed: false };
}
