import type { ControlState } from '../model/control-state.ts';
import type { ChildRecord } from '../model/child-record.ts';
import type { RecordReference } from '../model/ledger-entry.ts';
import type { Judgement, PairVerdict, RecordHash, VerdictHashes } from '../model/match-verdict.ts';
import { controlUnavailable, readControl } from './control-access.ts';

/** What is read of the verdicts for one operation. */
export type VerdictReader = {
  /**
   * Learns what was judged of records that are about to be linked: to be awaited where it is a promise, the store being
   * one over a network. One at hand is asked when two are linked, and this is undefined. None yet: begins to ask.
   */
  readonly learn: (recordsOf: () => readonly ChildRecord[]) => Promise<void> | undefined;
  /** What linking these records is told of any two of them. */
  readonly among: (records: readonly ChildRecord[]) => (one: ChildRecord, other: ChildRecord) => Judgement | null;
  /** Verdicts that are not withdrawn on a record and one of others, the newest first, each once. */
  readonly on: (record: RecordReference, others: readonly RecordReference[]) => readonly PairVerdict[];
};

/**
 * Reads the verdicts that concern an operation's records, each record once, by keyed hashes of their local ids.
 * While there is no verdict at all no record is hashed. A verdict kept by a key that is not at hand could be
 * about anybody, so that nothing is linked then.
 *
 * @throws GatewayError from its methods when the control state cannot be read.
 */
export function readVerdicts(parts: {
  readonly control: Pick<ControlState, 'verdictKeys' | 'verdictsOn'>;
  readonly verdictHashes: Pick<VerdictHashes, 'hasKeys' | 'hashesUnder'>;
}): VerdictReader {
  const { control, verdictHashes } = parts;
  let keyIds: readonly string[] | null = null;
  /** Where the store is over a network: the keys, asked for once. */
  let far: Promise<readonly string[]> | null = null;
  const hashes = new Map<string, readonly RecordHash[]>();
  const held = new Map<string, PairVerdict[]>();
  /** The records that `held` has everything of. */
  const learnt = new Set<string>();

  const keys = (): readonly string[] => {
    if (keyIds === null) {
      const read = readControl(() => control.verdictKeys());
      // What was not learnt cannot be waited for here.
      if (read instanceof Promise) throw unlearnt(read);
      keyIds = read;
    }
    if (!verdictHashes.hasKeys(keyIds)) throw controlUnavailable();
    return keyIds;
  };
  const hashesOf = (record: RecordReference): readonly RecordHash[] => {
    const known = hashes.get(nameOf(record));
    if (known !== undefined) return known;
    const made = verdictHashes.hashesUnder(keys(), record);
    hashes.set(nameOf(record), made);
    return made;
  };
  const keep = (records: readonly RecordReference[], verdicts: readonly PairVerdict[]): void => {
    for (const record of records) learnt.add(nameOf(record));
    for (const verdict of verdicts) {
      const name = pairName(verdict.one, verdict.other);
      const before = held.get(name) ?? [];
      if (!before.some(({ id }) => id === verdict.id)) held.set(name, [...before, verdict]);
    }
  };
  const unknownOf = (records: readonly RecordReference[]): readonly RecordReference[] =>
    records.filter((record) => !learnt.has(nameOf(record)));
  const learnNow = (records: readonly RecordReference[]): void => {
    const unknown = unknownOf(records);
    if (unknown.length === 0) return;
    const read = readControl(() => control.verdictsOn(unknown.flatMap(hashesOf)));
    if (read instanceof Promise) throw unlearnt(read);
    keep(unknown, read);
  };
  const learnFar = async (asked: Promise<readonly string[]>, records: readonly RecordReference[]): Promise<void> => {
    keyIds = await asked;
    if (keys().length === 0) return;
    const unknown = unknownOf(records);
    if (unknown.length === 0) return;
    keep(unknown, await readControl(() => control.verdictsOn(unknown.flatMap(hashesOf))));
  };
  const between = (one: RecordReference, other: RecordReference): readonly PairVerdict[] => {
    const others = hashesOf(other);
    // A pair is kept by one key, so that hashes stand in the same place.
    return hashesOf(one).flatMap((hash, index) => held.get(pairName(hash, others[index] ?? '')) ?? []);
  };

  return {
    learn: (recordsOf) => {
      if (keyIds === null && far === null) {
        const read = readControl(() => control.verdictKeys());
        if (read instanceof Promise) far = read;
        else keyIds = read;
      }
      return far === null ? undefined : learnFar(far, recordsOf());
    },
    among: (records) => {
      if (keys().length === 0) return none;
      learnNow(records);
      if (held.size === 0) return none;
      const isProtected = records.some(({ isShielded, isLinkLocked }) => isShielded || isLinkLocked);
      return (one, other) => judgementOf(between(one, other), isProtected);
    },
    on: (record, others) => {
      if (keys().length === 0) return [];
      learnNow([record, ...others]);
      const found = others.flatMap((other) => between(record, other));
      return [...new Map(found.map((verdict) => [verdict.id, verdict])).values()];
    },
  };
}

const none = (): null => null;

/** Nobody waits for it any more. */
function unlearnt(read: Promise<unknown>): Error {
  read.catch(() => undefined);
  return controlUnavailable();
}

/** Of several in force the strictest counts; a proposal is not in force. */
function judgementOf(verdicts: readonly PairVerdict[], isProtected: boolean): Judgement | null {
  const inForce = verdicts.filter(({ state }) => state === 'IN_FORCE' || state === 'ENDING');
  const apart = inForce.filter(({ verdict }) => verdict === 'NOT_SAME');
  if (apart.length === 0) return inForce.length === 0 ? null : 'SAME';
  return isProtected && !apart.some(({ isConfirmed }) => isConfirmed) ? 'DOUBTED' : 'NOT_SAME';
}

function nameOf({ agency, recordId }: RecordReference): string {
  return `${agency}\n${recordId}`;
}

function pairName(one: RecordHash, other: RecordHash): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
