import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Prints the packages that come with a file of the project. */
const printPackages = `
  import { registerHooks } from 'node:module';
  const packages = new Set();
  registerHooks({
    load: (url, context, next) => {
      const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1];
      if (name !== undefined) packages.add(name);
      return next(url, context);
    },
  });
  await import(process.argv[1]);
  console.log([...packages].join('\\n'));
`;

async function packagesOf(file: string): Promise<readonly string[]> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', printPackages, `${root}/${file}`]);
  return stdout.trim().split('\n');
}

const isOptional = (name: string): boolean => /^@opentelemetry\/|^ioredis$|^rate-limiter-flexible$/.test(name);

test('a gateway loads what telemetry and Redis need only where it has them', async () => {
  const always = await packagesOf('src/gateway.ts');
  expect(always).toContain('graphql');
  expect(always.filter(isOptional)).toEqual([]);
  const telling = await packagesOf('src/telemetry/open-telemetry.ts');
  expect(telling.filter(isOptional).length).toBeGreaterThan(5);
});
