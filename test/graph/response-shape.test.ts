import { describe, expect, test } from 'vitest';
import { run, conditions, condition } from './one-child.ts';
import { child, record } from './small-records.ts';

describe('nulls', () => {
  test('rise from a required field of a child to the child, with an error that holds no value', () => {
    const assembled = run([child('one', { education: record('e1') })], '{ id addresses { id } }', {
      relink: (part) => ({ ...part, id: null }),
    });
    expect(JSON.stringify(assembled.data)).toBe('{"child":null}');
    expect(assembled.errors.map(({ code, message }) => [code, message])).toEqual([
      ['INTERNAL', 'A required field of a child has no value.'],
    ]);
  });

  test('rise from a required root to the whole answer', () => {
    const assembled = run([], 'query { me { organisation } }', { variables: {}, own: { me: { organisation: 7 } } });
    expect(assembled.data).toBeNull();
    expect(assembled.errors.map(({ code }) => code)).toEqual(['INTERNAL']);
  });
});

describe('response keys', () => {
  test('may be anything the specification allows, in the order of the operation', () => {
    const text =
      'query($id: ID!) { constructor: __typename __proto__: child(id: $id) { hasOwnProperty: id __proto__: health { toString: conditions { __proto__: name valueOf: __typename } } } }';
    const assembled = run(conditions(condition('x1')), text);
    expect(JSON.stringify(assembled.data)).toBe(
      '{"constructor":"Query","__proto__":{"hasOwnProperty":"one","__proto__":{"toString":[{"__proto__":"name of x1","valueOf":"Condition"}]}}}',
    );
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
  });
});
