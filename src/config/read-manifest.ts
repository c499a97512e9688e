import { hash } from 'node:crypto';
import { z } from 'zod';

/** Texts of trusted documents by their id, or what is wrong with the manifest: texts that quote no document. */
export type Manifest =
  | { readonly kind: 'DOCUMENTS'; readonly documents: ReadonlyMap<string, string> }
  | { readonly kind: 'FAULTS'; readonly faults: readonly string[] };

const text = z.string().min(1);
/** As Apollo's `generate-persisted-query-manifest` writes it. */
const listed = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: text })).max(50_000),
});
/** As GraphQL Code Generator and Relay write it: texts by their id. */
const keyed = z.record(z.string(), text);

/**
 * Reads a manifest of trusted documents in either of two common forms. Each id must be the SHA-256 of its text
 * in hexadecimal, so that an id never comes to mean another document.
 */
export function readManifest(content: string): Manifest {
  const entries = entriesIn(content);
  if (entries === null) {
    return {
      kind: 'FAULTS',
      faults: ['It must be JSON: an object of texts by their id, or an apollo-persisted-query-manifest of version 1.'],
    };
  }
  const faults = entries.flatMap(([id, body], index) =>
    id === hash('sha256', body, 'hex')
      ? []
      : [`Document ${index + 1}: its id is not the SHA-256 of its text, in lower-case hexadecimal digits.`],
  );
  return faults.length > 0 ? { kind: 'FAULTS', faults } : { kind: 'DOCUMENTS', documents: new Map(entries) };
}

function entriesIn(content: string): readonly (readonly [string, string])[] | null {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return null;
  }
  const list = listed.safeParse(value);
  if (list.success) return list.data.operations.map(({ id, body }) => [id, body]);
  const record = keyed.safeParse(value);
  return record.success ? Object.entries(record.data) : null;
}
