import { expect } from 'vitest';
import { type Found, isCode, textsIn } from '../harness/search.ts';
import type { Case } from './read-cases.ts';

/**
 * Checks what a search found against what its case says, and of every candidate who is not certain that
 * nothing but codes is said: no name, no number, no child.
 */
export function isFoundAs(each: Case, found: Found): void {
  const { candidates } = found;
  const told = candidates.map(({ outcome, reason }) => `${outcome} ${reason}`).join(', ');
  expect(found.outcome, `of ${told}`).toBe(each.outcome);
  if (each.candidates !== undefined) expect(candidates.length, told).toBe(each.candidates);
  if (each.incomplete !== undefined) expect(found.incomplete, 'incomplete').toBe(each.incomplete);
  for (const flag of each.flags ?? [])
    for (const candidate of candidates) expect(candidate.flags, 'flags of each candidate').toContain(flag);
  for (const [field, agreement] of Object.entries(each.agreements ?? {}))
    expect(candidates[0]?.agreements).toContainEqual({ field, agreement });
  for (const candidate of candidates) {
    if (candidate.outcome === 'MATCH') continue;
    expect(candidate.child, 'the child of a candidate who is not certain').toBeNull();
    expect(textsIn(candidate).filter((text) => !isCode(text))).toEqual([]);
  }
}
