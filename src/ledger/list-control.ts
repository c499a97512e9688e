import { z } from 'zod';
import { openControlDatabase } from './control-database.ts';

/** An account that was suspended and not lifted. Times are milliseconds since the epoch. */
export type OpenSuspension = {
  readonly account: string;
  readonly cause: string;
  readonly recordId: string | null;
  readonly since: number;
};

/** Something owed for an operation and not done. */
export type OpenObligation = {
  readonly recordId: string;
  readonly kind: string;
  readonly organisation: string;
  readonly dueBy: number | null;
};

/** What is open in the control state, for whoever runs it: never who broke the glass, nor about whom. */
export type OpenControl = {
  readonly suspensions: readonly OpenSuspension[];
  readonly obligations: readonly OpenObligation[];
};

/**
 * Lists what is open, the soonest due and the longest suspended first. Works while a gateway writes.
 *
 * @throws ControlError when there is no control state, or it cannot be read.
 */
export function listControl(directory: string): OpenControl {
  const control = openControlDatabase(directory, { access: 'READ', busyTimeoutMs: 5_000 });
  try {
    return control.use((database) => ({
      suspensions: database
        .prepare(suspensionsSql)
        .all()
        .map((row) => suspensionRow.parse(row)),
      obligations: database
        .prepare(obligationsSql)
        .all()
        .map((row) => obligationRow.parse(row)),
    }));
  } finally {
    control.close();
  }
}

const suspensionsSql = `
SELECT subject AS account, cause, record_id AS recordId, since FROM suspension WHERE lifted_at IS NULL ORDER BY since, id`;

const obligationsSql = `
SELECT obligation.record_id AS recordId, kind, organisation, due_by AS dueBy
FROM obligation JOIN operation ON operation.record_id = obligation.record_id
WHERE done_at IS NULL ORDER BY due_by IS NULL, due_by, obligation.record_id, kind`;

const suspensionRow = z.object({
  account: z.string(),
  cause: z.string(),
  recordId: z.string().nullable(),
  since: z.number(),
});
const obligationRow = z.object({
  recordId: z.string(),
  kind: z.string(),
  organisation: z.string(),
  dueBy: z.number().nullable(),
});
