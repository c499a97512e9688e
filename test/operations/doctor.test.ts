import { hash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishManifest } from '../../src/limits/documents-redis.ts';
import { createHashKey } from '../../src/limits/hashed-key.ts';
import { openRedis } from '../../src/limits/open-redis.ts';
import { askDoctor, type Finding, runDoctor } from '../harness/ask-doctor.ts';
import { type RedisServer, startRedis } from '../harness/redis.ts';
import { startWorld, type World } from '../harness/world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** This world's configuration, changed. */
function changed(change: (settings: any) => void = () => undefined): string {
  const file = join(mkdtempSync(join(world.directory, 'doctor-')), 'gateway.yaml');
  const settings = JSON.parse(readFileSync(join(world.directory, 'gateway.yaml'), 'utf8'));
  change(settings);
  writeFileSync(file, JSON.stringify(settings));
  return file;
}

const toMend = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ state }) => state === 'MEND');

describe('the doctor', () => {
  it('finds nothing to mend in a deployment that works, and looks at every part of it', async () => {
    const { code, findings } = await runDoctor(changed());
    expect(toMend(findings)).toEqual([]);
    expect(code).toBe(0);
    for (const what of ['configuration', 'sharing protocol', 'contracts', 'ledger', 'agency health: contract']) {
      expect(findings.find((finding) => finding.what === what)?.state).toBe('OK');
    }
    expect(findings.some(({ what }) => what.startsWith('issuer '))).toBe(true);
  });

  it('names an agency that does not answer, and one that refuses the grant', async () => {
    const key = join(world.directory, 'keys', 'other.key');
    writeFileSync(key, `${'ab'.repeat(32)}\n`, { mode: 0o600 });
    const file = changed((settings) => {
      settings.agencies[0].url = 'http://127.0.0.1:9/graphql';
      settings.agencies[1].grantKeyFile = key;
    });
    const { code, findings } = await runDoctor(file);
    const mend = toMend(findings);
    expect(code).toBe(1);
    expect(mend.map(({ what }) => what)).toEqual(['agency education', 'agency health']);
    expect(mend[1]?.detail).toMatch(/grant/);
  });

  it('names what an agency’s schema lacks of its contract', async () => {
    const schemas = join(mkdtempSync(join(world.directory, 'schemas-')), 'schemas');
    cpSync(join(root, 'schemas'), schemas, { recursive: true });
    const contract = join(schemas, 'agencies', 'housing.graphql');
    writeFileSync(contract, readFileSync(contract, 'utf8').replace(/\bhouseholdMembers\b/g, 'householdPeople'));
    const file = changed((settings) => {
      settings.schemasDirectory = schemas;
    });
    const mend = toMend(await askDoctor(file));
    expect(mend.find(({ what }) => what === 'agency housing: contract')?.detail).toMatch(/householdPeople/);
  });

  describe('of trusted documents', () => {
    const sound = '{ me { organisation } }';
    const manifest = (...texts: readonly string[]): string =>
      JSON.stringify(Object.fromEntries(texts.map((text) => [hash('sha256', text, 'hex'), text])));
    const written = (text: string): string => {
      const file = join(mkdtempSync(join(world.directory, 'documents-')), 'manifest.json');
      writeFileSync(file, text);
      return file;
    };
    const key = (digits: string): string => {
      const file = written(`${digits.repeat(32)}\n`);
      chmodSync(file, 0o600);
      return file;
    };
    const about = async (trustedDocuments: object, redis?: object) => {
      const findings = await askDoctor(changed((settings) => Object.assign(settings, { trustedDocuments, redis })));
      return findings.filter(({ what }) => what.startsWith('trusted documents'));
    };
    let redis: RedisServer;
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(() => redis.stop());

    it('says what is wrong with a file, and nothing where there is to be none', async () => {
      expect(await about({ mode: 'off' })).toEqual([]);
      expect(await about({ mode: 'log', file: written(manifest(sound)) })).toMatchObject([
        { what: 'trusted documents: file', state: 'OK', detail: '1 documents' },
      ]);
      expect(await about({ mode: 'enforce', file: join(world.directory, 'none.json') })).toMatchObject([
        { state: 'MEND', detail: 'cannot be read' },
      ]);
      expect(await about({ mode: 'enforce', file: written('{"ab": "{ me { roles } }"}') })).toMatchObject([
        { state: 'MEND', detail: expect.stringContaining('its id is not the SHA-256') },
      ]);
      const [other] = await about({ mode: 'enforce', file: written(manifest(sound, '{ me { zqNoField } }')) });
      expect(other).toMatchObject({
        state: 'MEND',
        detail: expect.stringMatching(/^1 faults, the first: Document [0-9a-f]{64}/),
      });
    });

    it('asks Redis for what is shared, and says what is wrong with that', async () => {
      const settings = { url: redis.url, hashingKeyFile: key('ab') };
      const shared = { mode: 'enforce', redis: true };
      const [none] = await about(shared, settings);
      expect(none).toMatchObject({ what: 'trusted documents: Redis', state: 'MEND', detail: 'none was published' });
      expect(none?.fix).toContain('documents -- publish');

      const connection = await openRedis(
        { ...settings, username: null, password: null, tls: undefined, keyPrefix: 'childview', commandTimeoutMs: 5000 },
        { waitMs: 5000, onChange: () => undefined },
      );
      const put = (digits: string, text: string) =>
        publishManifest(connection, createHashKey(Buffer.from(digits.repeat(32), 'hex')), text);
      try {
        await put('cd', manifest(sound));
        const [forged] = await about(shared, settings);
        expect(forged).toMatchObject({ state: 'MEND', detail: 'it was not published with redis.hashingKeyFile' });
        await put('ab', manifest('{ me { zqNoField } }'));
        expect(await about(shared, settings)).toMatchObject([
          { state: 'MEND', detail: expect.stringContaining('1 faults') },
        ]);
        await put('ab', manifest(sound));
        expect(await about(shared, settings)).toMatchObject([
          { state: 'OK', detail: expect.stringMatching(/^version [0-9a-f]{16}, 1 documents$/) },
        ]);
        const both = await about({ ...shared, file: written(manifest(sound, '{ me { roles } }')) }, settings);
        expect(both.map(({ state }) => state)).toEqual(['OK', 'OK', 'ADVICE']);
      } finally {
        connection.close();
      }
    });

    it('says that Redis does not answer, and what that means', async () => {
      const settings = { url: 'redis://127.0.0.1:9', hashingKeyFile: key('ab') };
      const [alone] = await about({ mode: 'enforce', redis: true }, settings);
      expect(alone).toMatchObject({
        state: 'MEND',
        detail: expect.stringMatching(/^Redis cannot be asked \([A-Z_]+\)$/),
      });
      expect(alone?.fix).toContain('A gateway does not start without');
      const found = await about({ mode: 'enforce', redis: true, file: written(manifest(sound)) }, settings);
      expect(found.map(({ state }) => state)).toEqual(['OK', 'MEND']);
      expect(found[1]?.fix).toContain('start with what is in the file');
      // It reads only: in development the key is made with the first start.
      const made = join(world.directory, 'not-made.key');
      expect(await about({ mode: 'log', redis: true }, { ...settings, hashingKeyFile: made })).toMatchObject([
        { state: 'NOT_CHECKED' },
      ]);
      expect(existsSync(made)).toBe(false);
    });
  });

  it('names every fault of a configuration, with its key and the fix', async () => {
    const file = changed((settings) => {
      settings.deadlineMs = 1;
      settings.listen.prot = 1;
    });
    const { code, findings } = await runDoctor(file);
    expect(code).toBe(1);
    expect(new Set(toMend(findings).map(({ detail }) => detail.split(' ')[0]))).toEqual(
      new Set(['deadlineMs', 'listen.prot']),
    );
  });

  it('says that keys are missing in production, and makes none', async () => {
    const file = changed((settings) => {
      settings.environment = 'production';
      settings.dataDirectory = join(world.directory, 'production');
    });
    const mend = toMend(await askDoctor(file));
    expect(mend.length).toBeGreaterThan(0);
    expect(mend.every(({ detail }) => detail.includes('is missing'))).toBe(true);
  });
});
