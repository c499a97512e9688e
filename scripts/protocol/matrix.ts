import type { Command } from '../named-commands.ts';
import { dateOf, exit, mustBeOneOf, readOptions, UsageError } from './command-line.ts';
import { type Cell, classesOf, type MatrixColumn, matrixColumns } from './matrix-cells.ts';
import { readVersion, shippedDirectory, withVersion } from './read-version.ts';
import { openRuleBook, organisationKindType, purposeType, type RuleBook } from './rule-book.ts';
import { commaSeparated, textTable } from './text-table.ts';

const usage = `Usage: npm run -s protocol -- matrix --purpose PURPOSE [options]

  The effective matrix of role and class for a purpose, worked out by asking the policies.

  --purpose P         a purpose, or ALL
  --kind K[,K...]     only for these kinds of organisation; default all
  --basis B[,B...]    the legal bases that the caller names; default: derived
  --break-glass       under break-glass, by the emergency schedules
  --date YYYY-MM-DD   default today
  --directory D       a directory, or git:REVISION; default protocol/
  --csv               comma-separated values, a line a cell
  --json              JSON

  R release   C with consent or an exemption   E existence only   P placeholder   S own organisation's only
  rel. what the source marked relevant only   - never

  A cell is that of an ordinary request about a child whom nothing shields; one that needs other
  circumstances says so in a note.

  Exit code: 0 done; 1 the protocol is not sound; 2 wrong use.`;

/** `npm run protocol -- matrix`. */
export const matrix: Command = { usage, run };

const widestCell = 22;

type PurposeMatrix = { readonly purpose: string; readonly columns: readonly MatrixColumn[] };

function run(args: readonly string[]): number {
  const { values } = readOptions(args, {
    purpose: { type: 'string' },
    kind: { type: 'string' },
    basis: { type: 'string' },
    'break-glass': { type: 'boolean', default: false },
    date: { type: 'string' },
    directory: { type: 'string', default: shippedDirectory },
    csv: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const wanted = values.purpose;
  if (wanted === undefined) throw new UsageError('needs --purpose');
  const book = withVersion(values.directory, (directory) => openRuleBook(readVersion(directory)));
  const { codesOf } = book.vector;
  const allKinds = codesOf(organisationKindType);
  const allPurposes = codesOf(purposeType);
  const listed = (option: string, what: string, known: readonly string[]): readonly string[] =>
    option.split(',').map((code) => mustBeOneOf(what, code, known));

  const purposes = wanted === 'ALL' ? allPurposes : [mustBeOneOf('--purpose', wanted, [...allPurposes, 'ALL'])];
  const date = dateOf(values.date);
  const access = values['break-glass'] ? 'BREAK_GLASS' : 'USUAL';
  const organisationKinds = values.kind === undefined ? allKinds : listed(values.kind, '--kind', allKinds);
  const bases = values.basis === undefined ? [] : listed(values.basis, '--basis', codesOf('Basis'));
  const matrices = purposes.map((purpose): PurposeMatrix => {
    return { purpose, columns: matrixColumns(book, { purpose, date, access, organisationKinds, bases }) };
  });
  const shown = wanted === 'ALL' ? matrices.filter(({ columns }) => columns.length > 0) : matrices;
  console.log(values.json ? asJson(shown, date) : values.csv ? asCsv(shown) : asText(shown, book, date));
  return exit.done;
}

function asText(matrices: readonly PurposeMatrix[], book: RuleBook, date: string): string {
  return matrices.map(({ purpose, columns }) => textOf(purpose, joined(columns, book), book, date)).join('\n\n');
}

function textOf(purpose: string, columns: readonly MatrixColumn[], book: RuleBook, date: string): string {
  const title = `${purpose} on ${date}, by the sharing protocol ${book.protocol.version}`;
  if (columns.length === 0) return `${title}\n\nNo schedule serves this purpose on that day.`;
  const notes = [
    ...new Set(columns.flatMap(({ cells }) => [...cells.values()].map(({ onlyWith }) => onlyWith))),
  ].filter((note) => note !== '');
  const shown = ({ letter, onlyWith }: Cell): string =>
    onlyWith === '' ? letter : `${letter} [${notes.indexOf(onlyWith) + 1}]`;
  const headings = [
    'class',
    ...columns.map(({ role, organisationKinds }) => `${role} (${organisationKinds.join(', ')})`),
  ];
  const rows = classesOf(book).map((name) => [
    name,
    ...columns.map(({ cells }) => shown(cells.get(name) ?? { letter: '-', onlyWith: '' })),
  ]);
  const table = textTable(headings, rows, widestCell);
  const footnotes = notes.map((note, index) => `[${index + 1}] only with ${note}`);
  return [title, '', table, ...(footnotes.length > 0 ? ['', ...footnotes] : [])].join('\n');
}

/** Roles with the same cells share a column. */
function joined(columns: readonly MatrixColumn[], book: RuleBook): readonly MatrixColumn[] {
  const byCells = new Map<string, MatrixColumn>();
  for (const column of columns) {
    const cells = classesOf(book).map((name) => column.cells.get(name));
    const key = JSON.stringify([column.organisationKinds, cells]);
    const known = byCells.get(key);
    byCells.set(key, known === undefined ? column : { ...known, role: `${known.role} ${column.role}` });
  }
  return [...byCells.values()];
}

function asCsv(matrices: readonly PurposeMatrix[]): string {
  return commaSeparated([
    ['purpose', 'role', 'of', 'class', 'cell', 'only with'],
    ...matrices.flatMap(({ purpose, columns }) =>
      columns.flatMap(({ role, organisationKinds, cells }) =>
        [...cells].map(([name, cell]) => [
          purpose,
          role,
          organisationKinds.join(' '),
          name,
          cell.letter,
          cell.onlyWith,
        ]),
      ),
    ),
  ]);
}

function asJson(matrices: readonly PurposeMatrix[], date: string): string {
  const plain = matrices.map(({ purpose, columns }) => ({
    purpose,
    date,
    columns: columns.map((column) => ({ ...column, cells: Object.fromEntries(column.cells) })),
  }));
  return JSON.stringify(plain, null, 2);
}
