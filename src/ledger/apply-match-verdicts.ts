import type { ControlChange, ControlRefusal } from '../model/control-state.ts';
import { continuedBy, isOnOneOf } from '../model/match-verdict.ts';
import { rowOf, rowsOf, type LedgerSteps as Steps } from './ledger-steps.ts';
import { onSql, pairVerdictOf } from './match-verdict-rows.ts';

type Judge = Extract<ControlChange, { kind: 'JUDGE' }>;
type Withdraw = Extract<ControlChange, { kind: 'WITHDRAW_VERDICT' }>;

/**
 * Keeps a verdict on pairs of records. A NOT_SAME of a shielded child waits for a second person; whoever
 * gives the verdict that another gave confirms it. The verdict that it contradicts ends with it.
 */
export function* judge(change: Judge): Steps<ControlRefusal | null> {
  const records = [...new Set(change.pairs.flatMap(({ one, other }) => [one, other]))];
  const found = (yield* rowsOf(onSql, JSON.stringify(records))).map(pairVerdictOf);
  const held = found.filter((verdict) => isOnOneOf(change.pairs, verdict));
  const continued = continuedBy(change.pairs, change.verdict, held);
  // Somebody judged in between: what the caller saw, and what is put on record, was another verdict.
  if ((continued?.id ?? null) !== change.seen) return 'FACTS_CHANGED';
  if (continued !== null) {
    const refusal = yield* goOn(change, continued);
    if (refusal !== null) return refusal;
  } else if (!isInForceAtOnce(change)) {
    yield* add(change, 'PROPOSED');
    return null;
  } else yield* add(change, 'IN_FORCE');
  for (const { id, verdict } of held) if (verdict !== change.verdict) yield* end(id, change);
  return null;
}

/** Withdraws a verdict; of one that joined a shielded child's records a second person must say so, too. */
export function* withdrawVerdict(change: Withdraw): Steps<ControlRefusal | null> {
  const row = yield* rowOf('SELECT verdict, state, ending_by FROM match_verdict WHERE id = $1', change.id);
  if (row === undefined) return 'RECORD_UNKNOWN';
  if (row['state'] === 'WITHDRAWN') return 'ALREADY_DONE';
  const isUnlinking = row['verdict'] === 'SAME' && change.isProtected;
  if (isUnlinking && row['state'] === 'IN_FORCE') {
    yield* rowsOf(
      "UPDATE match_verdict SET state = 'ENDING', ending_by = $1, ending_at = $2 WHERE id = $3",
      change.by,
      change.at,
      change.id,
    );
    return null;
  }
  if (isUnlinking && row['ending_by'] === change.by) return 'SECOND_PERSON_NEEDED';
  yield* end(change.id, change);
  return null;
}

/** A verdict that is there already: a second person confirms it, or takes back that it should end. */
function* goOn(
  change: Judge,
  { id, state }: { readonly id: string; readonly state: string },
): Steps<ControlRefusal | null> {
  const inForce = "UPDATE match_verdict SET state = 'IN_FORCE',";
  if (state === 'ENDING') {
    yield* rowsOf(`${inForce} ending_by = NULL, ending_at = NULL WHERE id = $1`, id);
    return null;
  }
  const row = yield* rowOf('SELECT made_by, confirmed_by FROM match_verdict WHERE id = $1', id);
  if (row?.['confirmed_by'] != null) return 'ALREADY_DONE';
  if (row?.['made_by'] !== change.by) {
    yield* rowsOf(`${inForce} confirmed_by = $1, confirmed_at = $2 WHERE id = $3`, change.by, change.at, id);
    return null;
  }
  if (!isInForceAtOnce(change)) return 'SECOND_PERSON_NEEDED';
  if (state !== 'PROPOSED') return 'ALREADY_DONE';
  // Nobody shields the child any more, so that one person is enough.
  yield* rowsOf(`${inForce} made_at = $1 WHERE id = $2`, change.at, id);
  return null;
}

/** To take away a link of a shielded child needs two people; to say that there is one does not. */
function isInForceAtOnce({ verdict, isProtected }: Judge): boolean {
  return verdict === 'SAME' || !isProtected;
}

function* add(change: Judge, state: 'PROPOSED' | 'IN_FORCE'): Steps<void> {
  const { id, verdict, keyId, by, organisation, at } = change;
  const row = yield* rowOf(
    `INSERT INTO match_verdict (id, verdict, state, key_id, made_by, organisation, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING number`,
    id,
    verdict,
    state,
    keyId,
    by,
    organisation,
    at,
  );
  for (const { one, other } of change.pairs) {
    yield* rowsOf(
      'INSERT INTO match_pair (one, other, verdict) VALUES ($1, $2, $3)',
      one,
      other,
      Number(row?.['number']),
    );
  }
}

function* end(id: string, { by, at }: { readonly by: string; readonly at: number }): Steps<void> {
  yield* rowsOf(
    "UPDATE match_verdict SET state = 'WITHDRAWN', ended_by = $1, ended_at = $2 WHERE id = $3 AND state <> 'WITHDRAWN'",
    by,
    at,
    id,
  );
}
