/** The value at a path of something that may be of any shape; undefined where the path leads nowhere. */
export function valueAt(root: unknown, ...path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value;
}
