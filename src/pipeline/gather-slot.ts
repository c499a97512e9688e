import type { ChildRecord, LinkedRecord, Silence } from '../model/child-record.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { AgencyName, RecordKey } from '../model/words.ts';
import type { Asked, Entry, GatherParts } from './gather-parts.ts';

/** An identifier that an agency is asked by, and its text. */
export type AskedKey = { readonly key: RecordKey; readonly text: string };

/** One child while it is gathered. */
export type GatherSlot = {
  readonly entry: Entry;
  /** How it may be asked about: follows from the entry's scheme and the configuration. */
  readonly route: EntryRoute;
  /** Which request of a further wave it goes into, and by how many details at most it is looked for. */
  readonly batch: string;
  readonly mostSearches: number;
  /** What each agency was asked by, as `scheme:value`. */
  readonly asked: Map<AgencyName, Set<string>>;
  /** The agencies that were asked by the child's details. */
  readonly lookedAt: Set<AgencyName>;
  readonly found: Map<AgencyName, readonly ChildRecord[]>;
  /** What was linked out of what was found, by the agencies whose records were; empty once something else is found. */
  readonly linked: Map<string, readonly LinkedRecord[]>;
};

/** What an entry of one scheme, or by records (null), means for the waves. */
export type EntryRoute = {
  readonly scheme: string | null;
  /** How many waves it takes. */
  readonly waves: number;
  /** The agencies that hold the scheme; that whose own scheme it is, or else the first, comes first. */
  readonly holders: readonly AgencyName[];
  /** Those that the first wave settles who the child is for: by their own word, in the configuration. */
  readonly settled: ReadonlySet<AgencyName>;
};

/** As many persons as go into one request to an agency, and as many children as share one. */
const mostSearches = 200;
export const mostChildren = 100;
const mostSearchesOfChild = 4;

/**
 * Sorts the entries into requests, so that the number of requests follows from what was asked alone: what is
 * learnt of the children, and whether there are any, alters what a request says and not how many there are.
 */
export function slotsOf(entries: readonly Entry[], parts: GatherParts): readonly GatherSlot[] {
  const places = new Map<string, number>();
  const routes = new Map<string | null, EntryRoute>();
  const alone = entries.reduce((count, entry) => (togetherOf(entry) === '' ? count + 1 : count), 0);
  return entries.map((entry) => {
    const together = togetherOf(entry);
    const place = places.get(together) ?? 0;
    places.set(together, place + 1);
    const sharing = together === '' ? Math.min(alone, mostChildren) : mostChildren;
    const scheme = entry.kind === 'KEY' ? entry.key.scheme : null;
    const route = routes.get(scheme) ?? routeOf(scheme, parts);
    routes.set(scheme, route);
    return {
      entry,
      route,
      batch: `${together}/${Math.floor(place / mostChildren)}`,
      mostSearches: Math.min(mostSearchesOfChild, Math.floor(mostSearches / sharing)),
      asked: new Map(),
      lookedAt: new Set(),
      found: new Map(entry.kind === 'RECORDS' ? [[entry.agency, entry.records]] : []),
      linked: new Map(),
    };
  });
}

function togetherOf(entry: Entry): string {
  return (entry.kind === 'RECORDS' ? entry.together : undefined) ?? '';
}

function routeOf(scheme: string | null, parts: GatherParts): EntryRoute {
  const { agencies } = parts;
  if (scheme === null) return { scheme, waves: 3, holders: [], settled: new Set() };
  const holders = agencies.filter(({ schemes }) => schemes.includes(scheme));
  const owner = holders.find(({ schemes }) => schemes[0] === scheme);
  const inOrder = owner === undefined ? holders : [owner, ...holders.filter((holder) => holder !== owner)];
  const settled = agencies.filter(({ completeBy = [] }) => completeBy.includes(scheme));
  return {
    scheme,
    waves: wavesBy(scheme, parts),
    holders: inOrder.map(({ name }) => name),
    settled: new Set(settled.map(({ name }) => name)),
  };
}

/**
 * How many waves an entry by a scheme takes, by configuration alone. A scheme that all agencies hold leads to
 * all of them at once, and the second wave to what else they hold. A scheme of some leads to the
 * others in the second, whose identifiers may in turn be those of a shielded duplicate: a third.
 */
function wavesBy(scheme: string, { agencies, isSearchable }: GatherParts): number {
  if (!agencies.every(({ schemes }) => schemes.includes(scheme))) return 3;
  const isOneEnough = agencies.every(({ name, schemes }) => schemes.length === 1 && !isSearchable(name));
  return isOneEnough ? 1 : 2;
}

/** Whether the slot is in a further wave to an agency. */
export function isInWave({ route }: GatherSlot, wave: number, agency: Asked): boolean {
  return wave <= route.waves && !route.settled.has(agency.name);
}

/** Whether an agency was asked for a child by at least one identifier, or by its details. */
export function wasAsked({ asked, lookedAt, entry }: GatherSlot, agency: AgencyName): boolean {
  if (entry.kind === 'RECORDS' && entry.agency === agency) return true;
  return (asked.get(agency)?.size ?? 0) > 0 || lookedAt.has(agency);
}

/** Adds records of one agency, each once. */
export function addFound({ found, linked }: GatherSlot, agency: AgencyName, records: readonly ChildRecord[]): void {
  if (records.length === 0) return;
  const known = found.get(agency) ?? [];
  const ids = new Set(known.map(({ recordId }) => recordId));
  const joined = [...known];
  for (const record of records) {
    if (ids.has(record.recordId)) continue;
    ids.add(record.recordId);
    joined.push(record);
  }
  if (joined.length === known.length) return;
  found.set(agency, joined);
  linked.clear();
}

/** Whether a record of one agency is among those found. */
export function isFound({ found }: GatherSlot, agency: AgencyName, { recordId }: ChildRecord): boolean {
  return found.get(agency)?.some((known) => known.recordId === recordId) ?? false;
}

/** Forgets what an agency answered. */
export function dropFound({ found, linked }: GatherSlot, agency: AgencyName): void {
  if (found.delete(agency)) linked.clear();
}

/**
 * What the records that are certainly this child say that leads to further ones; nothing else does. Those that
 * are certain without the agencies whose presence is a secret lead on first, and whatever these hold: else
 * what is found of others would tell of them.
 */
export function learntFrom(
  slot: GatherSlot,
  parts: GatherParts,
  silent: ReadonlyMap<AgencyName, Silence>,
): { readonly keys: readonly AskedKey[]; readonly searches: readonly PersonSearch[] } {
  const all = linkSlot(slot, parts);
  const open = linkSlot(slot, parts, (agency) => !parts.isPresenceSecret(agency));
  const linked = open === all ? all : [...open, ...all];
  const isShieldKnown = parts.shieldCustodians.every(
    (agency) => !silent.has(agency) && parts.isUntold?.(agency) !== true && wasAsked(slot, agency),
  );
  return { keys: keysLearnt(slot, linked), searches: parts.searchesFor(linked, isShieldKnown, slot.mostSearches) };
}

function keysLearnt({ entry }: GatherSlot, linked: readonly LinkedRecord[]): readonly AskedKey[] {
  const keys = new Map<string, AskedKey>();
  const add = ({ scheme, value }: RecordKey): void => {
    const text = textOf({ scheme, value });
    if (!keys.has(text)) keys.set(text, { key: { scheme, value }, text });
  };
  if (entry.kind === 'KEY') add(entry.key);
  for (const { record, outcome } of linked) {
    if (outcome !== 'MATCH') continue;
    // Whoever is asked for a severed identity's former numbers would learn the one from the other.
    for (const identifier of record.identifiers) if (!(record.isLinkLocked && identifier.former)) add(identifier);
    record.crossReferences.forEach(add);
  }
  return [...keys.values()];
}

/**
 * Links a slot's records, starting from the agency whose own scheme the entry is, or else the first that holds it.
 * `isThere`: as if other agencies held nothing. The same list as long as the same records are linked.
 */
export function linkSlot(
  slot: GatherSlot,
  parts: GatherParts,
  isThere: (agency: AgencyName) => boolean = () => true,
): readonly LinkedRecord[] {
  const present = [...slot.found.keys()].filter(isThere);
  const among = present.join('\n');
  const known = slot.linked.get(among);
  if (known !== undefined) return known;
  const linked = linkAmong(slot, present, parts);
  slot.linked.set(among, linked);
  return linked;
}

function linkAmong(slot: GatherSlot, present: readonly AgencyName[], parts: GatherParts): readonly LinkedRecord[] {
  const entry = entryRecords(slot, present, parts);
  if (entry.length === 0) return [];
  const isEntry = (record: ChildRecord): boolean =>
    entry.some((one) => one.agency === record.agency && one.recordId === record.recordId);
  const candidates = parts.agencies
    .flatMap(({ name }) => (present.includes(name) ? (slot.found.get(name) ?? []) : []))
    .filter((record) => !isEntry(record));
  return parts.link(entry, candidates);
}

function entryRecords(
  { entry, route, found }: GatherSlot,
  present: readonly AgencyName[],
  { chooseEntry }: GatherParts,
): readonly ChildRecord[] {
  if (entry.kind === 'RECORDS') return present.includes(entry.agency) ? entry.records : [];
  for (const name of route.holders) {
    const records = present.includes(name) ? chooseEntry(found.get(name) ?? [], entry.key) : [];
    if (records.length > 0) return records;
  }
  return [];
}

/** An identifier as one text. */
export function textOf({ scheme, value }: RecordKey): string {
  return `${scheme}:${value}`;
}
