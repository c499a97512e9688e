import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { ControlState } from '../model/control-state.ts';
import type { MatchVerdict, PairVerdict, RecordHash } from '../model/match-verdict.ts';
import type { ControlDatabase } from './control-database.ts';
import { createUnchangedMemo } from './unchanged-memo.ts';

/** What is read of verdicts; see `ControlState`. */
type VerdictReads = Pick<ControlState, 'verdictKeys' | 'verdictsOn' | 'verdictOf' | 'verdicts'>;

/** Prepares the reads; what other processes wrote is seen at once, by the version of the data being another. */
export function createVerdictReads(control: ControlDatabase, version: () => number): VerdictReads {
  const statements = control.use((database) => ({
    keys: database.prepare("SELECT DISTINCT key_id FROM match_verdict WHERE state <> 'WITHDRAWN'"),
    on: database.prepare(onSql),
    one: database.prepare(`${verdictSql} WHERE id = ?`),
    page: database.prepare(
      `${verdictSql} WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR number < (SELECT number FROM match_verdict WHERE id = ?2))
       ORDER BY number DESC LIMIT ?3`,
    ),
  }));
  const keys = createUnchangedMemo(version, 1, () => statements.keys.all().map((row) => keyRow.parse(row).key_id));
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

/** Reads verdicts inside a transaction of the writer. */
export function readPairVerdicts(database: DatabaseSync, records: readonly RecordHash[]): readonly PairVerdict[] {
  return database.prepare(onSql).all(JSON.stringify(records)).map(pairVerdictOf);
}

const onSql = `
WITH wanted AS (SELECT value AS hash FROM json_each(?1))
SELECT one, other, id, match_verdict.verdict, state, confirmed_by IS NOT NULL AS confirmed
FROM match_pair JOIN match_verdict ON match_verdict.number = match_pair.verdict
WHERE (one IN (SELECT hash FROM wanted) OR other IN (SELECT hash FROM wanted)) AND state <> 'WITHDRAWN'
ORDER BY match_verdict.number DESC, one, other`;

const verdictSql = `
SELECT id, verdict, state, made_by, organisation, made_at, confirmed_at, ending_by, ending_at, ended_at FROM match_verdict`;

const time = z.number().int().nullable();
const verdict = z.enum(['SAME', 'NOT_SAME']);
const state = z.enum(['PROPOSED', 'IN_FORCE', 'ENDING', 'WITHDRAWN']);
const keyRow = z.object({ key_id: z.string() });
const pairRow = z.object({
  one: z.string(),
  other: z.string(),
  id: z.string(),
  verdict,
  state,
  confirmed: z.number(),
});
const verdictRow = z.object({
  id: z.string(),
  verdict,
  state,
  made_by: z.string(),
  organisation: z.string(),
  made_at: z.number().int(),
  confirmed_at: time,
  ending_by: z.string().nullable(),
  ending_at: time,
  ended_at: time,
});

function pairVerdictOf(row: unknown): PairVerdict {
  const { confirmed, ...rest } = pairRow.parse(row);
  return { ...rest, isConfirmed: confirmed !== 0 };
}

function verdictOfRow(row: unknown): MatchVerdict {
  const { made_by, made_at, confirmed_at, ending_by, ending_at, ended_at, ...rest } = verdictRow.parse(row);
  return {
    ...rest,
    by: made_by,
    at: made_at,
    confirmedAt: confirmed_at,
    endingBy: ending_by,
    endingAt: ending_at,
    endedAt: ended_at,
  };
}
