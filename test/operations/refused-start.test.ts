import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startServer } from '../harness/process.ts';

const directory = mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'refused-start-'));
const start = (env: Readonly<Record<string, string>>) =>
  startServer('src/main.ts', ['--config', 'config/development.yaml'], {
    CHILDVIEW__LISTEN__PORT: '0',
    CHILDVIEW__DATA_DIRECTORY: join(directory, 'data'),
    ...env,
  });

describe('a gateway that does not start', () => {
  it('says by which code of the runbooks, where the ledger is the cause', async () => {
    const nowhere = {
      CHILDVIEW__LEDGER__POSTGRESQL__URL: 'postgresql://127.0.0.1:1/childview',
      CHILDVIEW__LEDGER__POSTGRESQL__USERNAME: 'gateway',
    };
    await expect(start(nowhere)).rejects.toThrow(/^STORE_UNREACHABLE: The PostgreSQL that holds the ledger /m);
  });

  it('names the key of a directory of the ledger that is a file', async () => {
    const file = join(directory, 'no-directory');
    writeFileSync(file, '');
    const started = start({ CHILDVIEW__LEDGER__DIRECTORY: file });
    await expect(started).rejects.toThrow(`\`ledger.directory\`: ${file} is a file, or lies in one: correct the key.`);
  });

  it('names the key of a TLS file that cannot be read', async () => {
    const file = join(directory, 'no-authority.pem');
    const ledger = {
      CHILDVIEW__LEDGER__POSTGRESQL__URL: 'postgresql://127.0.0.1:1/childview',
      CHILDVIEW__LEDGER__POSTGRESQL__USERNAME: 'gateway',
      CHILDVIEW__LEDGER__POSTGRESQL__TLS: JSON.stringify({ caFile: file }),
    };
    const started = start(ledger);
    await expect(started).rejects.toThrow(`ledger.postgresql.tls.caFile: the file ${file} cannot be read: correct`);
  });

  it('names the key of a manifest that cannot be read', async () => {
    const file = join(directory, 'none.json');
    const started = start({ CHILDVIEW__TRUSTED_DOCUMENTS__MODE: 'enforce', CHILDVIEW__TRUSTED_DOCUMENTS__FILE: file });
    await expect(started).rejects.toThrow(`trustedDocuments.file: ${file} cannot be read. Correct the key, or`);
  });
});
