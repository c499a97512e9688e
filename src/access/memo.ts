/** Computes a value once for a key, and forgets the oldest keys beyond the bound. */
export type Memo<T> = (key: string, compute: () => T) => T;

/** Makes a memo of at most `bound` entries. Keys are closed vectors: never anything that refers to a child. */
export function createMemo<T>(bound: number): Memo<T> {
  const known = new Map<string, { readonly value: T }>();
  return (key, compute) => {
    const hit = known.get(key);
    if (hit !== undefined) return hit.value;
    const value = compute();
    if (known.size >= bound) {
      const oldest = known.keys().next();
      if (oldest.done !== true) known.delete(oldest.value);
    }
    known.set(key, { value });
    return value;
  };
}
