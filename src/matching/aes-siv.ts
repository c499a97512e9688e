import { createCipheriv, timingSafeEqual } from 'node:crypto';

/** Seals and opens texts under one key and one piece of associated data. */
export type AesSiv = {
  /** The tag, then the ciphertext; the same every time. */
  readonly seal: (plaintext: Uint8Array) => Buffer;
  /** The plaintext; null: it was sealed under another key or other associated data, or is none. */
  readonly open: (sealed: Uint8Array) => Buffer | null;
};

const blockBytes = 16;
const keyBytes = 64;
const nothing = Buffer.alloc(blockBytes);

/**
 * AES-256-SIV of RFC 5297 with one piece of associated data, on the block cipher of `node:crypto`, whose key schedules
 * and all that follows from the key and the associated data are worked out once. Deterministic: there is no
 * nonce to misuse, and equal texts are sealed alike. Texts have 16 bytes at least.
 *
 * @param key 64 bytes: the first half authenticates, the second encrypts.
 */
export function createAesSiv(key: Uint8Array, associatedData: Uint8Array): AesSiv {
  if (key.length !== keyBytes) throw new Error('A key of AES-SIV has 64 bytes.');
  const cmac = createCmac(key.subarray(0, keyBytes / 2));
  const keystream = createKeystream(key.subarray(keyBytes / 2));
  // S2V (RFC 5297 2.4) as far as it does not depend on the text.
  const head = xor(doubled(cmac(nothing)), cmac(associatedData));

  const tagOf = (plaintext: Uint8Array): Buffer => {
    const last = plaintext.length - blockBytes;
    if (last < 0) throw new Error('A text that is sealed has 16 bytes at least.');
    const text = Buffer.from(plaintext);
    for (let at = 0; at < blockBytes; at += 1) text[last + at] = byte(text, last + at) ^ byte(head, at);
    return cmac(text);
  };
  return {
    seal: (plaintext) => {
      const tag = tagOf(plaintext);
      return Buffer.concat([tag, xor(keystream(tag, plaintext.length), plaintext)]);
    },
    open: (sealed) => {
      if (sealed.length < 2 * blockBytes) return null;
      const tag = sealed.subarray(0, blockBytes);
      const ciphertext = sealed.subarray(blockBytes);
      const plaintext = xor(keystream(tag, ciphertext.length), ciphertext);
      return timingSafeEqual(tagOf(plaintext), tag) ? plaintext : null;
    },
  };
}

/** AES-CMAC (RFC 4493). */
function createCmac(key: Uint8Array): (message: Uint8Array) => Buffer {
  const chain = createChain(key);
  const whole = doubled(chain(Buffer.alloc(blockBytes)));
  const padded = doubled(whole);
  return (message) => {
    const isWhole = message.length > 0 && message.length % blockBytes === 0;
    const text = Buffer.alloc(isWhole ? message.length : message.length - (message.length % blockBytes) + blockBytes);
    text.set(message);
    if (!isWhole) text[message.length] = 0x80;
    const mask = isWhole ? whole : padded;
    const last = text.length - blockBytes;
    for (let at = 0; at < blockBytes; at += 1) text[last + at] = byte(text, last + at) ^ byte(mask, at);
    return chain(text);
  };
}

/**
 * The last block of a text enciphered in CBC with an initial vector of zeros. One cipher goes on and on: what it has
 * last made is taken out of the first block again, and a block more is made after each text, so that
 * what it remembers is no tag. The text is used up.
 */
function createChain(key: Uint8Array): (text: Buffer) => Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, nothing).setAutoPadding(false);
  let before = nothing;
  return (text) => {
    for (let at = 0; at < blockBytes; at += 1) text[at] = byte(text, at) ^ byte(before, at);
    const made = cipher.update(Buffer.concat([text, nothing]));
    before = Buffer.from(made.subarray(text.length));
    return made.subarray(text.length - blockBytes, text.length);
  };
}

/** As many bytes of AES-CTR as are wanted, from the counter that a tag is (RFC 5297 2.5). */
function createKeystream(key: Uint8Array): (tag: Uint8Array, length: number) => Buffer {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return (tag, length) => {
    const blocks = Math.ceil(length / blockBytes);
    const counters = Buffer.alloc(blocks * blockBytes);
    // Two bits are cleared so that nothing is carried out of the last four bytes.
    const first = ((byte(tag, 12) & 0x7f) << 24) | (byte(tag, 13) << 16) | (byte(tag, 14) << 8) | byte(tag, 15);
    for (let block = 0; block < blocks; block += 1) {
      const at = block * blockBytes;
      counters.set(tag, at);
      counters[at + 8] = byte(tag, 8) & 0x7f;
      counters.writeUInt32BE((first + block) >>> 0, at + 12);
    }
    return cipher.update(counters).subarray(0, length);
  };
}

/** Multiplication by x in GF(2^128), as RFC 5297 2.3 has it. */
function doubled(block: Uint8Array): Buffer {
  const result = Buffer.alloc(blockBytes);
  const carry = byte(block, 0) >> 7;
  for (let at = 0; at < blockBytes; at += 1) {
    result[at] = ((byte(block, at) << 1) | ((block[at + 1] ?? 0) >> 7)) & 0xff;
  }
  result[blockBytes - 1] = byte(result, blockBytes - 1) ^ (0x87 * carry);
  return result;
}

/** The first with the second laid over it; as long as the second. */
function xor(one: Uint8Array, other: Uint8Array): Buffer {
  const result = Buffer.alloc(other.length);
  for (let at = 0; at < other.length; at += 1) result[at] = byte(one, at) ^ byte(other, at);
  return result;
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}
