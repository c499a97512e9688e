import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../src/config/load-config.ts';
import { postgresOf } from '../../src/join-postgres.ts';
import { verifyContinuation } from '../../src/ledger/chain-position.ts';
import { readEmitted } from '../../src/ledger/checkpoint-emitter.ts';
import { LedgerError, type LedgerErrorCode } from '../../src/ledger/ledger-error.ts';
import { loadSigningKey } from '../../src/ledger/ledger-keys.ts';
import { type LedgerSteps, rowsOf } from '../../src/ledger/ledger-steps.ts';
import { asLedgerError, storeFile } from '../../src/ledger/open-database.ts';
import { type LedgerSource, readStore, type StoreReader } from '../../src/ledger/open-store.ts';
import type { VerificationKey } from '../../src/ledger/statement.ts';
import { type Finding, mend, notChecked, ok } from './finding.ts';

const what = 'ledger: store';

/**
 * Whether a gateway could go on with the store: it is there and holds what its signed checkpoints speak of, as a gateway
 * looks when it starts. One moment is read and nothing locked, so that a gateway may write meanwhile.
 */
export async function checkLedger(config: Config): Promise<readonly Finding[]> {
  const keys = verificationKeys(config);
  if (keys === null) return [notChecked(what, 'it cannot be held against its checkpoints without the signing key')];
  const source = sourceOf(config);
  if (source === null) return [notChecked(what, 'PostgreSQL cannot be asked')];
  try {
    // Before the store: what is written there was in the store before.
    const emitted = readEmitted(config.ledger.checkpointsFile);
    if (isEmptyFile(source)) return [absent(emitted)];
    return [await held(source, emitted, keys)];
  } catch (error) {
    return [refusal(asLedgerError(error), source)];
  }
}

async function held(
  source: LedgerSource,
  emitted: readonly string[],
  keys: readonly VerificationKey[],
): Promise<Finding> {
  try {
    await readStore(source, async (open) => {
      if (!(await open.hasSchema())) throw new LedgerError('STORE_DAMAGED');
      await continueAll(open, source.directory, emitted, keys);
    });
    return ok(
      what,
      emitted.length === 0 ? 'no checkpoint of it was signed yet' : 'holds what its checkpoints speak of',
    );
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'STORE_NOT_FOUND') return absent(emitted);
    throw error;
  }
}

/** With checkpoints outside and no store inside, something was lost. */
function absent(emitted: readonly string[]): Finding {
  if (emitted.length === 0) return ok(what, 'not there yet; the first start makes it');
  const { code, message } = new LedgerError('STORE_MISSING');
  return mend(what, `${code}: ${message}`, fixOf(code));
}

/** As each process of this machine would, and as one would that has no chain yet. */
async function continueAll(
  open: StoreReader,
  directory: string,
  emitted: readonly string[],
  keys: readonly VerificationKey[],
): Promise<void> {
  const first = firstWriter(directory);
  const writers = first === null ? [] : await open.take(writersLike(first));
  for (const writer of new Set([first ?? '', ...writers])) {
    await open.take(verifyContinuation(open, writer, emitted, keys));
  }
}

/** Workers add their number to the id of the first. */
function* writersLike(first: string): LedgerSteps<readonly string[]> {
  const rows = yield* rowsOf('SELECT writer FROM segment UNION SELECT writer FROM checkpoint ORDER BY writer');
  return rows.map(({ writer }) => String(writer)).filter((writer) => writer.startsWith(`${first}-`));
}

function firstWriter(directory: string): string | null {
  try {
    return readFileSync(join(directory, 'writer-id'), 'utf8').trim();
  } catch {
    return null;
  }
}

/** Null: there is none in production. In development there may be none yet, and then none is known. */
function verificationKeys({ environment, ledger, keysDirectory }: Config): readonly VerificationKey[] | null {
  const isProduction = environment === 'production';
  const file = ledger.keys.signing ?? (isProduction ? null : join(keysDirectory, 'ledger-signing.key'));
  if (file === null) return null;
  if (!isProduction && !existsSync(file)) return [];
  try {
    const { id, privateKey } = loadSigningKey(file);
    return [{ id, publicKey: createPublicKey(privateKey) }];
  } catch {
    return null;
  }
}

/** Null: a file of the connection is amiss, which is told with PostgreSQL. */
function sourceOf(config: Config): LedgerSource | null {
  try {
    return { directory: config.ledger.directory, postgres: postgresOf(config) };
  } catch {
    return null;
  }
}

function isEmptyFile({ directory, postgres }: LedgerSource): boolean {
  return (postgres ?? null) === null && statSync(storeFile(directory), { throwIfNoEntry: false })?.size === 0;
}

function refusal({ code, message }: LedgerError, { postgres }: LedgerSource): Finding {
  const isElsewhere = (postgres ?? null) !== null;
  if (isElsewhere && unasked.has(code)) return notChecked(what, 'PostgreSQL cannot be asked');
  return mend(what, `${code}: ${message}`, fixOf(code));
}

/** What keeps PostgreSQL from answering is told with it. */
const unasked: ReadonlySet<LedgerErrorCode> = new Set(['STORE_UNREACHABLE', 'STORE_NOT_WRITABLE', 'STORE_BUSY']);

function fixOf(code: LedgerErrorCode): string {
  return lost.has(code)
    ? 'A gateway does not start over it. Change nothing and follow docs/operations/restoring.md.'
    : 'A gateway does not start. docs/operations/ledger-full.md has the codes.';
}

const lost: ReadonlySet<LedgerErrorCode> = new Set([
  'STORE_MISSING',
  'STORE_ROLLED_BACK',
  'STORE_DAMAGED',
  'CHAIN_BROKEN',
]);
