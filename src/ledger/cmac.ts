import { createCipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** The bytes of a block, and of a CMAC. */
export const cmacBytes = 16;

/**
 * Messages, each from the next multiple of 16 bytes on in `bytes` (an empty one takes 16, too), message i `lengths[i]`
 * bytes long, zeros between. Computing their CMACs spoils them.
 */
export type CmacMessages = { readonly bytes: Uint8Array<ArrayBuffer>; readonly lengths: readonly number[] };

/** Computes the AES-256-CMAC (NIST SP 800-38B, RFC 4493) of many messages at once: 16 bytes each, in their order. */
export type Cmac = (messages: CmacMessages) => Uint8Array<ArrayBuffer>;

/** Derives a key for CMAC from another secret (HKDF-SHA-256); `purpose` keeps keys of different uses apart. */
export function deriveCmacKey(secret: KeyObject, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)));
}

/** How many blocks a message takes; an empty one takes one. */
export function blocksOf(length: number): number {
  return Math.max(1, Math.ceil(length / cmacBytes));
}

/**
 * Makes the function for one key. All messages go through the cipher together, one call for each block of the
 * longest: a call costs a hundred times what a block does. The single blocks are CMAC's own use of AES; nothing
 * is encrypted by them.
 */
export function createCmac(key: KeyObject): Cmac {
  const aes = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  const wholeKey = doubled(aes.update(new Uint8Array(cmacBytes)));
  const lastKeys = { whole: wordsOf(wholeKey), padded: wordsOf(doubled(wholeKey)) };
  return ({ bytes, lengths }) => {
    const message = wordsOf(bytes);
    const starts = finishLastBlocks(bytes, message, lengths, lastKeys);
    const states = new Uint32Array(lengths.length * blockWords);
    const input = new Uint32Array(states.length);
    const inputBytes = new Uint8Array(input.buffer);
    for (let block = 0, isDone = false; !isDone; block += 1) {
      isDone = true;
      let to = 0;
      for (let index = 0; index < lengths.length; index += 1) {
        const blocks = blocksOf(lengths[index] ?? 0);
        if (block >= blocks) continue;
        if (block < blocks - 1) isDone = false;
        const from = (starts[index] ?? 0) + block * blockWords;
        const state = index * blockWords;
        for (let word = 0; word < blockWords; word += 1) {
          input[to + word] = (states[state + word] ?? 0) ^ (message[from + word] ?? 0);
        }
        to += blockWords;
      }
      if (to === 0) break;
      const encrypted = aes.update(inputBytes.subarray(0, to * Uint32Array.BYTES_PER_ELEMENT));
      inputBytes.set(encrypted);
      takeBack(input, states, lengths, block);
    }
    return new Uint8Array(states.buffer);
  };
}

type LastKeys = { readonly whole: Uint32Array; readonly padded: Uint32Array };

const blockWords = cmacBytes / Uint32Array.BYTES_PER_ELEMENT;

/** Pads each message and mixes its subkey in; gives where each starts, in words. */
function finishLastBlocks(
  bytes: Uint8Array,
  words: Uint32Array,
  lengths: readonly number[],
  keys: LastKeys,
): Uint32Array {
  const starts = new Uint32Array(lengths.length);
  let start = 0;
  for (let index = 0; index < lengths.length; index += 1) {
    const length = lengths[index] ?? 0;
    const blocks = blocksOf(length);
    const isWhole = length === blocks * cmacBytes;
    if (!isWhole) bytes[start * Uint32Array.BYTES_PER_ELEMENT + length] = 0x80;
    const key = isWhole ? keys.whole : keys.padded;
    const last = start + (blocks - 1) * blockWords;
    for (let word = 0; word < blockWords; word += 1) words[last + word] = (words[last + word] ?? 0) ^ (key[word] ?? 0);
    starts[index] = start;
    start += blocks * blockWords;
  }
  return starts;
}

function takeBack(from: Uint32Array, states: Uint32Array, lengths: readonly number[], block: number): void {
  let taken = 0;
  for (let index = 0; index < lengths.length; index += 1) {
    if (block >= blocksOf(lengths[index] ?? 0)) continue;
    const state = index * blockWords;
    for (let word = 0; word < blockWords; word += 1) states[state + word] = from[taken + word] ?? 0;
    taken += blockWords;
  }
}

function wordsOf(bytes: Uint8Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Uint32Array.BYTES_PER_ELEMENT);
}

/** Doubling in GF(2^128), by which CMAC derives its subkeys. */
function doubled(block: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(cmacBytes);
  for (let at = 0; at < cmacBytes; at += 1) {
    result[at] = ((block[at] ?? 0) << 1) | ((block[at + 1] ?? 0) >> 7);
  }
  if (((block[0] ?? 0) & 0x80) !== 0) result[cmacBytes - 1] = (result[cmacBytes - 1] ?? 0) ^ 0x87;
  return result;
}
