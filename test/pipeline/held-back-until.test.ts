import { expect, test } from 'vitest';
import { heldBackUntil } from '../../src/pipeline/held-back-until.ts';

const rules = [
  { purposes: ['PROTECTION'], days: 10 },
  { informed: ['UNSAFE'], days: 30 },
  { modes: ['BREAK_GLASS'], days: 5 },
  { modes: ['OVERRIDE'], days: 40 },
  { purposes: ['CARE'], informed: ['NO'], days: 1 },
] as const;
const plain = { purpose: 'CARE', informed: null, mode: 'NORMAL' } as const;

test.each([
  ['nothing that is held back', plain, null],
  ['a purpose', { ...plain, purpose: 'PROTECTION' }, '2024-03-09'],
  ['a family that it would be unsafe to tell', { ...plain, informed: 'UNSAFE' }, '2024-03-29'],
  ['both: the longer', { ...plain, purpose: 'PROTECTION', informed: 'UNSAFE' }, '2024-03-29'],
  ['break-glass', { ...plain, mode: 'BREAK_GLASS' as const }, '2024-03-04'],
  ['an override, for any purpose', { ...plain, mode: 'OVERRIDE' as const }, '2024-04-08'],
  ['all parts of a rule', { ...plain, informed: 'NO' }, '2024-02-29'],
  ['one part of a rule of two', { ...plain, purpose: 'OTHER', informed: 'NO' }, null],
])('a look is held back for %s', (_what, { mode, ...declaration }, until) => {
  expect(heldBackUntil(declaration, mode, '2024-02-28', rules)).toBe(until);
});
