import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

type Finding = { readonly what: string; readonly state: string; readonly detail: string; readonly fix: string };
let world: World;

beforeAll(async () => {
  world = await startWorld({ deadlineMs: 20_000 });
});
afterAll(() => world.stop());

/** `npm run doctor` over this world's configuration, changed. */
async function doctor(change: (settings: any) => void = () => undefined) {
  const file = join(mkdtempSync(join(world.directory, 'doctor-')), 'gateway.yaml');
  const settings = JSON.parse(readFileSync(join(world.directory, 'gateway.yaml'), 'utf8'));
  change(settings);
  writeFileSync(file, JSON.stringify(settings));
  const ended = await run(process.execPath, ['scripts/doctor.ts', '--config', file, '--json'], { cwd: root }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => error,
  );
  const findings = JSON.parse(ended.stdout) as readonly Finding[];
  return { code: ended.code, findings, mend: findings.filter(({ state }) => state === 'MEND') };
}

describe('the doctor', () => {
  it('finds nothing to mend in a deployment that works, and looks at every part of it', async () => {
    const { code, mend, findings } = await doctor();
    expect(mend).toEqual([]);
    expect(code).toBe(0);
    for (const what of ['configuration', 'sharing protocol', 'contracts', 'ledger', 'agency health: contract']) {
      expect(findings.find((finding) => finding.what === what)?.state).toBe('OK');
    }
    expect(findings.some(({ what }) => what.startsWith('issuer '))).toBe(true);
  });

  it('names an agency that does not answer, and one that refuses the grant', async () => {
    const key = join(world.directory, 'keys', 'other.key');
    writeFileSync(key, `${'ab'.repeat(32)}\n`, { mode: 0o600 });
    const { code, mend } = await doctor((settings) => {
      settings.agencies[0].url = 'http://127.0.0.1:9/graphql';
      settings.agencies[1].grantKeyFile = key;
    });
    expect(code).toBe(1);
    expect(mend.map(({ what }) => what)).toEqual(['agency education', 'agency health']);
    expect(mend[1]?.detail).toMatch(/grant/);
  });

  it('names what an agency’s schema lacks of its contract', async () => {
    const schemas = join(mkdtempSync(join(world.directory, 'schemas-')), 'schemas');
    cpSync(join(root, 'schemas'), schemas, { recursive: true });
    const contract = join(schemas, 'agencies', 'housing.graphql');
    writeFileSync(contract, readFileSync(contract, 'utf8').replace(/\bhouseholdMembers\b/g, 'householdPeople'));
    const { mend } = await doctor((settings) => {
      settings.schemasDirectory = schemas;
    });
    expect(mend.find(({ what }) => what === 'agency housing: contract')?.detail).toMatch(/householdPeople/);
  });

  it('names every fault of a configuration, with its key and the fix', async () => {
    const { code, mend } = await doctor((settings) => {
      settings.deadlineMs = 1;
      settings.listen.prot = 1;
    });
    expect(code).toBe(1);
    expect(new Set(mend.map(({ detail }) => detail.split(' ')[0]))).toEqual(new Set(['deadlineMs', 'listen.prot']));
  });

  it('says that keys are missing in production, and makes none', async () => {
    const { mend } = await doctor((settings) => {
      settings.environment = 'production';
      settings.dataDirectory = join(world.directory, 'production');
    });
    expect(mend.length).toBeGreaterThan(0);
    expect(mend.every(({ detail }) => detail.includes('is missing'))).toBe(true);
  });
});
