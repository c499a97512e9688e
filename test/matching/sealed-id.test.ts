import { describe, expect, it } from 'vitest';
import { createSealedIds, openSealedChildId } from '../../src/matching/sealed-id.ts';
import { nhsNumber, upn } from './record-with.ts';

const keyOf = (byte: number) => new Uint8Array(32).fill(byte);
const anchor = { scheme: 'NHS_NUMBER', value: nhsNumber };
const school = 'URN:100001';
const clinic = 'ODS:Y99001';
const ids = createSealedIds({ keys: [keyOf(1)] });

/** The id with one character changed, to another of the alphabet. */
const changedAt = (id: string, index: number) =>
  `${id.slice(0, index)}${id[index] === 'A' ? 'B' : 'A'}${id.slice(index + 1)}`;

describe('a sealed id', () => {
  it('opens to its anchor for the organisation it was sealed for', () => {
    expect(ids.open(ids.seal(anchor, school), school)).toEqual(anchor);
  });

  it('is the same every time, also after a restart', () => {
    const restarted = createSealedIds({ keys: [keyOf(1)] });
    expect(restarted.seal(anchor, school)).toBe(ids.seal(anchor, school));
  });

  it('has one length and one alphabet, whatever the anchor', () => {
    const sealed = [anchor, { scheme: 'A', value: '1' }, { scheme: 'S'.repeat(32), value: '9'.repeat(60) }].map((one) =>
      ids.seal(one, school),
    );
    expect(sealed.filter((id) => !/^[A-Za-z0-9_-]{156}$/.test(id))).toEqual([]);
  });

  it('says nothing of its anchor: two anchors have only the head in common', () => {
    const one = ids.seal(anchor, school);
    const other = ids.seal({ scheme: 'UPN', value: upn }, school);
    const bytesOf = (id: string) => Buffer.from(id, 'base64url');
    const same = [...bytesOf(one)].filter((byte, index) => byte === bytesOf(other)[index]).length;
    expect(bytesOf(one).subarray(0, 5)).toEqual(bytesOf(other).subarray(0, 5));
    expect(same).toBeLessThan(5 + 12);
    expect(bytesOf(one).toString('latin1')).not.toContain(nhsNumber);
  });

  it('differs between organisations and opens for none but its own', () => {
    const sealed = ids.seal(anchor, school);
    expect(ids.seal(anchor, clinic)).not.toBe(sealed);
    expect(ids.open(sealed, clinic)).toBeNull();
  });

  it('does not open when any one character was changed', () => {
    const sealed = ids.seal(anchor, school);
    const opened = Array.from(sealed, (_character, index) => ids.open(changedAt(sealed, index), school));
    expect(opened.filter((one) => one !== null)).toEqual([]);
  });

  it.each([
    ['truncated', (id: string) => id.slice(0, -4)],
    ['lengthened', (id: string) => `${id}AAAA`],
    ['padded', (id: string) => `${id}=`],
    ['in another alphabet', (id: string) => `${id.slice(0, -1)}+`],
    ['empty', () => ''],
    ['no id at all', () => nhsNumber],
  ])('does not open when it is %s', (_title, change) => {
    expect(ids.open(change(ids.seal(anchor, school)), school)).toBeNull();
  });

  it('refuses an anchor that would be longer than all others', () => {
    expect(() => ids.seal({ scheme: 'S'.repeat(40), value: '9'.repeat(60) }, school)).toThrow('too long');
  });
});

describe('the ring of keys', () => {
  const old = ids.seal(anchor, school);

  it('seals with the first and still opens what an older one sealed', () => {
    const rotated = createSealedIds({ keys: [keyOf(2), keyOf(1)] });
    expect(rotated.open(old, school)).toEqual(anchor);
    expect(rotated.seal(anchor, school)).not.toBe(old);
    expect(ids.open(rotated.seal(anchor, school), school)).toBeNull();
  });

  it('opens nothing under a key that was retired', () => {
    expect(createSealedIds({ keys: [keyOf(2)] }).open(old, school)).toBeNull();
  });

  it('takes at least one key, each of 32 bytes, none twice', () => {
    expect(() => createSealedIds({ keys: [] })).toThrow('at least one');
    expect(() => createSealedIds({ keys: [new Uint8Array(16)] })).toThrow('32 bytes');
    expect(() => createSealedIds({ keys: [keyOf(1), keyOf(1)] })).toThrow('the same');
  });
});

describe('openSealedChildId', () => {
  it('finds whose the id is', () => {
    expect(openSealedChildId([keyOf(1)], [clinic, school], ids.seal(anchor, school))).toEqual({
      organisation: school,
      anchor,
    });
  });

  it('opens nothing for organisations that it was not given', () => {
    expect(openSealedChildId([keyOf(1)], [clinic], ids.seal(anchor, school))).toBeNull();
  });
});
