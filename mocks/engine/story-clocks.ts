import type { StoredRecord } from '../records/stored-record.ts';
import type { Store } from '../records/store.ts';

/** One story as an agency's system knows it: its own records of the family, by point. */
export type StoryRecords = {
  readonly name: string;
  /** Where the clock stands at the start. */
  readonly initial: string;
  /** Throws `RangeError` when the story has no such point. */
  readonly recordsAt: (point: string) => readonly StoredRecord[];
};

/** The clocks of all stories of one agency's system. */
export type StoryClocks = {
  /** The point of each story, by its name. */
  points(): Readonly<Record<string, string>>;
  /**
   * Moves some clocks. The records of those families are as the story tells them at that point: what was
   * patched in them before is gone, all other records stay as they are. Throws `RangeError`, and moves
   * nothing, when a story or a point is not known.
   */
  move(points: unknown): void;
  /** All clocks, as they stood at the start; the store is put back by itself. */
  reset(): void;
};

/** Builds the clocks over a store that holds every story at its initial point. */
export const storyClocksOf = (stories: readonly StoryRecords[], store: Store): StoryClocks => {
  const start = new Map(stories.map(({ name, initial }) => [name, initial]));
  let current = new Map(start);
  return {
    points: () => Object.fromEntries(current),
    move(points) {
      const moves = movesOf(points).map(([name, point]) => {
        const story = stories.find((one) => one.name === name);
        if (story === undefined) throw new RangeError(`story: one of ${[...start.keys()].join(', ')}`);
        return { name, point, records: story.recordsAt(point) };
      });
      for (const { name, point, records } of moves) {
        store.replace(records);
        current.set(name, point);
      }
    },
    reset() {
      current = new Map(start);
    },
  };
};

const movesOf = (points: unknown): readonly (readonly [string, string])[] => {
  if (typeof points !== 'object' || points === null || Array.isArray(points)) {
    throw new RangeError('story: an object of points by the names of stories');
  }
  return Object.entries(points).map(([name, point]: [string, unknown]) => {
    if (typeof point !== 'string') throw new RangeError(`${name}: a point of the story`);
    return [name, point];
  });
};
