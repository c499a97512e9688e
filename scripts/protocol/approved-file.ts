import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file of a protocol that lists its decisions as they were signed off. No gateway reads it. */
export const approvedName = 'approved.csv';

/** What of the decisions is not as approved. */
type NotApproved = {
  /** Lines that nobody approved. */
  readonly added: readonly string[];
  /** Lines that were approved and are no longer so. */
  readonly gone: readonly string[];
};

/** The lines as approved; none when nothing was approved yet. */
export function readApproved(directory: string): readonly string[] {
  const file = join(directory, approvedName);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').filter(Boolean);
}

/** Keeps lines as approved. */
export function writeApproved(directory: string, lines: readonly string[]): void {
  writeFileSync(join(directory, approvedName), `${lines.join('\n')}\n`);
}

/** Compares decisions with those approved. */
export function compareApproved(approved: readonly string[], lines: readonly string[]): NotApproved {
  const [was, is] = [new Set(approved), new Set(lines)];
  return { added: lines.filter((line) => !was.has(line)), gone: approved.filter((line) => !is.has(line)) };
}
