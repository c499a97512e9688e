import { expect, test } from 'vitest';
import { heldBackUntil } from '../../src/pipeline/held-back-until.ts';

const rules = [
  { purposes: ['PROTECTION'], days: 10 },
  { informed: ['UNSAFE'], days: 30 },
  { breakGlass: true, days: 5 },
  { purposes: ['CARE'], informed: ['NO'], days: 1 },
] as const;
const plain = { purpose: 'CARE', informed: null, breakGlass: null };

test.each([
  ['nothing that is held back', plain, null],
  ['a purpose', { ...plain, purpose: 'PROTECTION' }, '2024-03-09'],
  ['a family that it would be unsafe to tell', { ...plain, informed: 'UNSAFE' }, '2024-03-29'],
  ['both: the longer', { ...plain, purpose: 'PROTECTION', informed: 'UNSAFE' }, '2024-03-29'],
  ['break-glass', { ...plain, breakGlass: { ground: 'ANY', acknowledged: true } }, '2024-03-04'],
  ['all parts of a rule', { ...plain, informed: 'NO' }, '2024-02-29'],
  ['one part of a rule of two', { ...plain, purpose: 'OTHER', informed: 'NO' }, null],
])('a look is held back for %s', (_what, declaration, until) => {
  expect(heldBackUntil(declaration, '2024-02-28', rules)).toBe(until);
});
