import { hkdfSync } from 'node:crypto';
import { aessiv } from '@noble/ciphers/aes.js';
import { z } from 'zod';
import { type MatchLink, mostJoined, type SealedLinks } from '../model/match-verdict.ts';
import type { OrganisationCode } from '../model/words.ts';

const keyIdBytes = 4;
const linkBytes = 601;
const tagBytes = 16;
const form = new RegExp(`^[A-Za-z0-9_-]{${Math.ceil(((keyIdBytes + tagBytes + linkBytes) * 4) / 3)}}$`);

const hash = z.string().min(1).max(64);
const written = z.tuple([
  hash,
  z.array(hash).max(mostJoined),
  z.string().max(64),
  z.number().int(),
  z.boolean(),
  z.string().max(64),
]);

/**
 * Makes sealed links from the ring of secrets of sealed ids: the first seals, all open. AES-SIV (RFC 5297)
 * with a key derived for each organisation, which is authenticated too. What is sealed are keyed hashes of
 * local ids: nothing of a child, even to whoever has the key. Two references do not tell by being alike that
 * nothing has changed of which their reader may not know.
 */
export function createSealedLinks(options: {
  readonly keys: readonly Uint8Array[];
  /** At most 64 characters, never the same again: no two references of one link are alike. */
  readonly newNonce: () => string;
}): SealedLinks {
  const ring = options.keys.map((secret) => ({
    id: Buffer.from(hkdfSync('sha256', secret, '', 'childview match link key id 1', keyIdBytes)),
    secret,
  }));
  const [current] = ring;
  if (current === undefined) throw new Error('Sealed links need at least one key.');
  const cipher = (secret: Uint8Array, organisation: OrganisationCode): ReturnType<typeof aessiv> =>
    aessiv(
      new Uint8Array(hkdfSync('sha256', secret, '', `childview match link 1|${organisation}`, 64)),
      Buffer.from(organisation, 'utf8'),
    );

  return {
    seal: ({ record, joined, keyId, expiresAt, isProtected }, organisation) => {
      const text = JSON.stringify([
        record,
        [...joined],
        keyId,
        expiresAt,
        isProtected,
        options.newNonce(),
      ] satisfies z.infer<typeof written>);
      if (text.length > linkBytes) throw new Error('A link is too long to be sealed.');
      const sealed = cipher(current.secret, organisation).encrypt(Buffer.from(text.padEnd(linkBytes), 'utf8'));
      return Buffer.concat([current.id, sealed]).toString('base64url');
    },
    open: (text, organisation, now) => {
      if (!form.test(text)) return null;
      const bytes = Buffer.from(text, 'base64url');
      const key = ring.find(({ id }) => id.equals(bytes.subarray(0, keyIdBytes)));
      if (key === undefined) return null;
      const opened = decrypt(cipher(key.secret, organisation), bytes.subarray(keyIdBytes));
      return opened === null || opened.expiresAt <= now ? null : opened;
    },
  };
}

function decrypt(siv: ReturnType<typeof aessiv>, sealed: Uint8Array): MatchLink | null {
  try {
    const parsed = written.safeParse(JSON.parse(Buffer.from(siv.decrypt(sealed)).toString('utf8')));
    if (!parsed.success) return null;
    const [record, joined, keyId, expiresAt, isProtected] = parsed.data;
    return { record, joined, keyId, expiresAt, isProtected };
  } catch {
    return null;
  }
}
