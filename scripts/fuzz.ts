/**
 * `npm run fuzz -- --seconds N --seed S`: asks a gateway over the mocked agencies generated operations, as anybody,
 * about anybody, while agencies fail, and compares each answer with an oracle (docs/decisions/0067-fuzzing.md). The
 * tests do the same for some seconds; this goes on until something is wrong, or the time is over.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startFuzzWorld } from '../test/fuzz/fuzz-world.ts';
import { runFuzz } from '../test/fuzz/run-fuzz.ts';

const options = readOptions();
if (options === null) {
  console.error('npm run fuzz -- [--seconds N] [--seed S]: for how long, and which cases');
  process.exit(2);
}
const { seconds, seed } = options;

const directory = mkdtempSync(join(tmpdir(), 'childview-fuzz-'));
process.env['CHILDVIEW_TEST_DIRECTORY'] = directory;
const fuzz = await startFuzzWorld();
try {
  console.log(`Seed ${seed}, ${seconds} s.`);
  const { cases, children, items, byStanding, codes, failure } = await runFuzz(fuzz, { seed, seconds });
  console.log(`${cases} cases showed ${children} children and ${items} items; errors: ${JSON.stringify([...codes])}`);
  console.log(`Children by how they were asked for: ${JSON.stringify([...byStanding])}`);
  console.log(failure ?? 'Nothing is wrong.');
  process.exitCode = failure === null ? 0 : 1;
} finally {
  await fuzz.stop();
  rmSync(directory, { recursive: true, force: true });
}

/** Null: they cannot be made sense of. */
function readOptions(): { readonly seconds: number; readonly seed: number } | null {
  try {
    const { values } = parseArgs({ options: { seconds: { type: 'string' }, seed: { type: 'string' } } });
    const seconds = Number(values.seconds ?? 600);
    const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
    return seconds > 0 && Number.isInteger(seed) ? { seconds, seed } : null;
  } catch {
    return null;
  }
}
