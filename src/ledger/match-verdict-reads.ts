import type { MatchVerdict, PairVerdict, RecordHash, VerdictState } from '../model/match-verdict.ts';
import type { ControlDatabase } from './control-database.ts';
import { inSqlite } from './ledger-steps.ts';
import {
  keyOfRow,
  keysSql,
  onSql,
  oneVerdictSql,
  pairVerdictOf,
  verdictOfRow,
  verdictsSql,
} from './match-verdict-rows.ts';
import { createUnchangedMemo } from './unchanged-memo.ts';

/** What is read of verdicts; see `ControlState`. */
type VerdictReads = {
  readonly verdictKeys: () => readonly string[];
  readonly verdictsOn: (records: readonly RecordHash[]) => readonly PairVerdict[];
  readonly verdictOf: (id: string) => MatchVerdict | null;
  readonly verdicts: (page: {
    readonly state: VerdictState | null;
    readonly first: number;
    readonly after: string | null;
  }) => readonly MatchVerdict[];
};

/** Prepares the reads; what other processes wrote is seen by the next event, by the version of the data being another. */
export function createVerdictReads(control: ControlDatabase, version: () => number): VerdictReads {
  const statements = control.use((database) => ({
    keys: database.prepare(keysSql),
    on: database.prepare(inSqlite(onSql)),
    one: database.prepare(inSqlite(oneVerdictSql)),
    page: database.prepare(inSqlite(verdictsSql)),
  }));
  const keys = createUnchangedMemo(version, 1, () => statements.keys.all().map(keyOfRow));
  return {
    verdictKeys: () => control.use(() => keys('')),
    verdictsOn: (records) => control.use(() => statements.on.all(JSON.stringify(records)).map(pairVerdictOf)),
    verdictOf: (id) =>
      control.use(() => {
        const row = statements.one.get(id);
        return row === undefined ? null : verdictOfRow(row);
      }),
    verdicts: ({ state, first, after }) =>
      control.use(() => statements.page.all(state, after, first).map(verdictOfRow)),
  };
}
