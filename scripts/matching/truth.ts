import { UsageError } from './command-line.ts';
import type { Columns } from './columns.ts';
import type { Table } from './read-table.ts';

/** Who each row is, as the file says; and what it was read from. */
export type Truth = { readonly persons: readonly string[]; readonly readFrom: string };

/** Ids of the FEBRL generator: `rec-12-org` and `rec-12-dup-0` are one person. */
const febrlIds = /^rec-(\d+)-(?:org|dup-\d+)$/;

/**
 * Reads who is who: by `pattern` on the record ids (its first group), by the truth column, or by ids that
 * are FEBRL's. Null: the files do not say.
 *
 * @throws UsageError for a pattern that is none or has no group, or a row that it does not fit; a row
 * without a value; files of which only some say.
 */
export function readTruth(
  tables: readonly { readonly table: Table; readonly columns: Columns }[],
  pattern: string | undefined,
): Truth | null {
  const read = tables.map(({ table, columns }) => readOne(table, columns, pattern));
  const found = read.filter((one) => one !== null);
  if (found.length === 0) return null;
  if (found.length < read.length) throw new UsageError('only some of the files say who is who');
  return { persons: found.flatMap(({ persons }) => persons), readFrom: found[0]?.readFrom ?? '' };
}

function readOne(table: Table, columns: Columns, pattern: string | undefined): Truth | null {
  const id = columns.get('id');
  const truth = columns.get('truth');
  if (pattern !== undefined) return byPattern(table, id, compiled(pattern));
  if (truth !== undefined) return byColumn(table, truth);
  if (id !== undefined && table.rows.every(({ values }) => febrlIds.test(values[id] ?? ''))) {
    return byPattern(table, id, febrlIds);
  }
  return null;
}

function byColumn(table: Table, place: number): Truth {
  const name = table.columns[place] ?? '';
  const persons = table.rows.map(({ line, values }) => {
    const person = values[place] ?? '';
    if (person === '')
      throw new UsageError(`${table.file}, line ${line}, column ${name}: is empty, so who it is is not said`);
    return person;
  });
  return { persons, readFrom: `column ${name}` };
}

function byPattern(table: Table, place: number | undefined, pattern: RegExp): Truth {
  if (place === undefined)
    throw new UsageError(`${table.file} has no column of record ids for --truth; name it by --column id=NAME`);
  const name = table.columns[place] ?? '';
  const persons = table.rows.map(({ line, values }) => {
    const person = pattern.exec(values[place] ?? '')?.[1];
    if (person === undefined)
      throw new UsageError(`${table.file}, line ${line}, column ${name}: --truth does not fit the value`);
    return person;
  });
  return { persons, readFrom: `column ${name} by ${pattern.source}` };
}

function compiled(pattern: string): RegExp {
  let made: RegExp;
  try {
    made = new RegExp(pattern, 'u');
  } catch {
    throw new UsageError('--truth is no regular expression');
  }
  if ((new RegExp(`${pattern}|`, 'u').exec('')?.length ?? 0) < 2) {
    throw new UsageError('--truth needs a group, ( ), around what is the same for one person');
  }
  return made;
}
