import { createHash, hkdfSync } from 'node:crypto';
import type { OrganisationCode, RecordKey, SealedChildId } from '../model/words.ts';
import { type AesSiv, createAesSiv } from './aes-siv.ts';

/** Seals and opens child ids (DESIGN 4, Child.id). An id authorises nothing. */
export type SealedIds = {
  /** Seals an anchor for one organisation: the same text every time, of the same length for every anchor. */
  readonly seal: (anchor: RecordKey, organisation: OrganisationCode) => SealedChildId;
  /** The anchor, or null: for foreign, tampered, truncated and retired ids alike, and for any other text. */
  readonly open: (id: string, organisation: OrganisationCode) => RecordKey | null;
};

/** Of the form, before base64url: version, key id, and the sealed and padded anchor. 117 bytes: 156 characters, none to spare. */
const version = 1;
const keyIdBytes = 4;
const headBytes = 1 + keyIdBytes;
const anchorBytes = 96;
const tagBytes = 16;
const idBytes = headBytes + tagBytes + anchorBytes;
const idForm = new RegExp(`^[A-Za-z0-9_-]{${(idBytes * 4) / 3}}$`);

type Key = {
  readonly id: Uint8Array;
  readonly secret: Uint8Array;
  readonly ciphers: Map<OrganisationCode, AesSiv>;
};

/**
 * Makes sealed ids from a ring of secrets of 32 bytes: the first seals, all open, so that ids
 * outlive a change of key until theirs leaves the ring. AES-SIV (RFC 5297) with a key derived for
 * each organisation, which is authenticated too: two organisations' ids of one child share nothing.
 * Throws when the ring is empty or two of its keys have the same id.
 */
export function createSealedIds(options: { readonly keys: readonly Uint8Array[] }): SealedIds {
  const ring = options.keys.map(keyOf);
  const [current] = ring;
  if (current === undefined) throw new Error('Sealed ids need at least one key.');
  const byId = new Map(ring.map((key) => [textOf(key.id), key]));
  if (byId.size !== ring.length) throw new Error('Two keys of sealed ids are the same.');

  return {
    seal: (anchor, organisation) => {
      const id = new Uint8Array(idBytes);
      id[0] = version;
      id.set(current.id, 1);
      id.set(cipher(current, organisation).seal(pad(anchor)), headBytes);
      return textOf(id) as SealedChildId;
    },
    open: (id, organisation) => {
      if (!idForm.test(id)) return null;
      const bytes = Buffer.from(id, 'base64url');
      const known = byId.get(textOf(bytes.subarray(1, headBytes)));
      // A retired key costs what a current one costs: the time taken tells nothing of the ring.
      const opened = cipher(known ?? current, organisation).open(bytes.subarray(headBytes));
      return opened === null || known === undefined || bytes[0] !== version ? null : unpad(opened);
    },
  };
}

/** Opens an id without knowing whose it is, for the audit role's command line. */
export function openSealedChildId(
  keys: readonly Uint8Array[],
  organisations: readonly OrganisationCode[],
  id: string,
): { readonly organisation: OrganisationCode; readonly anchor: RecordKey } | null {
  const { open } = createSealedIds({ keys });
  for (const organisation of organisations) {
    const anchor = open(id, organisation);
    if (anchor !== null) return { organisation, anchor };
  }
  return null;
}

function keyOf(secret: Uint8Array): Key {
  if (secret.length !== 32) throw new Error('A key of sealed ids has 32 bytes.');
  const id = createHash('sha256').update('childview sealed id key 1').update(secret).digest().subarray(0, keyIdBytes);
  return { id, secret, ciphers: new Map() };
}

function cipher(key: Key, organisation: OrganisationCode): AesSiv {
  const known = key.ciphers.get(organisation);
  if (known !== undefined) return known;
  const derived = hkdfSync('sha256', key.secret, key.id, `childview sealed id 1|${organisation}`, 64);
  const made = createAesSiv(new Uint8Array(derived), Buffer.from(organisation, 'utf8'));
  key.ciphers.set(organisation, made);
  return made;
}

/** Scheme and value, each after a byte that gives its length, then zeros: every anchor is as long as any other. */
function pad(anchor: RecordKey): Uint8Array {
  const padded = new Uint8Array(anchorBytes);
  const scheme = Buffer.from(anchor.scheme, 'utf8');
  const value = Buffer.from(anchor.value, 'utf8');
  if (2 + scheme.length + value.length > anchorBytes) throw new Error('An anchor is too long to be sealed.');
  padded[0] = scheme.length;
  padded.set(scheme, 1);
  padded[1 + scheme.length] = value.length;
  padded.set(value, 2 + scheme.length);
  return padded;
}

function unpad(padded: Uint8Array): RecordKey {
  const bytes = Buffer.from(padded);
  const schemeEnd = 1 + (bytes[0] ?? 0);
  const valueEnd = schemeEnd + 1 + (bytes[schemeEnd] ?? 0);
  return { scheme: bytes.toString('utf8', 1, schemeEnd), value: bytes.toString('utf8', schemeEnd + 1, valueEnd) };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}
