import type { Command } from '../named-commands.ts';
import { dateOf, exit, mustBeOneOf, readOptions } from './command-line.ts';
import { compareAnnotations, compareData, type DataChange } from './compare-data.ts';
import { compareDecisions, type DecisionComparison } from './compare-decisions.ts';
import { readVersion, withVersion } from './read-version.ts';
import { openRuleBook, organisationKindType, type RuleBook } from './rule-book.ts';
import { type SignOffRow, signOffRows } from './sign-off-rows.ts';
import { commaSeparated, textTable } from './text-table.ts';

const code = { same: exit.done, changed: 10, gained: 11 } as const;

const usage = `Usage: npm run -s protocol -- diff OLD NEW [options]

  Compares two versions of protocol/ over the whole decision space, leaving nothing out: who gains,
  who loses. OLD and NEW are directories, or git:REVISION for protocol/ as it was committed.

  --date YYYY-MM-DD   the day from which it is compared, with every later day on which a schedule begins
                      or ends; default today
  --fail-on gain      exit 0 unless somebody gains something
  --csv               comma-separated values
  --json              JSON

  Exit code: 0 no difference; 10 differences, and nobody gains; 11 somebody gains, or a setting changed that
  may open something; 1 a version is not sound; 2 wrong use.`;

/** `npm run protocol -- diff`. */
export const diff: Command = { usage, run };

type Report = {
  readonly older: RuleBook;
  readonly newer: RuleBook;
  readonly date: string;
  readonly comparison: DecisionComparison;
  readonly rows: readonly SignOffRow[];
  readonly data: readonly DataChange[];
};

function run(args: readonly string[]): number {
  const { values, positionals } = readOptions(
    args,
    {
      date: { type: 'string' },
      'fail-on': { type: 'string' },
      csv: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    ['OLD', 'NEW'],
  );
  const failOn = values['fail-on'] === undefined ? 'any' : mustBeOneOf('--fail-on', values['fail-on'], ['gain', 'any']);
  const date = dateOf(values.date);
  const [older = '', newer = ''] = positionals;
  const report = withVersion(older, (before) => withVersion(newer, (after) => reportOf(before, after, date)));
  console.log(values.json ? asJson(report) : values.csv ? asCsv(report) : asText(report, older, newer));

  const result = codeOf(report);
  return failOn === 'gain' && result === code.changed ? code.same : result;
}

function reportOf(before: string, after: string, date: string): Report {
  const [older, newer] = [openRuleBook(readVersion(before)), openRuleBook(readVersion(after))];
  const comparison = compareDecisions(older, newer, date);
  const kinds = [...new Set([older, newer].flatMap(({ vector }) => vector.codesOf(organisationKindType)))];
  return {
    older,
    newer,
    date,
    comparison,
    rows: signOffRows(comparison.changes, comparison.periods, kinds),
    data: [...compareData(before, after), ...compareAnnotations(older.protocol.policies, newer.protocol.policies)],
  };
}

function codeOf({ rows, data }: Report): number {
  const isGain = rows.some(({ effect }) => effect === 'GAIN') || data.some(({ effect }) => opens.includes(effect));
  if (isGain) return code.gained;
  return rows.length + data.length > 0 ? code.changed : code.same;
}

const opens: readonly string[] = ['GAIN', 'UNKNOWN'];
const effectWords = {
  GAIN: 'gains',
  LOSS: 'loses',
  UNKNOWN: 'may open',
  ABOVE: 'see above',
  TOLD: 'told otherwise',
} as const;

function asText(report: Report, older: string, newer: string): string {
  const { comparison, rows, data } = report;
  const { vectors, changedVectors, asked, groups, sameGroups, idleGroups, periods } = comparison;
  const tables = (['GAIN', 'LOSS'] as const).map((effect) => {
    const table = textTable(
      ['role', 'of', 'purpose', 'may', 'what', 'when', 'period'],
      rows.filter((row) => row.effect === effect).map(cellsOf),
    );
    const title = effect === 'GAIN' ? 'Who gains' : 'Who loses';
    return table === '' ? `${title}: nobody, by the policies.` : `${title}\n\n${table}`;
  });
  const changes = textTable(
    ['effect', 'file', 'what', 'old', 'new'],
    data.map(({ effect, file, where, older: was, newer: is }) => [effectWords[effect], file, where, was, is]),
  );
  return [
    `The sharing protocol, ${older} (${report.older.protocol.version}) to ${newer} (${report.newer.protocol.version}),`,
    `from ${report.date}${periods.length > 1 ? `, and again from ${periods.slice(1).join(', ')}` : ''}.`,
    '',
    `Decision space: ${grouped(vectors)} vectors (${approximate(vectors)}), in ${grouped(groups)} groups of questions.`,
    `In ${grouped(sameGroups)} groups both versions have the same policies, or none that permits. In the others`,
    `${grouped(asked)} distinct questions were enumerated and put to both. ${grouped(changedVectors)} vectors are answered otherwise.`,
    ...(idleGroups > 0 ? [`${grouped(idleGroups)} groups differ where no request can come; they are left out.`] : []),
    '',
    ...tables.flatMap((table) => [table, '']),
    changes === '' ? 'No other file says anything else.' : `Other changes\n\n${changes}`,
    ...(rows.length > 0 ? ['', ...legend] : []),
    '',
    ...editionNote(report),
    resultOf(codeOf(report)),
  ].join('\n');
}

/** Running gateways take nothing new without a higher edition. */
function editionNote({ older, newer, rows, data }: Report): readonly string[] {
  const isChanged = rows.length + data.length > 0;
  if (!isChanged || newer.protocol.edition > older.protocol.edition) return [];
  return ['Note: `edition` in settings.yaml is not raised; raise it before this is shipped.'];
}

const legend = [
  "ask: make the request; enter: look into a child's record at an agency; know: that there is something, and whom",
  'to contact; read: what it says; open: have items that bear a restriction. "of": kinds of organisation.',
  'What both versions forbid stays forbidden, also where "when" does not say so.',
];

function resultOf(result: number): string {
  if (result === code.same) return 'Result: no difference.';
  return result === code.changed ? 'Result: differences; nobody gains.' : 'Result: SOMEBODY GAINS; to be signed off.';
}

function cellsOf(row: SignOffRow): readonly string[] {
  return [
    row.roles.join(', '),
    row.organisationKinds.length === 0 ? 'any' : row.organisationKinds.join(', '),
    row.purposes.join(', '),
    row.may.join(', '),
    row.what.join(', '),
    whenOf(row),
    row.periods.length === 0 ? 'from now on' : row.periods.join(', '),
  ];
}

function whenOf({ when, access }: SignOffRow): string {
  const condition = when.length === 0 ? 'always' : when.join('; or ');
  if (access.includes('USUAL')) return condition;
  return condition === 'always' ? 'under break-glass' : `under break-glass: ${condition}`;
}

function asCsv({ rows, data }: Report): string {
  return commaSeparated([
    ['effect', 'role', 'of', 'purpose', 'may', 'what', 'when', 'period', 'file', 'old', 'new'],
    ...rows.map((row) => [row.effect, ...cellsOf(row), '', '', '']),
    ...data.map(({ effect, file, where, older, newer }) => [effect, '', '', '', '', where, '', '', file, older, newer]),
  ]);
}

function asJson(report: Report): string {
  const { older, newer, date, comparison, rows, data } = report;
  const { vectors, changedVectors, asked, groups, sameGroups, idleGroups, periods } = comparison;
  return JSON.stringify(
    {
      older: older.protocol.version,
      newer: newer.protocol.version,
      date,
      periods,
      decisionSpace: {
        vectors: vectors.toString(),
        changedVectors: changedVectors.toString(),
        asked,
        groups,
        sameGroups,
        idleGroups,
      },
      decisions: rows,
      data,
    },
    null,
    2,
  );
}

function grouped(count: bigint | number): string {
  return count.toLocaleString('en-GB');
}

function approximate(count: bigint): string {
  const digits = count.toString();
  return `about ${digits[0] ?? '0'}.${digits[1] ?? '0'} x 10^${digits.length - 1}`;
}
