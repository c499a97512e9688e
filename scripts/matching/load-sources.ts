import { type Columns, detectColumns } from './columns.ts';
import { UsageError } from './command-line.ts';
import { type Row, readTable, type Table } from './read-table.ts';

/** One file with its columns. */
export type Source = { readonly table: Table; readonly columns: Columns };

/**
 * Reads the files that a command is about.
 *
 * @throws UsageError for no file, and as reading and finding the columns do.
 */
export function loadSources(paths: readonly string[], named: ReadonlyMap<string, string>): readonly Source[] {
  if (paths.length === 0) throw new UsageError('takes the paths of CSV files, got none');
  return paths.map((path) => {
    const table = readTable(path);
    return { table, columns: detectColumns(table, named) };
  });
}

/** What each row is called in reports: its id, with the file's name where there are several, else its line. */
export function idsOf(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ table, columns }) => {
    const place = columns.get('id');
    const name = ({ line, values }: Row): string =>
      (place === undefined ? '' : (values[place] ?? '')) || `line ${line}`;
    return table.rows.map((row) => (sources.length > 1 ? `${table.file}:${name(row)}` : name(row)));
  });
}

/** The values of a role by row, over all files; null where a file does not have the column. */
export function valuesOf(sources: readonly Source[], role: Parameters<Columns['get']>[0]): readonly string[] | null {
  if (!sources.every(({ columns }) => columns.has(role))) return null;
  return sources.flatMap(({ table, columns }) => table.rows.map(({ values }) => values[columns.get(role) ?? -1] ?? ''));
}
