import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Endurance, Run } from './figures.ts';
import { plotOf } from './plot.ts';

const docs = join(import.meta.dirname, '../../docs');

/** The page shows it only once there is one. */
const picture = '![CPU of each gateway a request, in multiples of the floor](performance/gateways.svg)';

/** Writes a run into the documentation: its tables between two markers of the page, its figures and picture beside. */
export function writeReport(run: Run | Endurance, tables: string): void {
  const page = join(docs, 'performance.md');
  const directory = join(docs, 'performance');
  mkdirSync(directory, { recursive: true });
  const text = run.kind === 'gateways' ? `${picture}\n\n${tables}` : tables;
  writeFileSync(page, between(readFileSync(page, 'utf8'), run.kind, text));
  writeJson(directory, run);
  if (run.kind === 'gateways') writeFileSync(join(directory, 'gateways.svg'), plotOf(run.operations));
}

/** Writes the figures of a run as JSON; gives the file. */
export function writeJson(directory: string, run: Run | Endurance): string {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${run.kind}.json`);
  writeFileSync(file, `${JSON.stringify(run, null, 2)}\n`);
  return file;
}

function between(page: string, name: string, text: string): string {
  const begin = `<!-- bench:${name} -->`;
  const end = `<!-- /bench:${name} -->`;
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for ${name}: ${begin} and ${end}.`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}
