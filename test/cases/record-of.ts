import { join } from 'node:path';
import { decodeJwt } from 'jose';
import type { LocalIdentifier } from '../../src/ledger/identifier-hash.ts';
import { loadAuditKeys } from '../../src/ledger/ledger-keys.ts';
import { type ListedRecord, readLedger } from '../../src/ledger/read-ledger.ts';

/** What the ledger says of one operation, as the audit role reads it. */
export type RecordedOperation = {
  /** The code, when the request was refused as a whole. */
  readonly refusal: string | null;
  /** The true code, when the child was refused as a whole. */
  readonly childRefusal: string | null;
  readonly mode: string | null;
  /** Per class the true codes of what was withheld, whatever the caller was told. */
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Classes of which something left the gateway. */
  readonly released: ReadonlySet<string>;
};

/**
 * Finds the records of an operation in the ledger of a running gateway: by the child that was asked
 * for, or, of a request refused as a whole, by the caller's token.
 *
 * @throws Error when there are none.
 */
export async function recordOf(
  directory: string,
  recordId: string,
  by: { readonly token: string } | { readonly child: LocalIdentifier },
): Promise<RecordedOperation> {
  const claims = 'token' in by ? decodeJwt(by.token) : null;
  const all = await readLedger({
    directory: join(directory, 'ledger'),
    keys: loadAuditKeys(join(directory, 'keys')),
    query:
      'child' in by
        ? { kind: 'CHILD', identifiers: [by.child] }
        : { kind: 'CALLER', subject: `${claims?.iss}|${claims?.sub}` },
    limit: 1000,
  });
  const records = all.filter((record) => record.recordId === recordId);
  const [first] = records;
  if (first === undefined) throw new Error('the ledger has no record of the operation');

  const outcomesOf = (kind: ListedRecord['kind']) =>
    records.filter((record) => record.kind === kind).flatMap(({ opened }) => opened?.outcomes ?? []);
  const codes = new Map<string, Set<string>>();
  for (const { class: of, code } of outcomesOf('GRANTED')) {
    if (code !== null) codes.set(of, (codes.get(of) ?? new Set()).add(code));
  }
  return {
    refusal: first.refusal,
    childRefusal: records.find(({ opened }) => opened?.childRefusal !== null)?.opened?.childRefusal ?? null,
    mode: first.mode,
    codes,
    released: new Set(outcomesOf('RELEASED').flatMap((each) => (each.outcome === 'RELEASED' ? [each.class] : []))),
  };
}
