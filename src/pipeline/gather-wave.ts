import type { FactsAnswer } from '../graph/graph-step.ts';
import type { ChildRecord, Silence } from '../model/child-record.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { AgencyName, RecordKey } from '../model/words.ts';
import type { Asked, GatherParts } from './gather-parts.ts';
import { addFound, type AskedKey, type GatherSlot, isFound, textOf } from './gather-slot.ts';

/** What one wave asks by. */
export type Wave = {
  /** The keys of a slot that an agency is asked by; null: for this agency the slot is not in this wave. */
  readonly keysOf: (slot: GatherSlot, agency: Asked) => readonly AskedKey[] | null;
  /** By slot, the details that all agencies are asked by; null: no wave of searches. */
  readonly searches: ((slot: GatherSlot) => readonly PersonSearch[]) | null;
  /** The wave by what the caller gave: one key a child. */
  readonly isFirst: boolean;
};

type WantedOf = {
  readonly slot: GatherSlot;
  readonly keys: readonly AskedKey[];
  readonly searches: readonly PersonSearch[];
};

/**
 * One wave: per agency one request for all slots that are in it, or for each batch of them. What is found is added
 * to the slots; an agency that does not answer is added to `silent`.
 */
export async function askWave(
  slots: readonly GatherSlot[],
  parts: GatherParts,
  silent: Map<AgencyName, Silence>,
  { keysOf, searches, isFirst }: Wave,
): Promise<void> {
  await Promise.all(
    parts.agencies.map(async (agency) => {
      const { name } = agency;
      if (silent.has(name)) return;
      const looksFor = searches !== null && parts.isSearchable(name) ? searches : null;
      const wanted: WantedOf[] = [];
      for (const slot of slots) {
        const keys = keysOf(slot, agency);
        if (keys !== null) wanted.push({ slot, keys: notYetAsked(slot, name, keys), searches: looksFor?.(slot) ?? [] });
      }
      if (wanted.length === 0) return;

      // The first wave asks each child by one key: nothing is learnt yet that the requests could tell of.
      const batches = isFirst ? [wanted] : [...Map.groupBy(wanted, ({ slot }) => slot.batch).values()];
      const answers = await Promise.all(
        batches.map((batch) =>
          askForFacts(
            name,
            distinctKeys(batch),
            looksFor === null ? null : batch.flatMap((each) => each.searches),
            parts,
          ),
        ),
      );
      const silence = answers.find((answer) => answer.kind === 'SILENT');
      if (silence !== undefined) {
        silent.set(name, silence.silence);
        return;
      }
      assignFound(
        name,
        wanted,
        answers.flatMap((answer) => (answer.kind === 'RECORDS' ? answer.records : [])),
        parts,
      );
    }),
  );
}

/** Those that the agency is not asked by for the second time; from now on it was. */
function notYetAsked({ asked }: GatherSlot, agency: AgencyName, keys: readonly AskedKey[]): readonly AskedKey[] {
  const before = asked.get(agency) ?? new Set();
  asked.set(agency, before);
  const added = keys.filter(({ text }) => !before.has(text));
  for (const { text } of added) before.add(text);
  return added;
}

function distinctKeys(wanted: readonly WantedOf[]): readonly RecordKey[] {
  const distinct = new Map<string, RecordKey>();
  for (const { keys } of wanted) for (const { key, text } of keys) distinct.set(text, key);
  return [...distinct.values()];
}

/** Gives each slot the records that carry one of its keys, or could be the person that its details are of. */
function assignFound(
  agency: AgencyName,
  wanted: readonly WantedOf[],
  records: readonly ChildRecord[],
  parts: GatherParts,
): void {
  const byKey = recordsByKey(records);
  for (const { slot, keys, searches } of wanted) {
    if (searches.length > 0) slot.lookedAt.add(agency);
    for (const { text } of keys) addFound(slot, agency, byKey.get(text) ?? []);
  }
  if (wanted.every(({ searches }) => searches.length === 0)) return;
  const byDetails = parts.sortFound(
    records,
    wanted.map(({ searches }) => searches),
    (record, place) => {
      const slot = wanted[place]?.slot;
      return slot !== undefined && isFound(slot, agency, record);
    },
  );
  for (const [index, { slot }] of wanted.entries()) addFound(slot, agency, byDetails[index] ?? []);
}

function recordsByKey(records: readonly ChildRecord[]): ReadonlyMap<string, readonly ChildRecord[]> {
  const byKey = new Map<string, ChildRecord[]>();
  for (const record of records) {
    for (const identifier of record.identifiers) {
      const text = textOf(identifier);
      const list = byKey.get(text);
      if (list === undefined) byKey.set(text, [record]);
      else list.push(record);
    }
  }
  return byKey;
}

/** Asks one agency for all keys and searches; one silent answer makes the agency silent. */
async function askForFacts(
  agency: AgencyName,
  keys: readonly RecordKey[],
  searches: readonly PersonSearch[] | null,
  parts: GatherParts,
): Promise<FactsAnswer> {
  const calls = searches === null ? parts.factsCalls(agency, keys) : parts.factsCalls(agency, keys, searches);
  const answers = await Promise.all(calls.map(async (facts) => parts.readFacts(facts, await parts.ask(facts.call))));
  const [only] = answers;
  if (answers.length === 1 && only !== undefined) return only;
  const records: ChildRecord[] = [];
  let dropped = 0;
  for (const answer of answers) {
    if (answer.kind === 'SILENT') return answer;
    records.push(...answer.records);
    dropped += answer.dropped;
  }
  return { kind: 'RECORDS', records, dropped };
}
