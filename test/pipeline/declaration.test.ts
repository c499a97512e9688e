import { describe, expect, test } from 'vitest';
import { declarationOf } from '../../src/pipeline/declaration-of.ts';

const access = { purpose: 'OFFENDING_PREVENTION', reason: 'panel on Friday' };
const madeAt = '2026-01-20T09:00:00Z';
const refusal = (more: Readonly<Record<string, unknown>>): unknown => {
  try {
    declarationOf({ ...access, ...more });
    return null;
  } catch (error) {
    return error;
  }
};

describe('what a declaration refers to', () => {
  test.each([
    ['written.reference', (reference: string) => ({ written: { reference, madeAt } })],
    [
      'courtOrder.reference',
      (reference: string) => ({ courtOrder: { reference, classes: ['ID'], expiresOn: '2030-01-01' } }),
    ],
  ])('is named: %s is neither empty nor longer than 200 characters', (argument, more) => {
    expect(refusal(more('W-2026-014'))).toBeNull();
    for (const reference of ['', '   ', '\u200b\u2060', '...', 'x'.repeat(201)]) {
      expect(refusal(more(reference))).toMatchObject({ code: 'ARGUMENT_INVALID', extensions: { argument } });
    }
  });
});
