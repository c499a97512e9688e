import type { SearchPart } from '../graph/graph-step.ts';
import type { LedgerSearch } from '../model/ledger-entry.ts';
import type { Search } from './search-roots.ts';

/** A search as the ledger keeps it: which fields, each value to be hashed, and what came of it; never a value. */
export function ledgerSearch({ given, search }: Search, answer: SearchPart): LedgerSearch {
  const outcome = answer.value['outcome'];
  return {
    fields: given,
    keys: Object.entries(search).flatMap(([field, value]) =>
      value === null ? [] : [{ field, value: value.normalize('NFKC').toUpperCase() }],
    ),
    outcome: typeof outcome === 'string' ? outcome : null,
    results: answer.candidates.map(({ value }) => String(value['outcome'])),
  };
}
