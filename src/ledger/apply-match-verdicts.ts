import type { DatabaseSync } from 'node:sqlite';
import type { ControlChange, ControlRefusal } from '../model/control-state.ts';
import { continuedBy, isOnOneOf } from '../model/match-verdict.ts';
import { readPairVerdicts } from './match-verdict-reads.ts';

type Judge = Extract<ControlChange, { kind: 'JUDGE' }>;
type Withdraw = Extract<ControlChange, { kind: 'WITHDRAW_VERDICT' }>;

/**
 * Keeps a verdict on pairs of records. A NOT_SAME of a shielded child waits for a second person; whoever
 * gives the verdict that another gave confirms it. The verdict that it contradicts ends with it.
 */
export function judge(database: DatabaseSync, change: Judge): ControlRefusal | null {
  const records = [...new Set(change.pairs.flatMap(({ one, other }) => [one, other]))];
  const held = readPairVerdicts(database, records).filter((verdict) => isOnOneOf(change.pairs, verdict));
  const continued = continuedBy(change.pairs, change.verdict, held);
  // Somebody judged in between: what the caller saw, and what is put on record, was another verdict.
  if ((continued?.id ?? null) !== change.seen) return 'FACTS_CHANGED';
  if (continued !== null) {
    const refusal = goOn(database, change, continued);
    if (refusal !== null) return refusal;
  } else if (!isInForceAtOnce(change)) {
    add(database, change, 'PROPOSED');
    return null;
  } else add(database, change, 'IN_FORCE');
  for (const { id, verdict } of held) if (verdict !== change.verdict) end(database, id, change);
  return null;
}

/** Withdraws a verdict; of one that joined a shielded child's records a second person must say so, too. */
export function withdrawVerdict(database: DatabaseSync, change: Withdraw): ControlRefusal | null {
  const row = database.prepare('SELECT verdict, state, ending_by FROM match_verdict WHERE id = ?').get(change.id);
  if (row === undefined) return 'RECORD_UNKNOWN';
  if (row['state'] === 'WITHDRAWN') return 'ALREADY_DONE';
  const isUnlinking = row['verdict'] === 'SAME' && change.isProtected;
  if (isUnlinking && row['state'] === 'IN_FORCE') {
    database
      .prepare("UPDATE match_verdict SET state = 'ENDING', ending_by = ?, ending_at = ? WHERE id = ?")
      .run(change.by, change.at, change.id);
    return null;
  }
  if (isUnlinking && row['ending_by'] === change.by) return 'SECOND_PERSON_NEEDED';
  end(database, change.id, change);
  return null;
}

/** A verdict that is there already: a second person confirms it, or takes back that it should end. */
function goOn(
  database: DatabaseSync,
  change: Judge,
  { id, state }: { readonly id: string; readonly state: string },
): ControlRefusal | null {
  const set = (what: string, ...values: readonly (string | number)[]): null => {
    database.prepare(`UPDATE match_verdict SET state = 'IN_FORCE', ${what} WHERE id = ?`).run(...values, id);
    return null;
  };
  if (state === 'ENDING') return set('ending_by = NULL, ending_at = NULL');
  const row = database.prepare('SELECT made_by, confirmed_by FROM match_verdict WHERE id = ?').get(id);
  if (row?.['confirmed_by'] != null) return 'ALREADY_DONE';
  if (row?.['made_by'] !== change.by) return set('confirmed_by = ?, confirmed_at = ?', change.by, change.at);
  if (!isInForceAtOnce(change)) return 'SECOND_PERSON_NEEDED';
  // Nobody shields the child any more, so that one person is enough.
  return state === 'PROPOSED' ? set('made_at = ?', change.at) : 'ALREADY_DONE';
}

/** To take away a link of a shielded child needs two people; to say that there is one does not. */
function isInForceAtOnce({ verdict, isProtected }: Judge): boolean {
  return verdict === 'SAME' || !isProtected;
}

function add(database: DatabaseSync, change: Judge, state: 'PROPOSED' | 'IN_FORCE'): void {
  const { id, verdict, keyId, by, organisation, at } = change;
  const { lastInsertRowid } = database
    .prepare(
      'INSERT INTO match_verdict (id, verdict, state, key_id, made_by, organisation, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(id, verdict, state, keyId, by, organisation, at);
  const insert = database.prepare('INSERT INTO match_pair (one, other, verdict) VALUES (?, ?, ?)');
  for (const { one, other } of change.pairs) insert.run(one, other, lastInsertRowid);
}

function end(database: DatabaseSync, id: string, { by, at }: { readonly by: string; readonly at: number }): void {
  database
    .prepare(
      "UPDATE match_verdict SET state = 'WITHDRAWN', ended_by = ?, ended_at = ? WHERE id = ? AND state <> 'WITHDRAWN'",
    )
    .run(by, at, id);
}
