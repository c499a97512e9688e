import { blocksOf, type CmacMessages, cmacBytes } from './cmac.ts';

/** Gathers names as messages for a CMAC: no two different names give the same bytes. */
export type NameBytes = {
  /** Adds a name: what kind it is of, and its one or two parts; of one kind all have as many. */
  add(kind: number, first: string, second?: string): void;
  /** How many names were added. */
  readonly count: number;
  /** What was added, to be used before the next is; spoiled by use. */
  messages(): CmacMessages;
  /** Forgets what was added and overwrites it. */
  clear(): void;
};

const firstBytes = 16 * 1024;
const lengthBytes = 4;
/** UTF-8 takes at most so many bytes for a unit of a string. */
const mostBytesOfUnit = 3;

/** Makes an empty one; its memory is kept for the next names, never what stood in it. */
export function createNameBytes(): NameBytes {
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(firstBytes);
  let view = new DataView(bytes.buffer);
  let used = 0;
  let lengths: number[] = [];

  return {
    add(kind, first, second) {
      const start = used;
      const units = first.length + (second?.length ?? 0);
      reserve(start + 1 + 2 * lengthBytes + units * mostBytesOfUnit + cmacBytes);
      bytes[start] = kind;
      const middle = writePart(first, start + 1);
      const end = second === undefined ? middle : writePart(second, middle);
      lengths.push(end - start);
      used = start + blocksOf(end - start) * cmacBytes;
    },
    get count() {
      return lengths.length;
    },
    messages: () => ({ bytes: bytes.subarray(0, used), lengths }),
    clear() {
      bytes.fill(0, 0, used);
      used = 0;
      lengths = [];
    },
  };

  /** Writes how long a part is, then the part; gives where it ends. */
  function writePart(part: string, from: number): number {
    const end = writeText(part, from + lengthBytes);
    view.setUint32(from, end - from - lengthBytes);
    return end;
  }

  function writeText(text: string, from: number): number {
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) return writeWideText(text, from, index);
      bytes[from + index] = unit;
    }
    return from + text.length;
  }

  function writeWideText(text: string, from: number, ascii: number): number {
    bytes.fill(0, from, from + ascii);
    return from + encoder.encodeInto(text, bytes.subarray(from)).written;
  }

  function reserve(needed: number): void {
    if (needed <= bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * bytes.length));
    larger.set(bytes.subarray(0, used));
    bytes.fill(0);
    bytes = larger;
    view = new DataView(bytes.buffer);
  }
}
