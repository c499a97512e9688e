import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { UsageError } from './command-line.ts';

/** One row of a table, with the line of the file that it is on. */
export type Row = { readonly line: number; readonly values: readonly string[] };

/** A CSV file with a header. */
export type Table = {
  /** Its name without folders. */
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
};

/**
 * Reads a CSV file: UTF-8, a header, commas, values trimmed, lines as `parse` counts them.
 *
 * @throws UsageError naming the file, and the line where there is one: unreadable, not UTF-8, no header or
 * rows, a column without a name or named twice, a row of another length, a quote that is not closed.
 */
export function readTable(path: string): Table {
  const file = basename(path);
  const all = parsed(file, readText(path, file));
  const [header, ...rows] = all;
  if (header === undefined) throw new UsageError(`${file} is empty; it needs a header and rows`);
  const columns = header.values.map((name) => name.toLowerCase());
  for (const [place, name] of columns.entries()) {
    if (name === '') throw new UsageError(`${file}, line ${header.line}: column ${place + 1} has no name`);
    if (columns.indexOf(name) !== place)
      throw new UsageError(`${file}, line ${header.line}: column ${name} is there twice`);
  }
  if (rows.length === 0) throw new UsageError(`${file} has a header and no rows`);
  for (const { line, values } of rows) {
    if (values.length !== columns.length) {
      throw new UsageError(`${file}, line ${line}: ${values.length} values under ${columns.length} columns`);
    }
  }
  return { file, columns, rows };
}

function readText(path: string, file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown cause';
    throw new UsageError(`${file} cannot be read (${code})`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${file} is not UTF-8 text`);
  }
}

function parsed(file: string, text: string): readonly Row[] {
  try {
    const records = parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, values: record }));
  } catch (error) {
    // The library's own message quotes the text.
    if (error instanceof CsvError) {
      const at = 'lines' in error ? `, line ${String(error.lines)}` : '';
      throw new UsageError(`${file}${at}: is no CSV (${error.code})`);
    }
    throw error;
  }
}
