/**
 * One selection set of a document to an agency, on one concrete type. Fields are added as they are
 * found to be granted; each call returns the key under which the answer carries the field. Keys
 * never collide, whatever the caller's aliases were: those stay in the gateway.
 */
export type UpstreamSelection = {
  /** Adds a field without arguments or selection, once. */
  leaf(name: string): string;
  /** Adds a field anew, with its arguments (printed, parenthesised, or empty) and selection (or empty). */
  field(name: string, args: string, selection: string): string;
  print(): string;
};

/**
 * Starts a selection. `taken` holds the keys already in use in the same answer object and is added
 * to; `prefix` sets the fields of one concrete type apart where several types can come back, since
 * equal keys of different types would not validate.
 */
export function startSelection(taken: Set<string>, prefix: string): UpstreamSelection {
  const parts: string[] = [];
  const leaves = new Map<string, string>();
  const add = (name: string, rest: string): string => {
    const key = freeKey(taken, `${prefix}${name}`);
    parts.push(`${key === name ? '' : `${key}: `}${name}${rest}`);
    return key;
  };
  return {
    leaf: (name) => {
      const known = leaves.get(name);
      if (known !== undefined) return known;
      const key = add(name, '');
      leaves.set(name, key);
      return key;
    },
    field: (name, args, selection) => add(name, `${args}${selection === '' ? '' : ` ${selection}`}`),
    print: () => parts.join(' '),
  };
}

function freeKey(taken: Set<string>, wanted: string): string {
  let key = wanted;
  for (let count = 2; taken.has(key); count += 1) key = `${wanted}_${count}`;
  taken.add(key);
  return key;
}
