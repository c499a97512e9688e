import type { OperationInputs } from './graph-step.ts';
import type { FoundItems } from './member.ts';

/** A page as it was asked for: at most `first` items after the one of id `after`. */
export type Page = { readonly first: number; readonly after: string | null };

/** Reads a field's page from the coerced arguments of a request. */
export type PageArguments = (args: OperationInputs['args']) => Page;

/**
 * Cuts one page out of lists that follow one another, and builds only what is on it. An `after` that
 * is in no list (an item withdrawn meanwhile, or of another list) gives an empty page rather than the
 * first one again. Null: an item has no value where there must be one.
 */
export function cutPage(lists: readonly FoundItems[], { first, after }: Page): readonly unknown[] | null {
  let skipped = after === null ? 0 : positionAfter(lists, after);
  let wanted = first;
  const items: unknown[] = [];
  for (const { ids, build } of lists) {
    const start = Math.min(skipped, ids.length);
    const end = Math.min(start + wanted, ids.length);
    skipped -= start;
    wanted -= end - start;
    // An empty list is built too: that it is empty is told.
    const built = start < end || ids.length === 0 ? build(start, end) : [];
    if (built === null) return null;
    items.push(...built);
  }
  return items;
}

function positionAfter(lists: readonly FoundItems[], after: string): number {
  let position = 0;
  for (const { ids } of lists) {
    const index = ids.indexOf(after);
    if (index >= 0) return position + index + 1;
    position += ids.length;
  }
  return Number.POSITIVE_INFINITY;
}

/**
 * Cuts one page out of lists that are one list in time: newest first, what is of one time in the order
 * of the lists, what has no time that may be read last. Where a list is full, other lists' items older
 * than its last are left for a later request (with `to`): what is shown has no gaps.
 */
export function cutTimedPage(lists: readonly FoundItems[], { first, after }: Page): readonly unknown[] | null {
  const items: unknown[] = [];
  for (const { ids, build } of lists) if (ids.length === 0) items.push(...(build(0, 0) ?? []));
  const timed = inTime(lists);
  const start = after === null ? 0 : timed.findIndex(({ list, index }) => list.ids[index] === after) + 1;
  if (start === 0 && after !== null) return items;
  for (const { list, index } of timed.slice(start, start + first)) {
    const built = list.build(index, index + 1);
    if (built === null) return null;
    items.push(...built);
  }
  return items;
}

type TimedItem = { readonly list: FoundItems; readonly index: number; readonly time: number };

/** Before all times: sorts last. */
const unknownTime = Number.NEGATIVE_INFINITY;

function inTime(lists: readonly FoundItems[]): readonly TimedItem[] {
  const all = lists.flatMap((list) =>
    list.ids.map((_id, index): TimedItem => ({ list, index, time: list.times[index] ?? unknownTime })),
  );
  const ends = lists.filter(({ isFull }) => isFull).map(oldest);
  const horizon = Math.max(unknownTime, ...ends);
  // Equal infinities differ by NaN, so times are compared, not subtracted.
  return all
    .filter(({ time }) => time >= horizon || time === unknownTime)
    .sort((one, other) => (one.time === other.time ? 0 : one.time > other.time ? -1 : 1));
}

function oldest({ times }: FoundItems): number {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? unknownTime : Math.min(...known);
}

/** The page of a list that has none. */
export const wholeList: Page = { first: Number.POSITIVE_INFINITY, after: null };
