import { z } from 'zod';
import type { MatchVerdict, PairVerdict } from '../model/match-verdict.ts';

/** The keys of the hashes of verdicts that are not withdrawn. */
export const keysSql = "SELECT DISTINCT key_id FROM match_verdict WHERE state <> 'WITHDRAWN'";

/** Verdicts that are not withdrawn on pairs with one of a JSON list of hashes, the newest first. */
export const onSql = `
WITH wanted (hash) AS (EACH($1))
SELECT one, other, id, match_verdict.verdict, state, CASE WHEN confirmed_by IS NULL THEN 0 ELSE 1 END AS confirmed
FROM match_pair JOIN match_verdict ON match_verdict.number = match_pair.verdict
WHERE (one IN (SELECT hash FROM wanted) OR other IN (SELECT hash FROM wanted)) AND state <> 'WITHDRAWN'
ORDER BY match_verdict.number DESC, one, other`;

const verdictSql = `
SELECT id, verdict, state, made_by, organisation, made_at, confirmed_at, ending_by, ending_at, ended_at FROM match_verdict`;

/** One verdict, by its id. */
export const oneVerdictSql = `${verdictSql} WHERE id = $1`;

/** Verdicts in a state ($1; null: any) after the one with an id ($2; null: from the newest), at most $3. */
export const verdictsSql = `${verdictSql}
WHERE (CAST($1 AS TEXT) IS NULL OR state = $1)
  AND (CAST($2 AS TEXT) IS NULL OR number < (SELECT number FROM match_verdict WHERE id = $2))
ORDER BY number DESC LIMIT $3`;

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

/** Reads a row of `keysSql`. */
export function keyOfRow(row: unknown): string {
  return keyRow.parse(row).key_id;
}

/** Reads a row of `onSql`. */
export function pairVerdictOf(row: unknown): PairVerdict {
  const { confirmed, ...rest } = pairRow.parse(row);
  return { ...rest, isConfirmed: confirmed !== 0 };
}

/** Reads a row of `oneVerdictSql` or `verdictsSql`. */
export function verdictOfRow(row: unknown): MatchVerdict {
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
