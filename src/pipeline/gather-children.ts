import type { ChildRecord, LinkedChild, LinkedRecord, Silence } from '../model/child-record.ts';
import type { AgencyName } from '../model/words.ts';
import type { Asked, Entry, GatherParts } from './gather-parts.ts';
import {
  type AskedKey,
  dropFound,
  type GatherSlot,
  isInWave,
  learntFrom,
  linkSlot,
  slotsOf,
  textOf,
  wasAsked,
} from './gather-slot.ts';
import { askWave } from './gather-wave.ts';

export type { Entry, GatherParts } from './gather-parts.ts';

/** One child as gathered. */
export type GatheredChild = LinkedChild & {
  /** Its records as they link where those of all other agencies are not there; empty: then nobody is found. */
  readonly among: (isThere: (agency: AgencyName) => boolean) => readonly LinkedRecord[];
};

/**
 * Asks all agencies for facts and links the records: one wave to the agencies that hold the entry's
 * scheme, further ones by the identifiers learnt to all agencies, and in the second also by the details
 * of the records that are certain. The further ones also go to
 * agencies that answered before, since a duplicate under another number, or under none, may bear the shield; and
 * they go out whether or not anything was learnt, so that the sequence of requests does not tell
 * whether a child exists (DESIGN promise 4). Children keep the order of `entries`. Agencies in `silentBefore`
 * did not answer an earlier question of the same operation, and are not asked again.
 */
export async function gatherChildren(
  entries: readonly Entry[],
  parts: GatherParts,
  silentBefore: ReadonlyMap<AgencyName, Silence> = new Map(),
): Promise<readonly GatheredChild[]> {
  const silent = new Map(silentBefore);
  const slots = slotsOf(entries, parts);
  await askWave(slots, parts, silent, { keysOf: keysOfEntry, searches: null, isFirst: true });
  forget(slots, silent);
  const learning = learn(slots, parts);
  if (learning !== undefined) await learning;
  for (let wave = 2; wave <= mostWaves; wave += 1) {
    // Who is in a wave follows from the configuration; what nobody is asked by need not be learnt.
    const asked = parts.agencies.filter(({ name }) => !silent.has(name));
    const inWave = slots.filter((slot) => asked.some((agency) => isInWave(slot, wave, agency)));
    if (inWave.length === 0) continue;
    const learnt = new Map(inWave.map((slot) => [slot, learntFrom(slot, parts, silent)]));
    await askWave(inWave, parts, silent, {
      keysOf: (slot, agency) =>
        isInWave(slot, wave, agency)
          ? (learnt.get(slot)?.keys ?? []).filter(({ key }) => agency.schemes.includes(key.scheme))
          : null,
      searches: wave === waveOfSearches ? (slot) => learnt.get(slot)?.searches ?? [] : null,
      isFirst: false,
    });
    forget(slots, silent);
    const learning = learn(slots, parts);
    if (learning !== undefined) await learning;
  }
  return slots.map((slot) => {
    const records = linkSlot(slot, parts);
    // Of a child that nobody knows nothing is said, this neither.
    const unasked = records.length === 0 ? [] : parts.agencies.filter(({ name }) => !wasAsked(slot, name));
    const among: GatheredChild['among'] = (isThere) => linkSlot(slot, parts, isThere);
    const found = (): readonly ChildRecord[] => [...slot.found.values()].flat();
    return { records, silent, unasked: new Set(unasked.map(({ name }) => name)), among, found };
  });
}

const mostWaves = 3;
const waveOfSearches = 2;

/** Of what is linked next, whatever it was found for. */
function learn(slots: readonly GatherSlot[], parts: GatherParts): Promise<void> | undefined {
  return parts.learn?.(() => slots.flatMap(({ found }) => [...found.values()].flat()));
}

/** An agency that fell silent midway answered nothing that could be relied on, about no child. */
function forget(slots: readonly GatherSlot[], silent: ReadonlyMap<AgencyName, Silence>): void {
  for (const name of silent.keys()) for (const slot of slots) dropFound(slot, name);
}

function keysOfEntry({ entry }: GatherSlot, { schemes }: Asked): readonly AskedKey[] | null {
  if (entry.kind !== 'KEY' || !schemes.includes(entry.key.scheme)) return null;
  return [{ key: entry.key, text: textOf(entry.key) }];
}
