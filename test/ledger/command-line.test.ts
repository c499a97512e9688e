import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ledger, openLedger } from '../../src/ledger/open-ledger.ts';
import { createSealedIds } from '../../src/matching/sealed-id.ts';
import { writeGatewayConfig } from './gateway-config.ts';
import {
  childOf,
  codeOf,
  describeStores,
  entryOf,
  itIn,
  type LedgerHome,
  makeHome,
  nextMonth,
  outcomeOf,
} from './ledger-fixture.ts';

const script = fileURLToPath(new URL('../../scripts/ledger.ts', import.meta.url));

describeStores('a ledger', (kind) => {
  let home: LedgerHome;

  beforeAll(async () => {
    home = kind.makeHome();
    const ledger = await home.open();
    await ledger.append(entryOf('r1'));
    await ledger.append(
      entryOf('r2', {
        kind: 'RELEASED',
        at: home.clock + 1,
        reason: 'a reason \u001b[31m in red \u009b7m\u202e\u{e0041}',
        children: [
          childOf({ outcomes: [outcomeOf({ outcome: 'WITHHELD', code: 'CONSENT_REQUIRED' })] }),
          childOf({ keys: [{ scheme: 'NHS_NUMBER', value: '9990000026' }], outcomes: [outcomeOf({ class: 'OTHER' })] }),
        ],
      }),
    );
    await ledger.close();
  });

  describe('ledger verify', () => {
    it('prints SOUND and exits with 0', async () => {
      expect(await ledgerCommand(home, 'verify')).toEqual({
        code: 0,
        stdout: `ledger: ${nameOf(home)}\nrecords: 2, chains: 1, segments: 1, checkpoints: 2\nresult: SOUND\n`,
        stderr: '',
      });
    });

    it('prints what it found and exits with 1', async () => {
      const changed = await home.copy();
      await changed.tamper((sql) => sql(`UPDATE record SET body = replace(body, '"r1"', '"x1"') WHERE sequence = 1`));
      const { code, stdout } = await ledgerCommand(changed, 'verify');
      expect(code).toBe(1);
      expect(stdout).toContain('FOUND RECORD_CHANGED (writer gateway-a, number 1)\nresult: NOT SOUND, 1 found\n');
    });

    it('checks against a checkpoints file kept elsewhere', async () => {
      const cut = await home.copy();
      const kept = join(cut.data, 'kept.jsonl');
      copyFileSync(cut.checkpointsFile, kept);
      writeFileSync(cut.checkpointsFile, '');
      await cut.tamper((sql) =>
        sql(
          'DELETE FROM record; DELETE FROM lookup; DELETE FROM segment; DELETE FROM data_key; DELETE FROM checkpoint',
        ),
      );
      expect(await ledgerCommand(cut, 'verify')).toMatchObject({ code: 0 });
      const { code, stdout } = await ledgerCommand(cut, 'verify', '--checkpoints', kept);
      expect(code).toBe(1);
      expect(stdout).toContain('FOUND CHAIN_MISSING (writer gateway-a, number 2)');
    });

    it('needs no key but the public one', async () => {
      const auditor = await home.copy();
      for (const name of ['ledger-identifier.key', 'ledger-audit.key', 'ledger-signing.key']) {
        rmSync(join(auditor.keysDirectory, name));
      }
      expect(await ledgerCommand(auditor, 'verify')).toMatchObject({ code: 0 });
    });

    it('exits with 2 and says why when there is no ledger or no key', async () => {
      const none = kind.makeHome();
      cpSync(home.keysDirectory, none.keysDirectory, { recursive: true });
      expect(await ledgerCommand(none, 'verify')).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/^STORE_NOT_FOUND: /),
      });
      expect(await ledgerCommand(home, 'verify', '--keys', join(home.data, 'none'))).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^KEY_INVALID: /),
      });
    });
  });

  describe('ledger list', () => {
    it('prints who, for which organisation, in which role, why, when, and what came of each class', async () => {
      const { code, stdout } = await ledgerCommand(home, 'list', '--child', 'NHS_NUMBER:9990000018', '--limit', '1');
      expect({ code, lines: stdout.trimEnd().split('\n') }).toEqual({
        code: 0,
        lines: [
          `${new Date(home.clock + 1).toISOString()}  RELEASED  record r2`,
          '  organisation  ODS:Y99001',
          '  roles         SCHOOL_NURSE',
          '  purpose       CHILD_PROTECTION on CA89_S47',
          '  policies      version 0123456789abcdef',
          '  asked for     child: HLT',
          '  caller        "https://issuer.example|planted-subject"',
          '  reason        "a reason \\u001b[31m in red \\u009b7m\\u202e\\udb40\\udc41"',
          '  health        HLT   WITHHELD CONSENT_REQUIRED',
        ],
      });
    });

    it('takes an identifier as people write it', async () => {
      const { stdout } = await ledgerCommand(home, 'list', '--child', 'NHS_NUMBER:999 000 0018', '--json');
      expect(JSON.parse(stdout).map(({ recordId }: { recordId: string }) => recordId)).toEqual(['r2', 'r1']);
    });

    it('takes a sealed child id of any signatory', async () => {
      const own = await home.copy();
      const key = randomBytes(32);
      writeFileSync(join(own.keysDirectory, 'sealed-ids.key'), `${key.toString('hex')}\n`, { mode: 0o600 });
      writeFileSync(
        join(own.data, 'signatories.yaml'),
        'signatories:\n  - organisation: ORG:one\n  - organisation: ORG:two\n',
      );
      const anchor = { scheme: 'NHS_NUMBER', value: '9990000018' };
      const id = createSealedIds({ keys: [key] }).seal(anchor, 'ORG:two');
      const found = await ledgerCommand(own, 'list', '--child', id, '--json', '--protocol', own.data);
      expect(JSON.parse(found.stdout).length).toBe(2);
      const foreign = createSealedIds({ keys: [key] }).seal(anchor, 'ORG:three');
      expect(await ledgerCommand(own, 'list', '--child', foreign, '--protocol', own.data)).toEqual({
        code: 2,
        stdout: '',
        stderr: '--child is not a child id of a signatory of this gateway, nor SCHEME:VALUE.\n',
      });
    });

    it('prints no records of a child that nobody asked for', async () => {
      expect(await ledgerCommand(home, 'list', '--child', 'NHS_NUMBER:9990000034')).toEqual({
        code: 0,
        stdout: 'no records\n',
        stderr: '',
      });
    });

    it.each([
      ['no question', []],
      ['two questions', ['--child', 'A:b', '--caller', 'c']],
      ['a limit that is none', ['--child', 'A:b', '--limit', 'x']],
      ['a date that is none', ['--child', 'A:b', '--since', 'x']],
      ['an unknown option', ['--childd', 'A:b']],
      ['neither an id nor an identifier', ['--child', '9990000018']],
    ])('exits with 2 on %s, and does not repeat what it was given', async (_what, args) => {
      const { code, stdout, stderr } = await ledgerCommand(home, 'list', ...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).not.toBe('');
      expect(stderr).not.toContain('9990000018');
    });

    it('needs the audit role’s key', async () => {
      const gateway = await home.copy();
      rmSync(join(gateway.keysDirectory, 'ledger-audit.key'));
      expect(await ledgerCommand(gateway, 'list', '--child', 'NHS_NUMBER:9990000018')).toMatchObject({
        code: 2,
        stdout: '',
      });
    });
  });

  describe('while a gateway runs', () => {
    it('both read what it has confirmed', async () => {
      const running = kind.makeHome();
      const ledger: Ledger = await running.open();
      await ledger.append(entryOf('r1'));
      const [verified, listed] = await Promise.all([
        ledgerCommand(running, 'verify'),
        ledgerCommand(running, 'list', '--caller', 'https://issuer.example|planted-subject', '--json'),
        ...['r2', 'r3', 'r4'].map((id) => ledger.append(entryOf(id))),
      ]);
      expect(verified).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(listed.stdout).length).toBeGreaterThanOrEqual(1);
      await ledger.close();
    });
  });

  itIn(kind, 'POSTGRESQL')(
    'of before, in a directory, stays where it is and is proved and read beside it',
    async () => {
      const before = makeHome();
      const first = await before.open();
      await first.append(entryOf('r1'));
      await first.close();
      const { source } = kind.makeHome();
      const [directory, checkpointsFile] = [before.directory, join(before.data, 'new-checkpoints.jsonl')];
      const opening = { ...source, directory, keys: before.keys, writerId: 'gateway-a', now: () => before.clock };
      // Over the same checkpoints a new store would be one that lost all records.
      expect(await codeOf(openLedger({ ...opening, checkpointsFile: before.checkpointsFile }))).toBe('STORE_MISSING');
      const second = await openLedger({ ...opening, checkpointsFile });
      await second.append(entryOf('r2'));
      await second.close();

      const now: LedgerHome = { ...before, checkpointsFile, source };
      const kept = ['--ledger', directory, '--checkpoints', before.checkpointsFile];
      const listing = ['list', '--caller', 'https://issuer.example|planted-subject', '--json'];
      const recordsOf = ({ stdout }: Ended): readonly unknown[] =>
        (JSON.parse(stdout) as readonly { readonly recordId: unknown }[]).map(({ recordId }) => recordId);
      for (const [of, more, name, records] of [
        [now, [], nameOf(now), ['r2']],
        [now, kept, directory, ['r1']],
        // Its own configuration of before.
        [before, [], directory, ['r1']],
      ] as const) {
        const [verified, listed] = await Promise.all([
          ledgerCommand(of, 'verify', ...more),
          ledgerCommand(of, ...listing, ...more),
        ]);
        expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining(`ledger: ${name}\nrecords: 1,`) });
        expect(recordsOf(listed)).toEqual(records);
      }
    },
  );

  describe('ledger purge', () => {
    it('removes the months before and leaves the rest sound', async () => {
      const old = kind.makeHome();
      // The command line has the real clock: these months are long past.
      old.clock = Date.UTC(2001, 4, 15);
      const ledger = await old.open();
      await ledger.append(entryOf('r1'));
      old.clock += nextMonth;
      await ledger.append(entryOf('r2'));
      await ledger.close();
      expect(await ledgerCommand(old, 'purge', '--before', '2001-06')).toEqual({
        code: 0,
        stdout: 'purged 2001-05 of gateway-a: 1 records\npurged segments: 1\n',
        stderr: '',
      });
      expect(await ledgerCommand(old, 'verify')).toMatchObject({ code: 0 });
      expect(await old.recordIds()).toEqual(['r2']);
    });
  });
});

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

function nameOf({ directory, source: { postgres } }: LedgerHome): string {
  return postgres === null || postgres === undefined ? directory : `${postgres.url} ${postgres.schema}`;
}

function ledgerCommand(of: LedgerHome, ...args: readonly string[]): Promise<Ended> {
  const where = of.source.postgres ? ['--config', configOf(of)] : ['--data', of.data];
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args, ...where], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/** As a gateway over this ledger is configured. */
function configOf({ data, directory, checkpointsFile, source: { postgres } }: LedgerHome): string {
  const { url, username, schema } = postgres ?? {};
  return writeGatewayConfig(data, { directory, checkpointsFile, postgresql: { url, username, schema } });
}
