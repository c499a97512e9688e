import { setTimeout as pause } from 'node:timers/promises';
import type { PostgresQuery } from '../postgres/open-postgres.ts';
import { lockNumbers } from './control-locks.ts';
import { LedgerError } from './ledger-error.ts';

/** A session as the server knows it: its process, and since when, so that no later one is taken for it. */
export type SessionMark = { readonly processId: number; readonly startedAt: string };

/** A session that was just closed, or whose process was killed, is gone within that time. */
const patienceMs = 500;
/** One that is ended by us may first finish what it is writing. */
const patienceAfterEndingMs = 3000;
const stepMs = 50;

/**
 * Takes a writer's chain for a session, and keeps it as long as the session lasts. The lock is the server's own: it ends
 * with the session, and only after its last transaction did. So whoever has it reads what came of that.
 *
 * @param former The session by which this process held it before; where the server has not noticed yet that it is lost,
 *   it is ended.
 * @throws LedgerError WRITER_IN_USE
 */
export async function lockWriterIn(
  query: PostgresQuery,
  schema: string,
  writer: string,
  former: SessionMark | null,
): Promise<SessionMark> {
  const lock = [...lockNumbers(schema, [`writer ${writer}`])];
  const isTaken = async (): Promise<boolean> =>
    (await query('SELECT pg_try_advisory_lock(CAST($1 AS bigint)) AS taken', lock)).rows[0]?.['taken'] === true;
  let patience = patienceMs;
  let isEnded = former === null;
  for (let waited = 0; !(await isTaken()); waited += stepMs) {
    if (!isEnded && former !== null) {
      isEnded = true;
      patience = patienceAfterEndingMs;
      await endSession(query, former);
    }
    if (waited >= patience) throw new LedgerError('WRITER_IN_USE');
    await pause(stepMs);
  }
  const { rows } = await query(
    `SELECT pid AS process, CAST(extract(epoch FROM backend_start) AS text) AS started
     FROM pg_stat_activity WHERE pid = pg_backend_pid()`,
  );
  return { processId: Number(rows[0]?.['process']), startedAt: String(rows[0]?.['started']) };
}

/** Lets go of all that a session has locked. */
export async function unlockAll(query: PostgresQuery): Promise<void> {
  await query('SELECT pg_advisory_unlock_all()');
}

async function endSession(query: PostgresQuery, { processId, startedAt }: SessionMark): Promise<void> {
  await query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE pid = $1 AND CAST(extract(epoch FROM backend_start) AS text) = $2`,
    [processId, startedAt],
  );
}
