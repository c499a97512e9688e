import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTooDeep as isTooDeepInBytes, mostLevels } from '../../src/agencies/is-too-deep.ts';
import { createRequestBody } from '../../src/agencies/request-body.ts';
import '../harness/property-seed.ts';

const isTooDeep = (text: string): boolean => isTooDeepInBytes(Buffer.from(text));
const levelsOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(levelsOf)) : 0;
const nested = (levels: number, inner = '1'): string =>
  `${'{"a":['.repeat(levels / 2)}${inner}${']}'.repeat(levels / 2)}`;

describe('an answer is too deep', () => {
  it('from one level more than is allowed, whatever else it holds', () => {
    expect(isTooDeep(nested(mostLevels))).toBe(false);
    expect(isTooDeep(nested(mostLevels, '[]'))).toBe(true);
    expect(isTooDeep(`{"data":{"text":"${'x'.repeat(1000)}"},"more":${nested(mostLevels)}}`)).toBe(true);
    expect(isTooDeep(nested(1_000_000))).toBe(true);
  });

  it('never by brackets that are text', () => {
    for (const text of ['['.repeat(500), '{"\\'.repeat(500), '\\'.repeat(501), '"'.repeat(300), '\\"['.repeat(300)]) {
      expect(isTooDeep(JSON.stringify({ data: [text, text] }))).toBe(false);
    }
  });

  it('as the parser would find it', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'max', withCrossShrink: true },
        fc.string({ unit: 'binary' }),
        fc.array(tie('any'), { maxLength: 3 }),
      ),
    })).any;
    const padded = fc.tuple(value, fc.integer({ min: 0, max: mostLevels + 4 })).map(([inner, levels]) => {
      let whole: unknown = [inner, '"]}\\'.repeat(100)];
      for (let level = 0; level < levels; level += 1) whole = level % 2 === 0 ? { '["': whole } : [whole];
      return whole;
    });
    fc.assert(
      fc.property(padded, (whole) => {
        expect(isTooDeep(JSON.stringify(whole))).toBe(levelsOf(whole) > mostLevels);
      }),
    );
  });

  it('never by what is no JSON: the parser says that', () => {
    for (const text of [`"${'['.repeat(1000)}`, `"${'\\"'.repeat(1000)}`, ']'.repeat(1000)])
      expect(isTooDeep(text)).toBe(false);
  });
});

describe('the body of a request', () => {
  it('is the JSON of document and variables, for any document, the first time and later', () => {
    const bodyOf = createRequestBody();
    const variables = '{"ids":["r-1"]}';
    const documents = [
      '{ a }',
      '{ a(b: "\\u00e9\n\\"") }',
      '{ \u2028 }',
      ...Array.from({ length: 4500 }, (_, index) => `{ a${index} }`),
    ];
    for (const query of [...documents, ...documents]) {
      expect(bodyOf(query, variables)).toBe(JSON.stringify({ query, variables: { ids: ['r-1'] } }));
    }
  });
});
