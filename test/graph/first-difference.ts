/** The first place at which two JSON values differ, keys in order, and both values there; null: they are equal. */
export function firstDifference(actual: unknown, expected: unknown, path = ''): string | null {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return null;
  if (isObject(actual) && isObject(expected)) {
    const [keys, wanted] = [Object.keys(actual), Object.keys(expected)];
    if (keys.join() !== wanted.join()) return `${path}: keys ${keys.join()} instead of ${wanted.join()}`;
    for (const key of keys) {
      const found = firstDifference(actual[key], expected[key], `${path}.${key}`);
      if (found !== null) return found;
    }
  }
  return `${path}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
