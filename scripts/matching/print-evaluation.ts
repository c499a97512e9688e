import type { JudgedPairs } from './judged-pairs.ts';
import type { Source } from './load-sources.ts';
import type { Evaluation, Mistake, Quality } from './metrics.ts';

/** What was linked, and how it is told of. */
export type EvaluationOutput = {
  readonly sources: readonly Source[];
  readonly ids: readonly string[];
  readonly judged: JudgedPairs;
  /** What the truth was read from. */
  readonly truth: string | null;
  readonly evaluation: Evaluation;
  /** How many mistakes are told of. */
  readonly shown: number;
  readonly isShowingValues: boolean;
};

/** Prints an evaluation: text, or JSON. Values of records only where they were asked for. */
export function printEvaluation(output: EvaluationOutput, isJson: boolean): void {
  const { evaluation, judged, ids, truth } = output;
  const mistakes = evaluation.mistakes.slice(0, output.shown);
  if (isJson) {
    const { mistakes: all, ...numbers } = evaluation;
    const told = mistakes.map((mistake) => ({
      ...mistake,
      one: ids[mistake.one],
      other: ids[mistake.other],
      ...(output.isShowingValues ? { values: valuesOf(output, mistake) } : {}),
    }));
    console.log(
      JSON.stringify({
        records: ids.length,
        truth,
        ...numbers,
        mistakes: told,
        wrong: all.length,
        notes: judged.notes,
      }),
    );
    return;
  }
  printHead(output);
  console.log(
    `truth: ${truth}; ${evaluation.persons} persons, ${evaluation.truePairs} pairs of records of one person\n`,
  );
  for (const line of qualityTable(evaluation)) console.log(line);
  if (evaluation.mergedTwins !== null) console.log(`merged twins: ${evaluation.mergedTwins}`);
  if (mistakes.length === 0) {
    console.log(evaluation.mistakes.length === 0 ? '\nno mistakes' : '');
    return;
  }
  console.log(`\nthe worst ${mistakes.length} of ${evaluation.mistakes.length} mistakes:`);
  for (const mistake of mistakes) {
    const pattern = Object.entries(mistake.pattern).map(([field, level]) => `${field} ${level}`);
    const rule = mistake.rule === '' ? '' : ` ${mistake.rule}`;
    console.log(
      `  ${mistake.kind}${rule} ${mistake.bits.toFixed(1)} bits: ${ids[mistake.one]} - ${ids[mistake.other]}`,
    );
    console.log(`    ${pattern.join(', ')}`);
    if (output.isShowingValues) for (const line of valueLines(output, mistake)) console.log(`    ${line}`);
  }
}

/** Prints what was linked where nobody says who is who. */
export function printLinks(
  output: Omit<EvaluationOutput, 'evaluation' | 'shown' | 'isShowingValues'>,
  isJson: boolean,
): void {
  const outcomes = [...output.judged.outcomes.values()];
  const match = outcomes.filter(({ outcome }) => outcome === 'MATCH').length;
  const possible = outcomes.length - match;
  if (isJson) {
    console.log(
      JSON.stringify({ records: output.ids.length, truth: null, match, possible, notes: output.judged.notes }),
    );
    return;
  }
  printHead(output);
  console.log(`${match} pairs MATCH, ${possible} pairs POSSIBLE`);
  console.log('the files do not say who is who: no precision or recall (--truth, or --column truth=NAME)');
}

/** Precision, recall and F1 for both outcomes, in lines. */
export function qualityTable({ match, possible }: Evaluation): readonly string[] {
  const row = (name: string, quality: Quality): string =>
    [
      name.padEnd(20),
      ...[quality.precision, quality.recall, quality.f1].map((share) => share.toFixed(5).padStart(10)),
      ...[quality.pairs, quality.falsePairs, quality.missed].map((count) => String(count).padStart(8)),
    ].join('');
  const head = ['precision', 'recall', 'F1'].map((name) => name.padStart(10)).join('');
  return [
    `${' '.repeat(20)}${head}${['pairs', 'false', 'missed'].map((name) => name.padStart(8)).join('')}`,
    row('MATCH', match),
    row('POSSIBLE or better', possible),
  ];
}

function printHead({ sources, judged }: Pick<EvaluationOutput, 'sources' | 'judged'>): void {
  for (const { table } of sources) console.log(`${table.file}: ${table.rows.length} records`);
  for (const note of judged.notes) console.log(note);
}

function valuesOf({ sources }: EvaluationOutput, { one, other }: Mistake): readonly Readonly<Record<string, string>>[] {
  const rows = sources.flatMap(({ table }) => table.rows.map((row) => ({ table, row })));
  return [one, other].map((place) => {
    const { table, row } = rows[place] ?? {};
    return Object.fromEntries((table?.columns ?? []).map((column, at) => [column, row?.values[at] ?? '']));
  });
}

/** The columns in which two records differ, side by side, and those in which they agree. */
function valueLines(output: EvaluationOutput, mistake: Mistake): readonly string[] {
  const [one = {}, other = {}] = valuesOf(output, mistake);
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((column) => (one[column] ?? '') !== '' || (other[column] ?? '') !== '')
    .map((column) => {
      const [left = '', right = ''] = [one[column], other[column]];
      return left === right ? `${column}: ${left}` : `${column}: ${left} | ${right}`;
    });
}
