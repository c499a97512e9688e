import { randomBytes } from 'node:crypto';
import type { Postgres, PostgresQuery } from '../postgres/open-postgres.ts';
import { ControlError } from './control-error.ts';
import { lockNumbers } from './control-locks.ts';

/**
 * The tables of the control state in PostgreSQL: those of `control-schema.ts`. Texts are compared by their bytes, as
 * SQLite does, so that every store sorts alike.
 */
const tables: Readonly<Record<string, string>> = {
  control: 'one SMALLINT PRIMARY KEY CHECK (one = 1), store TEXT NOT NULL',
  policy_head:
    'one SMALLINT PRIMARY KEY CHECK (one = 1), edition BIGINT NOT NULL, version TEXT NOT NULL, at BIGINT NOT NULL',
  suspension: `id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subject TEXT COLLATE "C" NOT NULL, cause TEXT NOT NULL,
    record_id TEXT, since BIGINT NOT NULL, suspended_by TEXT NOT NULL, lifted_at BIGINT, lifted_by TEXT`,
  operation: `record_id TEXT COLLATE "C" PRIMARY KEY, at BIGINT NOT NULL, subject TEXT COLLATE "C" NOT NULL,
    mediator TEXT COLLATE "C", organisation TEXT COLLATE "C" NOT NULL, roles TEXT NOT NULL, purpose TEXT NOT NULL,
    mode TEXT NOT NULL`,
  obligation: `record_id TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL, effect TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL, due_by BIGINT, done_at BIGINT, done_by TEXT, outcome TEXT,
    PRIMARY KEY (record_id, kind)`,
  break_glass: `subject TEXT COLLATE "C" NOT NULL, at BIGINT NOT NULL, record_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (subject, at, record_id)`,
  notice: `id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body TEXT NOT NULL, send_at BIGINT NOT NULL,
    record_id TEXT COLLATE "C", unless_done TEXT COLLATE "C", delivered_at BIGINT`,
  match_verdict: `number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT COLLATE "C" NOT NULL UNIQUE,
    verdict TEXT NOT NULL, state TEXT COLLATE "C" NOT NULL, key_id TEXT COLLATE "C" NOT NULL, made_by TEXT NOT NULL,
    organisation TEXT NOT NULL, made_at BIGINT NOT NULL, confirmed_by TEXT, confirmed_at BIGINT, ending_by TEXT,
    ending_at BIGINT, ended_by TEXT, ended_at BIGINT`,
  match_pair: `one TEXT COLLATE "C" NOT NULL, other TEXT COLLATE "C" NOT NULL, verdict BIGINT NOT NULL,
    PRIMARY KEY (one, other, verdict)`,
};

const indexes = [
  'CREATE INDEX suspension_open ON suspension (subject) WHERE lifted_at IS NULL',
  "CREATE UNIQUE INDEX obligation_once ON obligation (record_id, effect) WHERE effect IN ('JUSTIFY', 'REVIEW')",
  'CREATE INDEX obligation_open ON obligation (subject) WHERE done_at IS NULL',
  "CREATE INDEX obligation_to_review ON obligation (due_by) WHERE done_at IS NULL AND effect = 'REVIEW'",
  'CREATE INDEX notice_waiting ON notice (send_at) WHERE delivered_at IS NULL',
  "CREATE INDEX match_verdict_open ON match_verdict (key_id) WHERE state <> 'WITHDRAWN'",
  'CREATE INDEX match_pair_other ON match_pair (other)',
];

/** Everything that a table does, in words that two schemas can be compared by; $1: the schema, $2: the tables. */
const describeSql = `
WITH ours AS (SELECT oid, relname, relpersistence, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relnamespace = $1 AND relkind = 'r' AND relname = ANY ($2))
SELECT concat_ws(' ', relname, 'column', attname, format_type(atttypid, atttypmod), attnotnull, collname, attidentity,
  attgenerated, pg_get_expr(adbin, adrelid)) AS said
FROM ours JOIN pg_attribute ON attrelid = ours.oid AND attnum > 0 AND NOT attisdropped
LEFT JOIN pg_collation ON pg_collation.oid = attcollation
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
UNION ALL
SELECT concat_ws(' ', relname, 'index', regexp_replace(pg_get_indexdef(indexrelid), ' ON [^ ]*\\.', ' ON '), indisvalid)
FROM ours JOIN pg_index ON indrelid = ours.oid
UNION ALL
SELECT concat_ws(' ', relname, 'constraint', conname, pg_get_constraintdef(pg_constraint.oid))
FROM ours JOIN pg_constraint ON conrelid = ours.oid
UNION ALL
SELECT concat_ws(' ', relname, 'trigger', tgname) FROM ours JOIN pg_trigger ON tgrelid = ours.oid
UNION ALL
SELECT concat_ws(' ', relname, 'rule', rulename) FROM ours JOIN pg_rewrite ON ev_class = ours.oid
UNION ALL
SELECT concat_ws(' ', relname, 'policy', polname) FROM ours JOIN pg_policy ON polrelid = ours.oid
UNION ALL
SELECT concat_ws(' ', relname, 'inherits') FROM ours JOIN pg_inherits ON inhrelid = ours.oid OR inhparent = ours.oid
UNION ALL
SELECT concat_ws(' ', relname, 'hides or loses rows') FROM ours
WHERE relpersistence = 'u' OR relrowsecurity OR relforcerowsecurity
ORDER BY said`;

/**
 * Makes the tables in the schema where there are none, and gives the name of the store, so that ids of notices are
 * unique among stores.
 *
 * @param mayMake Whether a store that is not there is a new one, and not a lost one.
 * @throws ControlError CONTROL_MISSING where it is not there and may not be made; CONTROL_DAMAGED where the tables are
 *   others than they must be: a trigger put in from outside could undo suspensions.
 */
export async function prepareControlSchema(
  postgres: Postgres,
  schema: string,
  mayMake: (query: PostgresQuery) => Promise<boolean>,
): Promise<string> {
  const names = Object.keys(tables);
  await postgres.transaction('WRITE', async (query) => {
    // Instances that start together make them once.
    await query('SELECT pg_advisory_xact_lock(CAST($1 AS bigint))', [...lockNumbers(schema, ['tables'])]);
    const { rows } = await query('SELECT to_regnamespace($1) IS NOT NULL AS is_there', [schema]);
    if (rows[0]?.['is_there'] !== true) await query(`CREATE SCHEMA ${schema}`);
    const found = await query(
      'SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relname = ANY ($2)',
      [schema, names],
    );
    if (found.rows.length > 0) return;
    if (!(await mayMake(query))) throw new ControlError('CONTROL_MISSING');
    for (const statement of statements()) await query(statement);
    await query('INSERT INTO control (one, store) VALUES (1, $1)', [randomBytes(16).toString('hex')]);
  });
  if (!(await hasTables(postgres, schema, names))) throw new ControlError('CONTROL_DAMAGED');
  const { rows } = await postgres.query('SELECT store FROM control');
  const store = rows[0]?.['store'];
  if (typeof store !== 'string') throw new ControlError('CONTROL_DAMAGED');
  return store;
}

function statements(): readonly string[] {
  return [...Object.entries(tables).map(([name, columns]) => `CREATE TABLE ${name} (${columns})`), ...indexes];
}

/** Compares with tables that are made for it, in the connection's own temporary schema, and are not kept. */
async function hasTables(postgres: Postgres, schema: string, names: readonly string[]): Promise<boolean> {
  const undone = new Error('undone');
  let isSame = false;
  try {
    await postgres.transaction('WRITE', async (query) => {
      const describe = async (namespace: string): Promise<string> => {
        const of = await query(`SELECT CAST(CAST(${namespace} AS oid) AS bigint) AS found`);
        const { rows } = await query(describeSql, [Number(of.rows[0]?.['found']), names]);
        return JSON.stringify(rows.map(({ said }) => said));
      };
      const held = await describe(`to_regnamespace('${schema}')`);
      await query('SET LOCAL search_path TO pg_temp');
      for (const statement of statements()) await query(statement);
      isSame = held === (await describe('pg_my_temp_schema()'));
      throw undone;
    });
  } catch (error) {
    if (error !== undone) throw error;
  }
  return isSame;
}
