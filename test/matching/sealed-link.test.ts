import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSealedLinks } from '../../src/matching/sealed-link.ts';
import { type MatchLink, mostJoined } from '../../src/model/match-verdict.ts';

const key = randomBytes(32);
let nonces = 0;
const newNonce = () => `00000000-0000-4000-8000-${String(++nonces).padStart(12, '0')}`;
const linksOf = (...keys: readonly Uint8Array[]) => createSealedLinks({ keys, newNonce });
const link: MatchLink = {
  record: randomBytes(16).toString('base64url'),
  joined: [randomBytes(16).toString('base64url')],
  keyId: 'AAAAAAAAAAAAAAAA',
  expiresAt: 2_000,
  isProtected: true,
};

it('opens what was sealed, for the organisation it was sealed for and until it expires', () => {
  const links = linksOf(key);
  const text = links.seal(link, 'LA:001');
  expect(links.open(text, 'LA:001', 1_999)).toEqual(link);
  expect(links.open(text, 'LA:001', 2_000)).toBeNull();
  expect(links.open(text, 'LA:002', 1_999)).toBeNull();
});

it('gives another text each time, of one length whatever the link, without its hashes', () => {
  const links = linksOf(key);
  const widest = { ...link, joined: Array.from({ length: mostJoined }, () => randomBytes(16).toString('base64url')) };
  const texts = [links.seal(link, 'LA:001'), links.seal(link, 'LA:001'), links.seal(widest, 'LA:001')];
  expect(new Set(texts).size).toBe(3);
  expect(new Set(texts.map((text) => text.length)).size).toBe(1);
  for (const text of texts) {
    expect(text).toMatch(/^[\w-]+$/);
    expect(Buffer.from(text, 'base64url').includes(link.record)).toBe(false);
  }
});

it('opens nothing that was changed anywhere, cut, or sealed by a key that is gone', () => {
  const links = linksOf(key);
  const text = links.seal(link, 'LA:001');
  for (let at = 0; at < text.length; at += 1) {
    const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
    expect(links.open(changed, 'LA:001', 0)).toBeNull();
  }
  for (const other of ['', 'x', text.slice(1), `${text}A`, text.slice(0, -1), `${text}=`]) {
    expect(links.open(other, 'LA:001', 0)).toBeNull();
  }
  expect(linksOf(randomBytes(32)).open(text, 'LA:001', 0)).toBeNull();
  expect(linksOf(randomBytes(32), key).open(text, 'LA:001', 0)).toEqual(link);
});

it('needs a key', () => {
  expect(() => linksOf()).toThrow('at least one key');
});
