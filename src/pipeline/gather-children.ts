import type { FactsAnswer, FactsCall } from '../graph/graph-step.ts';
import type { AgencyAnswer, AgencyCall } from '../model/agency-call.ts';
import type { ChildRecord, LinkedChild, LinkedRecord, Silence } from '../model/child-record.ts';
import type { AgencyName, RecordKey } from '../model/words.ts';

/** Where the search for one child starts: an identifier, or records that a caseload question already brought. */
export type Entry =
  | { readonly kind: 'KEY'; readonly key: RecordKey }
  | { readonly kind: 'RECORDS'; readonly agency: AgencyName; readonly records: readonly ChildRecord[] };

/** What gathering needs of the steps. */
export type GatherParts = {
  /** The agencies and the schemes each is asked by, its own first. */
  readonly agencies: readonly { readonly name: AgencyName; readonly schemes: readonly string[] }[];
  readonly factsCalls: (agency: AgencyName, keys: readonly RecordKey[]) => readonly FactsCall[];
  readonly readFacts: (facts: FactsCall, answer: AgencyAnswer) => FactsAnswer;
  readonly ask: (call: AgencyCall) => Promise<AgencyAnswer>;
  /** Which of one agency's records the key leads to. */
  readonly chooseEntry: (records: readonly ChildRecord[], key: RecordKey) => readonly ChildRecord[];
  readonly link: (entry: readonly ChildRecord[], candidates: readonly ChildRecord[]) => readonly LinkedRecord[];
};

type Slot = {
  readonly entry: Entry;
  /** What each agency was asked by, as `scheme:value`. */
  readonly asked: Map<AgencyName, Set<string>>;
  readonly found: Map<AgencyName, readonly ChildRecord[]>;
};

/**
 * Asks all agencies for facts and links the records: one wave to the agencies that hold the entry's
 * scheme, further ones by the identifiers learnt to all agencies. The further ones also go to
 * agencies that answered before, since a duplicate under another number may bear the shield; and
 * they go out whether or not anything was learnt, so that the sequence of requests does not tell
 * whether a child exists (DESIGN promise 4). Children keep the order of `entries`.
 */
export async function gatherChildren(entries: readonly Entry[], parts: GatherParts): Promise<readonly LinkedChild[]> {
  const silent = new Map<AgencyName, Silence>();
  const slots: readonly Slot[] = entries.map((entry) => ({
    entry,
    asked: new Map(),
    found: new Map(entry.kind === 'RECORDS' ? [[entry.agency, entry.records]] : []),
  }));

  await askWave(slots, parts, silent, ({ entry }, schemes) =>
    entry.kind === 'KEY' && schemes.includes(entry.key.scheme) ? [entry.key] : null,
  );
  for (let wave = 2; wave <= mostWaves; wave += 1) {
    const learnt = slots.map((slot) => learntKeys(slot, parts));
    await askWave(slots, parts, silent, ({ entry }, schemes, index) =>
      wave > wavesOf(entry, parts) ? null : (learnt[index] ?? []).filter((key) => schemes.includes(key.scheme)),
    );
  }
  return slots.map((slot) => {
    const records = linkSlot(slot, parts);
    // Of a child that nobody knows nothing is said, this neither.
    const unasked = records.length === 0 ? [] : parts.agencies.filter(({ name }) => !wasAsked(slot, name));
    return { records, silent, unasked: new Set(unasked.map(({ name }) => name)) };
  });
}

const mostWaves = 3;

/**
 * How many waves an entry takes, by configuration alone. A scheme that all agencies hold leads to
 * all of them at once, and the second wave to what else they hold. A scheme of some leads to the
 * others in the second, whose identifiers may in turn be those of a shielded duplicate: a third.
 */
function wavesOf(entry: Entry, { agencies }: GatherParts): number {
  if (entry.kind === 'RECORDS') return 3;
  if (!agencies.every(({ schemes }) => schemes.includes(entry.key.scheme))) return 3;
  return agencies.every(({ schemes }) => schemes.length === 1) ? 1 : 2;
}

/** Whether an agency was asked for a child by at least one identifier. */
function wasAsked({ asked, entry }: Slot, agency: AgencyName): boolean {
  return (asked.get(agency)?.size ?? 0) > 0 || (entry.kind === 'RECORDS' && entry.agency === agency);
}

/** One wave: per agency one request for all slots that `keysOf` gives keys for (null: not this wave). */
async function askWave(
  slots: readonly Slot[],
  parts: GatherParts,
  silent: Map<AgencyName, Silence>,
  keysOf: (slot: Slot, schemes: readonly string[], index: number) => readonly RecordKey[] | null,
): Promise<void> {
  await Promise.all(
    parts.agencies.map(async ({ name, schemes }) => {
      if (silent.has(name)) return;
      const wanted: { readonly slot: Slot; readonly keys: readonly RecordKey[] }[] = [];
      const keys = new Map<string, RecordKey>();
      slots.forEach((slot, index) => {
        const slotKeys = keysOf(slot, schemes, index);
        if (slotKeys === null) return;
        const asked = slot.asked.get(name) ?? new Set();
        const newKeys = slotKeys.filter((key) => !asked.has(textOf(key)));
        slot.asked.set(name, new Set([...asked, ...newKeys.map(textOf)]));
        wanted.push({ slot, keys: newKeys });
        for (const key of newKeys) keys.set(textOf(key), key);
      });
      if (wanted.length === 0) return;

      const answer = await askForFacts(name, [...keys.values()], parts);
      if (answer.kind === 'SILENT') {
        silent.set(name, answer.silence);
        return;
      }
      const byKey = recordsByKey(answer.records, keys);
      for (const { slot, keys: slotKeys } of wanted) {
        const found = new Map((slot.found.get(name) ?? []).map((record) => [record.recordId, record]));
        for (const key of slotKeys) {
          for (const record of byKey.get(textOf(key)) ?? []) {
            if (!found.has(record.recordId)) found.set(record.recordId, record);
          }
        }
        if (found.size > 0) slot.found.set(name, [...found.values()]);
      }
    }),
  );
  // An agency that fell silent midway answered nothing that could be relied on.
  for (const slot of slots) for (const name of silent.keys()) slot.found.delete(name);
}

function recordsByKey(
  records: readonly ChildRecord[],
  keys: ReadonlyMap<string, RecordKey>,
): ReadonlyMap<string, readonly ChildRecord[]> {
  const byKey = new Map<string, ChildRecord[]>();
  for (const record of records) {
    for (const identifier of record.identifiers) {
      const text = textOf(identifier);
      if (!keys.has(text)) continue;
      const list = byKey.get(text) ?? [];
      list.push(record);
      byKey.set(text, list);
    }
  }
  return byKey;
}

/** Asks one agency for all keys; one silent answer makes the agency silent. */
async function askForFacts(agency: AgencyName, keys: readonly RecordKey[], parts: GatherParts): Promise<FactsAnswer> {
  const answers = await Promise.all(
    parts.factsCalls(agency, keys).map(async (facts) => parts.readFacts(facts, await parts.ask(facts.call))),
  );
  const records: ChildRecord[] = [];
  let dropped = 0;
  for (const answer of answers) {
    if (answer.kind === 'SILENT') return answer;
    records.push(...answer.records);
    dropped += answer.dropped;
  }
  return { kind: 'RECORDS', records, dropped };
}

/** Identifiers of the records that are certainly this child; only these lead to further records. */
function learntKeys(slot: Slot, parts: GatherParts): readonly RecordKey[] {
  const keys = new Map<string, RecordKey>();
  if (slot.entry.kind === 'KEY') keys.set(textOf(slot.entry.key), slot.entry.key);
  for (const { record, outcome } of linkSlot(slot, parts)) {
    if (outcome !== 'MATCH') continue;
    // Whoever is asked for a severed identity's former numbers would learn the one from the other.
    const identifiers = record.identifiers.filter(({ former }) => !(record.isLinkLocked && former));
    for (const { scheme, value } of [...identifiers, ...record.crossReferences]) {
      keys.set(textOf({ scheme, value }), { scheme, value });
    }
  }
  return [...keys.values()];
}

/** Links a slot's records, starting from the agency whose own scheme the entry is, or else the first that holds it. */
function linkSlot(slot: Slot, parts: GatherParts): readonly LinkedRecord[] {
  const entry = entryRecords(slot, parts);
  if (entry.length === 0) return [];
  const candidates = parts.agencies
    .flatMap(({ name }) => slot.found.get(name) ?? [])
    .filter((record) => !entry.some((one) => one.agency === record.agency && one.recordId === record.recordId));
  return parts.link(entry, candidates);
}

function entryRecords({ entry, found }: Slot, parts: GatherParts): readonly ChildRecord[] {
  if (entry.kind === 'RECORDS') return found.has(entry.agency) ? entry.records : [];
  const { key } = entry;
  const holders = parts.agencies.filter(({ schemes }) => schemes.includes(key.scheme));
  const owner = holders.find(({ schemes }) => schemes[0] === key.scheme);
  const inOrder = owner === undefined ? holders : [owner, ...holders.filter((holder) => holder !== owner)];
  for (const { name } of inOrder) {
    const records = parts.chooseEntry(found.get(name) ?? [], key);
    if (records.length > 0) return records;
  }
  return [];
}

function textOf(key: RecordKey): string {
  return `${key.scheme}:${key.value}`;
}
