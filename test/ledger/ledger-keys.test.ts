import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { type LedgerKeyFiles, loadLedgerKeys, loadOrCreateDevelopmentKeys } from '../../src/ledger/ledger-keys.ts';
import { makeHome } from './ledger-fixture.ts';

describe('development keys', () => {
  it('are made once, readable by their owner only', () => {
    const { keysDirectory, keys } = makeHome();
    const modes = readdirSync(keysDirectory).map((name) => [name, statSync(join(keysDirectory, name)).mode & 0o777]);
    expect(Object.fromEntries(modes)).toEqual({
      'ledger-audit.key': 0o600,
      'ledger-identifier.key': 0o600,
      'ledger-signing.key': 0o600,
      'ledger-signing.pub': 0o600,
    });
    expect(statSync(keysDirectory).mode & 0o777).toBe(0o700);
    expect(idsOf(loadOrCreateDevelopmentKeys(keysDirectory))).toEqual(idsOf(keys));
  });

  it('are others in another directory', () => {
    const [one, other] = [makeHome(), makeHome()].map(({ keys }) => idsOf(keys));
    expect(one?.filter((id) => other?.includes(id))).toEqual([]);
  });

  it('are the same for all who make them at the same time', async () => {
    const directory = join(makeHome().data, 'fresh');
    const source = `import { loadOrCreateDevelopmentKeys } from ${JSON.stringify(new URL('../../src/ledger/ledger-keys.ts', import.meta.url).href)};
      import { parentPort } from 'node:worker_threads';
      const { identifier, signing, audit } = loadOrCreateDevelopmentKeys(${JSON.stringify(directory)});
      parentPort.postMessage([identifier.id, signing.id, audit.id].join());`;
    const start = (): Promise<string> =>
      new Promise((resolve, reject) => {
        new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`))
          .once('message', resolve)
          .once('error', reject);
      });
    const made = await Promise.all([start(), start(), start(), start()]);
    expect(new Set(made).size).toBe(1);
    expect(readdirSync(directory).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('that others can read are refused', () => {
    const { keysDirectory } = makeHome();
    chmodSync(join(keysDirectory, 'ledger-audit.key'), 0o644);
    expect(() => loadOrCreateDevelopmentKeys(keysDirectory)).toThrow(
      expect.objectContaining({ code: 'KEY_EXPOSED', message: expect.stringContaining('ledger-audit.key') }),
    );
  });

  it('do not hold the audit role’s private key in what the gateway writes with', () => {
    const { keys } = makeHome();
    expect(keys.audit.publicKey.type).toBe('public');
    expect(Object.keys(keys.audit)).toEqual(['id', 'publicKey']);
  });
});

describe('configured keys', () => {
  it.each(['identifier', 'signing', 'audit'] as const)(
    'are required in production: without %s its setting is named',
    (missing) => {
      const files = { ...configuredFiles(), [missing]: undefined };
      expect(() => load(files, true)).toThrow(
        expect.objectContaining({
          code: 'KEY_NOT_CONFIGURED',
          message: expect.stringContaining(`ledger.keys.${missing}`),
        }),
      );
    },
  );

  it('are not made up in production when none is configured', () => {
    const { data } = makeHome();
    const developmentDirectory = join(data, 'never');
    expect(() => loadLedgerKeys({ files: {}, isProduction: true, developmentDirectory })).toThrow(
      expect.objectContaining({ code: 'KEY_NOT_CONFIGURED' }),
    );
    expect(statSync(developmentDirectory, { throwIfNoEntry: false })).toBe(undefined);
  });

  it('are not half made up outside production', () => {
    const { identifier } = configuredFiles();
    expect(() => load({ identifier }, false)).toThrow(expect.objectContaining({ code: 'KEY_NOT_CONFIGURED' }));
  });

  it('are loaded as they were configured', () => {
    const files = configuredFiles();
    expect(idsOf(load(files, true))).toEqual(idsOf(load(files, false)));
  });

  it.each([
    ['identifier', 'too short'],
    ['signing', 'no PEM'],
    ['audit', 'no PEM'],
  ] as const)('of the wrong kind are refused: %s', (name, text) => {
    const files = configuredFiles();
    writeFileSync(String(files[name]), text);
    expect(() => load(files, true)).toThrow(
      expect.objectContaining({ code: 'KEY_INVALID', message: expect.stringContaining(`ledger.keys.${name}`) }),
    );
  });

  it('refuse the audit role’s private key, which the gateway must not hold', () => {
    const files = configuredFiles();
    const { privateKey } = generateKeyPairSync('x25519');
    writeFileSync(String(files.audit), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(() => load(files, true)).toThrow(expect.objectContaining({ code: 'KEY_INVALID' }));
  });

  it('refuse a signing key of another kind', () => {
    const files = configuredFiles();
    writeFileSync(
      String(files.signing),
      generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
    );
    expect(() => load(files, true)).toThrow(expect.objectContaining({ code: 'KEY_INVALID' }));
  });

  it('never appear in an error', () => {
    const files = configuredFiles();
    const digits = `${readFileSync(String(files.identifier), 'utf8').trim()}00`;
    writeFileSync(String(files.identifier), digits);
    try {
      load(files, true);
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify([String(error), error])).not.toContain(digits.slice(0, 16));
    }
  });
});

function configuredFiles(): LedgerKeyFiles {
  const { keysDirectory, keys } = makeHome();
  const audit = join(keysDirectory, 'audit.pub');
  writeFileSync(audit, keys.audit.publicKey.export({ type: 'spki', format: 'pem' }));
  return {
    identifier: join(keysDirectory, 'ledger-identifier.key'),
    signing: join(keysDirectory, 'ledger-signing.key'),
    audit,
  };
}

function load(files: LedgerKeyFiles, isProduction: boolean): ReturnType<typeof loadLedgerKeys> {
  return loadLedgerKeys({ files, isProduction, developmentDirectory: join(makeHome().data, 'unused') });
}

function idsOf(keys: ReturnType<typeof loadLedgerKeys>): readonly string[] {
  return [keys.identifier.id, keys.signing.id, keys.audit.id];
}
