import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { markOf, type Revocation, type Revoked } from '../../src/limits/revocation.ts';
import { appendRevocation, createFileRevocations } from '../../src/limits/revocation-file.ts';
import { openRevocationList, type RevocationList, type RevocationSource } from '../../src/limits/revocation-list.ts';
import type { TokenNames } from '../../src/model/revocation.ts';

const start = 1_800_000_000_000;
const issuer = 'https://issuer.example/staff';
const opened: RevocationList[] = [];
const directory = mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'revocations-'));
afterAll(async () => {
  await Promise.all(opened.map((list) => list.close()));
  rmSync(directory, { recursive: true });
});

/** A list over one source whose content the test changes; null: it cannot be read. */
async function listOver(first: readonly Revocation[] | null, clockSkewMs = 0) {
  const state = { there: first, now: start, changes: [] as boolean[] };
  const source: RevocationSource = { read: async () => state.there };
  const list = await openRevocationList({
    sources: [source],
    hashKey: null,
    pollMs: 3_600_000,
    staleMs: 60_000,
    freshTokenMs: 600_000,
    clockSkewMs,
    now: () => state.now,
    onChange: (isStale) => state.changes.push(isStale),
  });
  opened.push(list);
  return { state, list, standing: (names: Partial<TokenNames> = {}) => list.standingOf(list.marksOf(token(names))) };
}

const token = (names: Partial<TokenNames> = {}): TokenNames => ({
  issuer,
  tokenId: 'token-1',
  session: 'session-1',
  subjects: [`${issuer}|ann`],
  issuedAt: start / 1000 - 60,
  ...names,
});
const revocation = (revoked: Revoked, at = start, until = start + 3_600_000): Revocation => ({
  mark: markOf(revoked),
  at,
  until,
});
const ofSubject: Revoked = { kind: 'SUBJECT', subject: `${issuer}|ann` };

describe('a revocation', () => {
  test('of a token ends that token of that issuer, and no other', async () => {
    const { standing } = await listOver([revocation({ kind: 'TOKEN', issuer, tokenId: 'token-1' })]);
    expect(standing()).toBe('REVOKED');
    expect(standing({ tokenId: 'token-2' })).toBe('USABLE');
    expect(standing({ issuer: 'https://other.example' })).toBe('USABLE');
    expect(standing({ tokenId: null })).toBe('USABLE');
    // A session of the same name is another thing.
    expect(standing({ tokenId: null, session: 'token-1' })).toBe('USABLE');
  });

  test('of a session ends all of its tokens, also those that are issued later', async () => {
    const { standing } = await listOver([revocation({ kind: 'SESSION', issuer, session: 'session-1' })]);
    expect(standing({ tokenId: 'another', issuedAt: start / 1000 + 60 })).toBe('REVOKED');
    expect(standing({ session: 'session-2' })).toBe('USABLE');
    expect(standing({ session: null })).toBe('USABLE');
  });

  test('of a subject ends what was issued until then, so that whoever signs in anew is let in', async () => {
    const { standing } = await listOver([revocation(ofSubject)]);
    expect(standing({ issuedAt: start / 1000 })).toBe('REVOKED');
    expect(standing({ issuedAt: start / 1000 + 1 })).toBe('USABLE');
    expect(standing({ subjects: [`${issuer}|bea`] })).toBe('USABLE');
  });

  test('of a subject ends tokens in which that account mediates for somebody else', async () => {
    const { standing } = await listOver([revocation(ofSubject)]);
    expect(standing({ subjects: [`${issuer}|bea`, `${issuer}|ann`] })).toBe('REVOKED');
  });

  test('of a subject allows for an issuer whose clock is ahead', async () => {
    const { standing } = await listOver([revocation(ofSubject)], 10_000);
    expect(standing({ issuedAt: start / 1000 + 10 })).toBe('REVOKED');
    expect(standing({ issuedAt: start / 1000 + 11 })).toBe('USABLE');
  });

  test('of a subject made twice holds for what was issued until the later one', async () => {
    const { standing } = await listOver([revocation(ofSubject, start), revocation(ofSubject, start - 60_000)]);
    expect(standing({ issuedAt: start / 1000 - 1 })).toBe('REVOKED');
  });

  test('holds until its end and no longer', async () => {
    const { state, list, standing } = await listOver([revocation(ofSubject)]);
    state.now = start + 3_599_999;
    await list.refresh();
    expect(standing()).toBe('REVOKED');
    state.now = start + 3_600_000;
    await list.refresh();
    expect(standing()).toBe('USABLE');
  });

  test('that was seen once holds though it is no longer there', async () => {
    const { state, list, standing } = await listOver([revocation(ofSubject)]);
    state.there = [];
    await list.refresh();
    expect(standing()).toBe('REVOKED');
  });
});

describe('a list that cannot be read again', () => {
  test('goes on with what it knows for a while', async () => {
    const { state, list, standing } = await listOver([revocation(ofSubject)]);
    state.there = null;
    state.now = start + 60_000;
    await list.refresh();
    expect([standing(), standing({ subjects: [`${issuer}|bea`] }), list.isStale()]).toEqual([
      'REVOKED',
      'USABLE',
      false,
    ]);
  });

  test('then lets in only whom the issuer let in a moment ago', async () => {
    const { state, list, standing } = await listOver([]);
    state.there = null;
    state.now = start + 60_001;
    await list.refresh();
    const age = (seconds: number) => standing({ issuedAt: state.now / 1000 - seconds });
    expect([age(0), age(599), age(600), age(601), age(3600)]).toEqual([
      'USABLE',
      'USABLE',
      'USABLE',
      'UNCERTAIN',
      'UNCERTAIN',
    ]);
    expect([list.isStale(), state.changes]).toEqual([true, [true]]);
    state.there = [];
    await list.refresh();
    expect([age(3600), list.isStale(), state.changes]).toEqual(['USABLE', false, [true, false]]);
  });

  test('was never read at all: the same from the start', async () => {
    const { state, standing } = await listOver(null);
    expect([standing({ issuedAt: start / 1000 - 601 }), standing(), state.changes]).toEqual([
      'UNCERTAIN',
      'USABLE',
      [true],
    ]);
  });
});

describe('a file of revocations', () => {
  let files = 0;
  const newFile = (): string => join(directory, `${++files}.jsonl`);

  test('is made where there is none, and empty', async () => {
    const source = createFileRevocations(join(directory, 'below', 'revocations.jsonl'));
    expect(await source.read()).toEqual([]);
  });

  test('gives what was added, and nothing that is still being written', async () => {
    const file = newFile();
    const source = createFileRevocations(file);
    expect(await source.read()).toEqual([]);
    const one = revocation(ofSubject);
    appendRevocation(file, one);
    expect(await source.read()).toEqual([one]);
    appendFileSync(file, '{"mark":"abc');
    expect(await source.read()).toEqual([one]);
  });

  test('holds no name of anybody', async () => {
    const file = newFile();
    appendRevocation(file, revocation({ kind: 'SUBJECT', subject: `${issuer}|zq-canary` }));
    expect(JSON.stringify(await createFileRevocations(file).read())).not.toMatch(/zq-canary|issuer\.example/);
  });

  test('that is gone or holds anything else cannot be read, until it is mended', async () => {
    const file = newFile();
    const source = createFileRevocations(file);
    const one = revocation(ofSubject);
    appendRevocation(file, one);
    expect(await source.read()).toEqual([one]);
    for (const text of ['no JSON\n', '{"mark":"short","at":1,"until":2}\n', '[]\n']) {
      writeFileSync(file, text);
      expect(await source.read(), text).toBeNull();
    }
    rmSync(file);
    expect(await source.read()).toBeNull();
    appendRevocation(file, one);
    expect(await source.read()).toEqual([one]);
  });
});
