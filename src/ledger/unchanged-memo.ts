import type { DatabaseSync } from 'node:sqlite';
import { oncePerGo } from './once-per-go.ts';

/** Gives what was read for a key, from memory while nobody has changed the store. */
export type UnchangedMemo<Value> = (key: string) => Value;

/**
 * Prepares a number that is another one as soon as any other connection, of this process or another, has committed
 * a change to the database; asked for once in one go.
 */
export function createDataVersion(database: DatabaseSync): () => number {
  const statement = database.prepare('PRAGMA data_version');
  return oncePerGo(() => Number(statement.get()?.['data_version']));
}

/**
 * Remembers what `read` gave, at most `most` keys, until the version is another. The version is asked for first: a
 * change between it and the reading is read, and asked for again.
 */
export function createUnchangedMemo<Value>(
  version: () => number,
  most: number,
  read: (key: string) => Value,
): UnchangedMemo<Value> {
  const held = new Map<string, Value>();
  let heldAt = Number.NaN;
  return (key) => {
    const now = version();
    if (now !== heldAt) {
      held.clear();
      heldAt = now;
    }
    const known = held.get(key);
    if (known !== undefined) return known;
    const value = read(key);
    if (held.size >= most) held.clear();
    held.set(key, value);
    return value;
  };
}
