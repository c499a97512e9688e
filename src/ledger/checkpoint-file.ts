import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** How much of the end of a checkpoints file is read when a writer starts. */
const tailBytes = 1024 * 1024;

/**
 * Appends signed statements, one a line, and waits until they are on disk. A line that a crash cut
 * short is ended first, so that it spoils nothing but itself.
 */
export function appendStatements(path: string, texts: readonly string[]): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'a+', 0o600);
  try {
    const separator = endsLine(file) ? '' : '\n';
    writeAll(file, Buffer.from(`${separator}${texts.join('\n')}\n`, 'utf8'));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The last lines of a checkpoints file, oldest first; empty when there is no file. */
export function readLastStatements(path: string): readonly string[] {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return [];
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(size, tailBytes));
    const read = readSync(file, bytes, 0, bytes.length, size - bytes.length);
    const lines = bytes.toString('utf8', 0, read).split('\n');
    // Where the file is longer the first piece is part of a line.
    return (size > tailBytes ? lines.slice(1) : lines).filter((line) => line !== '');
  } finally {
    closeSync(file);
  }
}

function endsLine(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last.toString('latin1') === '\n';
}

function writeAll(file: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}
