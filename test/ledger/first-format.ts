import { createCipheriv, randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { canonicalJson } from '../../src/ledger/canonical-json.ts';
import { genesisHash, sha256 } from '../../src/ledger/chain.ts';
import { createDataKey, type DataKey } from '../../src/ledger/data-key.ts';
import { hashOfIdentifier, hashOfLook, hashOfSubject } from '../../src/ledger/identifier-hash.ts';
import { signStatement } from '../../src/ledger/statement.ts';
import type { LedgerEntry } from '../../src/model/ledger-entry.ts';
import type { LedgerHome } from './ledger-fixture.ts';

/** The tables as they were; a store that exists has them with every line break. */
const tables = `
CREATE TABLE ledger (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  store TEXT NOT NULL
) STRICT;
CREATE TABLE segment (
  writer TEXT NOT NULL, number INTEGER NOT NULL, month TEXT NOT NULL,
  first_sequence INTEGER NOT NULL, opening_hash TEXT NOT NULL,
  last_sequence INTEGER, closing_hash TEXT, purge TEXT,
  PRIMARY KEY (writer, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE data_key (
  id TEXT PRIMARY KEY, writer TEXT NOT NULL, segment INTEGER NOT NULL, wrapped TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE record (
  writer TEXT NOT NULL, sequence INTEGER NOT NULL, segment INTEGER NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (writer, sequence)
) STRICT;
CREATE TABLE lookup (
  hash TEXT NOT NULL, writer TEXT NOT NULL, sequence INTEGER NOT NULL,
  PRIMARY KEY (hash, writer, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoint (
  writer TEXT NOT NULL, number INTEGER NOT NULL, statement TEXT NOT NULL,
  PRIMARY KEY (writer, number)
) STRICT, WITHOUT ROWID;
`;

const writer = 'gateway-a';

/** Makes a store as the first format had it, with these records of one month and a checkpoint over them. */
export function writeFirstFormat(home: LedgerHome, entries: readonly LedgerEntry[]): void {
  const database = new DatabaseSync(join(home.directory, 'ledger.sqlite'));
  try {
    database.exec(`PRAGMA journal_mode = WAL; ${tables}`);
    const store = randomBytes(16).toString('hex');
    database.prepare('INSERT INTO ledger VALUES (1, ?)').run(store);
    const dataKey = createDataKey(home.keys.audit);
    database.prepare('INSERT INTO data_key VALUES (?, ?, 1, ?)').run(dataKey.id, writer, dataKey.wrapped);
    const month = new Date(home.clock).toISOString().slice(0, 7);
    const genesis = genesisHash(store, writer);
    database
      .prepare('INSERT INTO segment (writer, number, month, first_sequence, opening_hash) VALUES (?, 1, ?, 1, ?)')
      .run(writer, month, genesis);
    let hash = genesis;
    entries.forEach((entry, index) => {
      const place = { store, writer, sequence: index + 1, segment: 1, month, writtenAt: home.clock };
      const { body, lookups } = recordOf(entry, place, home, dataKey);
      hash = sha256(`${hash}\n${body}`);
      database.prepare('INSERT INTO record VALUES (?, ?, 1, ?, ?)').run(writer, index + 1, body, hash);
      for (const each of lookups) database.prepare('INSERT INTO lookup VALUES (?, ?, ?)').run(each, writer, index + 1);
    });
    const text = signStatement(home.keys.signing, {
      kind: 'CHECKPOINT',
      format: 1,
      store,
      writer,
      number: 1,
      previous: null,
      at: home.clock,
      heads: [{ writer, sequence: entries.length, hash }],
    });
    database.prepare('INSERT INTO checkpoint VALUES (?, 1, ?)').run(writer, text);
    appendFileSync(home.checkpointsFile, `${text}\n`);
  } finally {
    database.close();
  }
}

function recordOf(
  entry: LedgerEntry,
  place: { readonly store: string; readonly writer: string; readonly sequence: number },
  { keys: { identifier } }: LedgerHome,
  dataKey: DataKey,
): { readonly body: string; readonly lookups: ReadonlySet<string> } {
  const { subject, mediator, organisation, roles } = entry.caller;
  const children = entry.children.map(({ keys }) => keys.map((key) => hashOfIdentifier(identifier, key)).sort());
  const looks = entry.children.map(({ lookedAt }) => lookedAt.map((record) => hashOfLook(identifier, record)).sort());
  const subjects = [hashOfSubject(identifier, subject)];
  const { kind, recordId, at, purpose, bases, policyVersion, dryRun, shape, refusal, heldBackUntil } = entry;
  const sealed = {
    subject,
    mediator,
    reason: entry.reason,
    informed: entry.informed,
    children: entry.children.map(({ outcomes, refusal: code }) => ({ outcomes, refusal: code })),
  };
  const body = canonicalJson({
    ...place,
    format: 1,
    kind,
    recordId,
    at,
    organisation,
    roles,
    subjects,
    purpose,
    bases,
    policyVersion,
    dryRun,
    shape,
    refusal,
    heldBackUntil,
    children,
    looks,
    identifierKey: identifier.id,
    dataKey: dataKey.id,
    sealed: seal(dataKey, canonicalJson(sealed), canonicalJson([place.store, place.writer, place.sequence])),
  });
  return { body, lookups: new Set([...subjects, ...children.flat(), ...looks.flat()]) };
}

function seal(dataKey: DataKey, text: string, bound: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', dataKey.secret, nonce).setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}
