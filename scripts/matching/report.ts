import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fullWeights, linkageTable } from './calibrate.ts';
import type { Command } from '../named-commands.ts';
import { exit, readNumber, readOptions, UsageError } from './command-line.ts';
import { curveSvg } from './curve-svg.ts';
import { evaluated } from './evaluate.ts';
import { fullProfile, shippedParameters } from './full-profile.ts';
import { csvOf, defaultToday, generate } from './generate.ts';
import type { JudgedPairs } from './judged-pairs.ts';
import { linkageData, linkageProfile } from './linkage-profile.ts';
import { idsOf, loadSources, type Source } from './load-sources.ts';
import type { Evaluation, Mistake } from './metrics.ts';
import { qualityTable } from './print-evaluation.ts';
import { randomOf } from './random.ts';
import { readTruth } from './truth.ts';

/** Makes the numbers and pictures of docs/matching.md anew. */
export const reportCommand: Command = {
  usage: `Usage: npm run -s matching -- report --febrl FILE [options]

  Evaluates FEBRL dataset 3 by profile linkage and generated people by the full rules, and writes numbers into
  docs/matching.md and pictures beside it. The same files and options give the same document.

  --febrl FILE   FEBRL dataset 3 (not part of the project)
  --people N     generated people of each of three runs, default 10000`,

  run(args) {
    const { values, positionals } = readOptions(args, {
      febrl: { type: 'string' },
      people: { type: 'string', default: '10000' },
    });
    if (values.febrl === undefined || positionals.length > 0) throw new UsageError('takes --febrl FILE');
    const blocks = [
      febrlBlock(values.febrl),
      ...generatedBlocks(readNumber('people', values.people, { from: 100, to: 50_000 })),
    ];
    let text = readFileSync(document, 'utf8');
    for (const { name, lines } of blocks) {
      const marked = new RegExp(`(<!-- ${name}:begin -->\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
      if (!marked.test(text)) throw new UsageError(`docs/matching.md has no place for ${name}`);
      text = text.replace(marked, (_all, begin: string, end: string) => `${begin}${lines.join('\n')}\n${end}`);
    }
    writeFileSync(document, text);
    console.log('docs/matching.md and its pictures are up to date');
    return exit.done;
  },
};

type Block = { readonly name: string; readonly lines: readonly string[] };

const root = join(import.meta.dirname, '../..');
const document = join(root, 'docs/matching.md');
const seeds = [1, 2, 3];

function febrlBlock(path: string): Block {
  const sources = loadSources([path], new Map());
  mustBeFebrl(sources);
  const data = linkageData(sources, idsOf(sources), { compare: new Map(), isWithinSource: true, badDates: 'accept' });
  const judged = linkageProfile(data, randomOf(1));
  const evaluation = mustKnow(evaluated(sources, judged, undefined, true));
  draw('febrl3.svg', 'FEBRL dataset 3, profile linkage', evaluation);
  return {
    name: 'febrl',
    lines: [
      ...fenced([...judged.notes, '', ...qualityTable(evaluation)]),
      '',
      'What is wrong, by agreement:',
      '',
      ...fenced(kindsOfMistakes(evaluation.mistakes, 8)),
      '',
      'What EM found of each column (bits = log2 m/u):',
      '',
      ...fenced(linkageTable(data, randomOf(1)).slice(judged.notes.length)),
    ],
  };
}

function generatedBlocks(people: number): readonly Block[] {
  const directory = mkdtempSync(join(tmpdir(), 'matching-'));
  try {
    const runs = seeds.map((seed) => {
      const path = join(directory, `seed-${seed}.csv`);
      writeFileSync(path, csvOf(generate({ people, seed, today: defaultToday })));
      const sources = loadSources([path], new Map());
      const judged = fullProfile(sources, {
        today: defaultToday,
        isWithinSource: true,
        badDates: 'error',
        ...shippedParameters(),
      });
      return { seed, sources, judged, evaluation: mustKnow(evaluated(sources, judged, undefined, true)) };
    });
    const [first] = runs;
    if (first === undefined) return [];
    draw('generated.svg', 'Generated people: weights alone (lines), full rules (dots)', first.evaluation);
    return [
      {
        name: 'generated',
        lines: [
          ...runs.flatMap(({ seed, sources, evaluation }) => [
            ...fenced([
              `seed ${seed}: ${people} people, ${recordsOf(sources)} records, ${evaluation.truePairs} pairs of records of one person`,
              ...qualityTable(evaluation),
              `merged twins: ${evaluation.mergedTwins}`,
            ]),
            '',
          ]),
          'What is not a MATCH and should be one day, and what is only suspected, by rule and agreement (seed 1):',
          '',
          ...fenced(kindsOfMistakes(first.evaluation.mistakes, 14)),
        ],
      },
      {
        name: 'weights-alone',
        lines: fenced(weightsAlone(first.sources)),
      },
      { name: 'calibration', lines: fenced(fullWeights(first.sources, 'error', randomOf(1)).table) },
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function weightsAlone(sources: readonly Source[]): readonly string[] {
  const data = linkageData(sources, idsOf(sources), { compare: new Map(), isWithinSource: true, badDates: 'accept' });
  const judged: JudgedPairs = linkageProfile(data, randomOf(1));
  const evaluation = mustKnow(evaluated(sources, judged, undefined, true));
  return [...qualityTable(evaluation), `merged twins: ${evaluation.mergedTwins}`];
}

function recordsOf(sources: readonly Source[]): number {
  return sources.reduce((sum, { table }) => sum + table.rows.length, 0);
}

/** Mistakes by kind, rule and agreement, the most frequent first; no record is named. */
function kindsOfMistakes(mistakes: readonly Mistake[], most: number): readonly string[] {
  const byKind = Map.groupBy(mistakes, ({ kind }) => kind);
  return [...byKind].flatMap(([kind, ofKind]) => {
    const patterns = Map.groupBy(ofKind, ({ rule, pattern }) => {
      const told = Object.entries(pattern).filter(([, level]) => level !== 'UNKNOWN' && level !== 'MISSING');
      return [...(rule === '' ? [] : [rule]), ...told.map(([field, level]) => `${field} ${level}`)].join(', ');
    });
    const sorted = [...patterns].sort((one, other) => other[1].length - one[1].length || (one[0] < other[0] ? -1 : 1));
    const left = sorted.slice(most).reduce((sum, [, found]) => sum + found.length, 0);
    return [
      `${kind}: ${ofKind.length} pairs`,
      ...sorted.slice(0, most).map(([pattern, found]) => `${String(found.length).padStart(6)}  ${pattern}`),
      ...(left === 0 ? [] : [`${String(left).padStart(6)}  other`]),
    ];
  });
}

/** The document says what it is about: another file's numbers would stand under its name. */
function mustBeFebrl(sources: readonly Source[]): void {
  const persons = readTruth(sources, undefined)?.persons ?? [];
  const isIt = persons.length === 5000 && new Set(persons).size === 2000 && recordsOf(sources) === 5000;
  if (!isIt)
    throw new UsageError(
      `${sources[0]?.table.file ?? 'the file'} is not FEBRL dataset 3: 5,000 records of 2,000 persons`,
    );
}

function mustKnow(evaluation: Evaluation | null): Evaluation {
  if (evaluation === null) throw new UsageError('the file does not say who is who');
  return evaluation;
}

function fenced(lines: readonly string[]): readonly string[] {
  return ['```', ...lines.map((line) => line.trimEnd()), '```'];
}

function draw(file: string, title: string, evaluation: Evaluation): void {
  const directory = join(root, 'docs/matching');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, file), curveSvg(title, evaluation));
}
