import { execFile } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { entryOf, type LedgerHome, makeHome } from './ledger-fixture.ts';

const script = fileURLToPath(new URL('../../scripts/ledger.ts', import.meta.url));
let home: LedgerHome;
let config: string;
/** Where the audit role keeps its own keys: elsewhere than the gateway. */
let auditor: string;

const publicPart = (file: string): string =>
  createPublicKey(createPrivateKey(readFileSync(file, 'utf8')))
    .export({ type: 'spki', format: 'pem' })
    .toString();

beforeAll(async () => {
  home = makeHome();
  const ledger = await home.open();
  await ledger.append(entryOf('r1'));
  await ledger.close();
  const secrets = join(home.data, 'secrets');
  auditor = join(home.data, 'auditor');
  for (const directory of [secrets, auditor]) mkdirSync(directory, { mode: 0o700 });
  const files = {
    identifier: join(secrets, 'identifier.key'),
    signing: join(secrets, 'signing.pem'),
    audit: join(secrets, 'audit.pub.pem'),
  };
  renameSync(join(home.keysDirectory, 'ledger-identifier.key'), files.identifier);
  renameSync(join(home.keysDirectory, 'ledger-signing.key'), files.signing);
  renameSync(join(home.keysDirectory, 'ledger-audit.key'), join(auditor, 'ledger-audit.key'));
  writeFileSync(files.audit, publicPart(join(auditor, 'ledger-audit.key')));
  rmSync(home.keysDirectory, { recursive: true });
  config = join(home.data, 'gateway.yaml');
  writeFileSync(
    config,
    JSON.stringify({
      environment: 'production',
      dataDirectory: home.data,
      identity: { issuerBase: 'https://identity.example', audience: 'childview' },
      agencies: [
        {
          name: 'health',
          url: 'https://health.example/',
          contract: 'a.graphql',
          dialect: 'PLAIN',
          schemes: ['NHS_NUMBER'],
          grantKeyFile: files.identifier,
        },
      ],
      sealedIds: { keyFiles: [files.identifier] },
      ledger: { directory: home.directory, checkpointsFile: home.checkpointsFile, keys: files },
    }),
  );
});

function ledgerCommand(...args: readonly string[]): Promise<{ readonly code: number; readonly printed: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args, '--config', config], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), printed: `${stdout}${stderr}` });
    });
  });
}

describe('with the configuration of a gateway in production, whose keys lie where it says', () => {
  it('verify takes the public part of the configured signing key', async () => {
    const { code, printed } = await ledgerCommand('verify');
    expect(printed).toContain(`ledger: ${home.directory}\n`);
    expect(printed).toContain('result: SOUND');
    expect(code).toBe(0);
  });

  it('list reads nothing without the key of the audit role, and says so', async () => {
    const { code, printed } = await ledgerCommand('list', '--operation', 'r1');
    expect(printed).toMatch(/There is no ledger-audit\*\.key of the audit role in /);
    expect(printed).not.toContain('planted');
    expect(code).toBe(2);
  });

  it('list reads with it, from a directory of its own', async () => {
    for (const query of [
      ['--operation', 'r1'],
      ['--child', 'NHS_NUMBER:9990000018'],
      ['--caller', 'https://issuer.example|planted-subject'],
    ]) {
      const { code, printed } = await ledgerCommand('list', ...query, '--keys', auditor);
      expect(printed).toContain('record r1');
      expect(printed).toContain('  caller        "https://issuer.example|planted-subject"');
      expect(code).toBe(0);
    }
  });

  it('purge signs with the configured key, and what is left verifies', async () => {
    expect(await ledgerCommand('purge', '--before', '2000-01')).toEqual({ code: 0, printed: 'purged segments: 0\n' });
    expect((await ledgerCommand('verify')).code).toBe(0);
  });
});
