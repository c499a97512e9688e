import type { FactsAnswer } from '../../src/graph/graph-step.ts';
import type { ChildRecord, LinkedRecord, Silence } from '../../src/model/child-record.ts';
import type { PersonSearch } from '../../src/model/person-search.ts';
import type { AgencyName, RecordKey } from '../../src/model/words.ts';
import type { Entry, GatheredChild, GatherParts } from '../../src/pipeline/gather-children.ts';

type Agency = GatherParts['agencies'][number];

type Slot = {
  readonly entry: Entry;
  /** Which request of a further wave it goes into, and by how many details at most it is looked for. */
  readonly batch: string;
  readonly mostSearches: number;
  /** What each agency was asked by, as `scheme:value`. */
  readonly asked: Map<AgencyName, Set<string>>;
  /** The agencies that were asked by the child's details. */
  readonly lookedAt: Set<AgencyName>;
  readonly found: Map<AgencyName, readonly ChildRecord[]>;
};

/** Gathers as `gatherChildren` does, and works out anew in each wave whatever it needs. */
export async function gatherPlainly(
  entries: readonly Entry[],
  parts: GatherParts,
  silentBefore: ReadonlyMap<AgencyName, Silence> = new Map(),
): Promise<readonly GatheredChild[]> {
  const silent = new Map(silentBefore);
  const slots: readonly Slot[] = inBatches(entries).map((slot) => ({
    ...slot,
    asked: new Map(),
    lookedAt: new Set(),
    found: new Map(slot.entry.kind === 'RECORDS' ? [[slot.entry.agency, slot.entry.records]] : []),
  }));

  await askWave(slots, parts, silent, {
    keysOf: ({ entry }, { schemes }) =>
      entry.kind === 'KEY' && schemes.includes(entry.key.scheme) ? [entry.key] : null,
    searches: null,
    isFirst: true,
  });
  for (let wave = 2; wave <= mostWaves; wave += 1) {
    const learnt = slots.map((slot) => learntFrom(slot, parts, silent));
    await askWave(slots, parts, silent, {
      keysOf: ({ entry }, agency, index) =>
        wave > wavesOf(entry, parts) || isAnswered(entry, agency)
          ? null
          : (learnt[index]?.keys ?? []).filter((key) => agency.schemes.includes(key.scheme)),
      searches: wave === waveOfSearches ? learnt.map(({ searches }) => searches) : null,
      isFirst: false,
    });
  }
  return slots.map((slot) => {
    const records = linkSlot(slot, parts);
    // Of a child that nobody knows nothing is said, this neither.
    const unasked = records.length === 0 ? [] : parts.agencies.filter(({ name }) => !wasAsked(slot, name));
    const among: GatheredChild['among'] = (isThere) =>
      [...slot.found.keys()].every(isThere) ? records : linkSlot(withoutOthers(slot, isThere), parts);
    return { records, silent, unasked: new Set(unasked.map(({ name }) => name)), among };
  });
}

const mostWaves = 3;
const waveOfSearches = 2;

/** As many persons as go into one request to an agency, and as many children as share one. */
const mostSearches = 200;
const mostChildren = 100;
const mostSearchesOfChild = 4;

/**
 * Sorts the entries into requests, so that the number of requests follows from what was asked alone: what is
 * learnt of the children, and whether there are any, alters what a request says and not how many there are.
 */
function inBatches(entries: readonly Entry[]): readonly Pick<Slot, 'entry' | 'batch' | 'mostSearches'>[] {
  const places = new Map<string, number>();
  const alone = entries.filter((entry) => togetherOf(entry) === '').length;
  return entries.map((entry) => {
    const together = togetherOf(entry);
    const place = places.get(together) ?? 0;
    places.set(together, place + 1);
    const sharing = together === '' ? Math.min(alone, mostChildren) : mostChildren;
    return {
      entry,
      batch: `${together}/${Math.floor(place / mostChildren)}`,
      mostSearches: Math.min(mostSearchesOfChild, Math.floor(mostSearches / sharing)),
    };
  });
}

function togetherOf(entry: Entry): string {
  return (entry.kind === 'RECORDS' ? entry.together : undefined) ?? '';
}

/**
 * How many waves an entry takes, by configuration alone. A scheme that all agencies hold leads to
 * all of them at once, and the second wave to what else they hold. A scheme of some leads to the
 * others in the second, whose identifiers may in turn be those of a shielded duplicate: a third.
 */
function wavesOf(entry: Entry, { agencies, isSearchable }: GatherParts): number {
  if (entry.kind === 'RECORDS') return 3;
  if (!agencies.every(({ schemes }) => schemes.includes(entry.key.scheme))) return 3;
  const isOneEnough = agencies.every(({ name, schemes }) => schemes.length === 1 && !isSearchable(name));
  return isOneEnough ? 1 : 2;
}

/** Whether the first wave settled for this agency who the child is: by its own word, in the configuration. */
function isAnswered(entry: Entry, { completeBy = [] }: Agency): boolean {
  return entry.kind === 'KEY' && completeBy.includes(entry.key.scheme);
}

/** Whether an agency was asked for a child by at least one identifier, or by its details. */
function wasAsked({ asked, lookedAt, entry }: Slot, agency: AgencyName): boolean {
  if (entry.kind === 'RECORDS' && entry.agency === agency) return true;
  return (asked.get(agency)?.size ?? 0) > 0 || lookedAt.has(agency);
}

/** What one wave asks by. */
type Wave = {
  /** The keys of a slot that an agency is asked by; null: for this agency the slot is not in this wave. */
  readonly keysOf: (slot: Slot, agency: Agency, index: number) => readonly RecordKey[] | null;
  /** By slot, the details that all agencies are asked by; null: no wave of searches. */
  readonly searches: readonly (readonly PersonSearch[])[] | null;
  /** The wave by what the caller gave: one key a child. */
  readonly isFirst: boolean;
};

/** One wave: per agency one request for all slots that are in it, or for each batch of them. */
async function askWave(
  slots: readonly Slot[],
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
      const keys = new Map<string, RecordKey>();
      slots.forEach((slot, index) => {
        const slotKeys = keysOf(slot, agency, index);
        if (slotKeys === null) return;
        const asked = slot.asked.get(name) ?? new Set();
        const newKeys = slotKeys.filter((key) => !asked.has(textOf(key)));
        slot.asked.set(name, new Set([...asked, ...newKeys.map(textOf)]));
        wanted.push({ slot, keys: newKeys, searches: looksFor?.[index] ?? [] });
        for (const key of newKeys) keys.set(textOf(key), key);
      });
      if (wanted.length === 0) return;

      // The first wave asks each child by one key: nothing is learnt yet that the requests could tell of.
      const batches = isFirst ? [wanted] : byBatch(wanted);
      const answers = await Promise.all(
        batches.map((batch) =>
          askForFacts(
            name,
            distinctKeys(batch.flatMap((each) => each.keys)),
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
      const records = answers.flatMap((answer) => (answer.kind === 'RECORDS' ? answer.records : []));
      assignFound(name, wanted, records, keys, parts);
    }),
  );
  // An agency that fell silent midway answered nothing that could be relied on.
  for (const slot of slots) for (const name of silent.keys()) slot.found.delete(name);
}

type WantedOf = {
  readonly slot: Slot;
  readonly keys: readonly RecordKey[];
  readonly searches: readonly PersonSearch[];
};

function byBatch(wanted: readonly WantedOf[]): readonly (readonly WantedOf[])[] {
  return [...Map.groupBy(wanted, ({ slot }) => slot.batch).values()];
}

function distinctKeys(keys: readonly RecordKey[]): readonly RecordKey[] {
  return [...new Map(keys.map((key) => [textOf(key), key])).values()];
}

/** Gives each slot the records that carry one of its keys, or could be the person that its details are of. */
function assignFound(
  agency: AgencyName,
  wanted: readonly WantedOf[],
  records: readonly ChildRecord[],
  keys: ReadonlyMap<string, RecordKey>,
  parts: GatherParts,
): void {
  const byKey = recordsByKey(records, keys);
  const byDetails = parts.sortFound(
    records,
    wanted.map(({ searches }) => searches),
    () => false,
  );
  for (const [index, { slot, keys: slotKeys, searches }] of wanted.entries()) {
    if (searches.length > 0) slot.lookedAt.add(agency);
    const found = new Map((slot.found.get(agency) ?? []).map((record) => [record.recordId, record]));
    for (const record of [...slotKeys.flatMap((key) => byKey.get(textOf(key)) ?? []), ...(byDetails[index] ?? [])]) {
      if (!found.has(record.recordId)) found.set(record.recordId, record);
    }
    if (found.size > 0) slot.found.set(agency, [...found.values()]);
  }
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

/** Asks one agency for all keys and searches; one silent answer makes the agency silent. */
async function askForFacts(
  agency: AgencyName,
  keys: readonly RecordKey[],
  searches: readonly PersonSearch[] | null,
  parts: GatherParts,
): Promise<FactsAnswer> {
  const calls = searches === null ? parts.factsCalls(agency, keys) : parts.factsCalls(agency, keys, searches);
  const answers = await Promise.all(calls.map(async (facts) => parts.readFacts(facts, await parts.ask(facts.call))));
  const records: ChildRecord[] = [];
  let dropped = 0;
  for (const answer of answers) {
    if (answer.kind === 'SILENT') return answer;
    records.push(...answer.records);
    dropped += answer.dropped;
  }
  return { kind: 'RECORDS', records, dropped };
}

/**
 * What the records that are certainly this child say that leads to further ones; nothing else does. Those that
 * are certain without the agencies whose presence is a secret lead on first, and whatever these hold: else
 * what is found of others would tell of them.
 */
function learntFrom(
  slot: Slot,
  parts: GatherParts,
  silent: ReadonlyMap<AgencyName, Silence>,
): { readonly keys: readonly RecordKey[]; readonly searches: readonly PersonSearch[] } {
  const all = linkSlot(slot, parts);
  const isOpen = (agency: AgencyName): boolean => !parts.isPresenceSecret(agency);
  const open = [...slot.found.keys()].every(isOpen) ? [] : linkSlot(withoutOthers(slot, isOpen), parts);
  const linked = [...open, ...all];
  const isShieldKnown = parts.shieldCustodians.every((agency) => !silent.has(agency) && wasAsked(slot, agency));
  return { keys: keysLearnt(slot, linked), searches: parts.searchesFor(linked, isShieldKnown, slot.mostSearches) };
}

function keysLearnt({ entry }: Slot, linked: readonly LinkedRecord[]): readonly RecordKey[] {
  const keys = new Map<string, RecordKey>();
  if (entry.kind === 'KEY') keys.set(textOf(entry.key), entry.key);
  for (const { record, outcome } of linked) {
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

function withoutOthers(slot: Slot, isThere: (agency: AgencyName) => boolean): Slot {
  return { ...slot, found: new Map([...slot.found].filter(([agency]) => isThere(agency))) };
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
