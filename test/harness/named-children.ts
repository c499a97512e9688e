import { execFileSync } from 'node:child_process';
import type { NamedChild } from './world.ts';

let listed: readonly NamedChild[] | undefined;

/** The named children, as `npm run -s mocks -- --list` prints them. */
export function namedChildren(): readonly NamedChild[] {
  listed ??= JSON.parse(
    execFileSync(process.execPath, ['mocks/main.ts', '--list'], { encoding: 'utf8' }),
  ) as readonly NamedChild[];
  return listed;
}

/** One named child, by its slug. */
export function namedChild(slug: string): NamedChild {
  const found = namedChildren().find((child) => child.slug === slug);
  if (found === undefined)
    throw new Error(
      `no named child ${slug}: ${namedChildren()
        .map((child) => child.slug)
        .join(', ')}`,
    );
  return found;
}
