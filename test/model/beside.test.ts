import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { Beside } from '../../src/model/beside.ts';

/** Says what is left of twenty megabytes that were set beside objects of which nothing else is kept, once the young have been collected. */
const measure = `
  const { Beside } = await import(process.argv[1]);
  const megabyte = 1024 * 1024;
  const left = (beside) => {
    const others = Array.from({ length: 1000 }, () => ({}));
    for (const other of others) beside.set(other, null);
    // What was there before is old; what follows is young.
    gc();
    gc();
    const before = process.memoryUsage().arrayBuffers;
    for (let index = 0; index < 20; index += 1) {
      const key = {};
      beside.set(key, { key, buffer: new ArrayBuffer(megabyte) });
    }
    gc({ type: 'minor' });
    gc({ type: 'minor' });
    const after = process.memoryUsage().arrayBuffers;
    return others.length === 1000 ? Math.round((after - before) / megabyte) : null;
  };
  console.log(JSON.stringify({ beside: left(new Beside()), weakMap: left(new WeakMap()) }));
`;

test('what is beside an object of a request goes with it, without a full collection', () => {
  const path = new URL('../../src/model/beside.ts', import.meta.url).href;
  // A process of its own, whose collector nothing else has put into a state.
  const said = execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', measure, path]);
  const left = JSON.parse(said.toString()) as { readonly beside: number; readonly weakMap: number };
  expect(left.beside).toBeLessThan(5);
  // Why there is no WeakMap here: should this fail, V8 has learnt it, and a WeakMap will do.
  expect(left.weakMap).toBeGreaterThan(15);
});

test('what is beside an object is known of it alone, and only to who set it', () => {
  const [one, other] = [new Beside<object, string>(), new Beside<object, string>()];
  const key = { id: 1 };
  one.set(key, 'first');
  expect(one.get(key)).toBe('first');
  one.set(key, 'second');
  expect(one.get(key)).toBe('second');
  expect(other.get(key)).toBeUndefined();
  expect(one.get({ ...key })).toBeUndefined();
  expect(key).toEqual({ id: 1 });
  expect(JSON.stringify(key)).toBe('{"id":1}');
});

test('an object that takes no properties is refused, not forgotten', () => {
  expect(() => new Beside<object, string>().set(Object.freeze({}), 'value')).toThrow(TypeError);
});
