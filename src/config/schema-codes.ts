/**
 * The codes of an enumerated entity type, as `schema.cedarschema` writes them, in its order; empty for a
 * type that it does not list. The text was checked when the policies were read.
 */
export function schemaCodes(schema: string, entityType: string): readonly string[] {
  const withoutComments = schema.replaceAll(/\/\/.*$/gm, '');
  const list = new RegExp(`\\bentity\\s+${entityType}\\s+enum\\s*\\[([^\\]]*)\\]`).exec(withoutComments)?.[1] ?? '';
  return [...list.matchAll(/"([^"]*)"/g)].flatMap(([, code]) => code ?? []);
}
