import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from '../named-commands.ts';
import { exit, mustBeOneOf, readAssignments, readDay, readNumber, readOptions } from './command-line.ts';
import { curveSvg } from './curve-svg.ts';
import { fullProfile, shippedParameters } from './full-profile.ts';
import type { JudgedPairs } from './judged-pairs.ts';
import { linkageData, linkageProfile } from './linkage-profile.ts';
import { idsOf, loadSources, type Source, valuesOf } from './load-sources.ts';
import { evaluate, type Evaluation } from './metrics.ts';
import { printEvaluation, printLinks } from './print-evaluation.ts';
import { randomOf } from './random.ts';
import { readTruth } from './truth.ts';

/** Links files and says how well. */
export const evaluateCommand: Command = {
  usage: `Usage: npm run -s matching -- evaluate FILE... [options]

  One file is de-duplicated; of several, records are linked across them. A file is CSV: UTF-8, commas, a header.
  Prints precision, recall and F1 over pairs of records, at MATCH and at POSSIBLE or better, and the worst mistakes
  by record id and agreement pattern; draws precision and recall over the threshold as an SVG.

  --profile full|linkage  full (default): the rules R0-R11 of the gateway and its weights, for records with our
                          identifiers and columns. linkage: weights, blocking and thresholds alone, over all
                          columns that the files have; the weights are estimated from the files themselves.
  --truth PATTERN         who is who: a regular expression on the record id, whose first group is the person.
                          Default: a column person, cluster or the like; or ids such as rec-12-org.
  --column ROLE=NAME      which column has a role (id, truth, source, twins, given, family, former-family, known-as,
                          date-of-birth, expected-date, sex, postcode, previous-postcodes, nhs-number,
                          nhs-verified, upn, former-upn, cross-references, severed); default: by its name
  --compare COLUMN=KIND   linkage: compare a column as given, family, text, date, code or category; none: not at all
  --within                several files: link records of one file with each other too
  --bad-dates error|accept  what a date is that no calendar has, such as 30 February: an error (full, the default),
                          or accepted: missing (full), compared as written (linkage, the default)
  --today YYYY-MM-DD      full: the day that ages are reckoned at, default today
  --svg FILE              where the picture goes, default .data/matching/curve.svg
  --mistakes N            how many mistakes are printed, default 20
  --show-values           print the values of the mistakes' records too
  --links FILE            write the linked pairs as CSV: ids, outcome, rule, bits
  --seed N                for drawing random pairs, default 1
  --json                  print JSON

  Exit code 0: done; 2: the input cannot be worked with (file, line and column are named).`,

  run(args) {
    const { values, positionals } = readOptions(args, {
      profile: { type: 'string', default: 'full' },
      truth: { type: 'string' },
      column: { type: 'string', multiple: true, default: [] },
      compare: { type: 'string', multiple: true, default: [] },
      within: { type: 'boolean', default: false },
      today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      'bad-dates': { type: 'string' },
      svg: { type: 'string', default: '.data/matching/curve.svg' },
      mistakes: { type: 'string', default: '20' },
      'show-values': { type: 'boolean', default: false },
      links: { type: 'string' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    });
    const profile = mustBeOneOf('profile', values.profile, ['full', 'linkage']);
    const shown = readNumber('mistakes', values.mistakes, { from: 0, to: 100_000 });
    const seed = readNumber('seed', values.seed, { from: 0, to: 4_294_967_295 });
    const badDates = mustBeOneOf('bad-dates', values['bad-dates'] ?? (profile === 'full' ? 'error' : 'accept'), [
      'error',
      'accept',
    ]);
    const today = readDay('today', values.today);
    const sources = loadSources(positionals, readAssignments('column', values.column));
    const ids = idsOf(sources);
    const isWithinSource = sources.length === 1 || values.within;
    const linked =
      profile === 'full'
        ? fullProfile(sources, { today, isWithinSource, badDates, ...shippedParameters() })
        : linkageProfile(
            linkageData(sources, ids, {
              compare: readAssignments('compare', values.compare),
              isWithinSource,
              badDates,
            }),
            randomOf(seed),
          );
    const judged = { ...linked, notes: [...linked.notes, ...notesOnIds(ids)] };
    const evaluation = evaluated(sources, judged, values.truth, isWithinSource);
    if (values.links !== undefined) write(values.links, linksCsv(judged, ids));
    if (evaluation !== null) write(values.svg, curveSvg(titleOf(sources, profile), evaluation));
    const output = { sources, ids, judged, truth: evaluation?.readFrom ?? null };
    if (evaluation === null) printLinks(output, values.json);
    else {
      printEvaluation({ ...output, evaluation, shown, isShowingValues: values['show-values'] }, values.json);
      if (!values.json) console.log(`\nthreshold curve: ${values.svg}`);
    }
    return exit.done;
  },
};

/** The evaluation, and what the truth was read from; null: the files do not say who is who. */
export function evaluated(
  sources: readonly Source[],
  judged: JudgedPairs,
  pattern: string | undefined,
  isWithinSource: boolean,
): (Evaluation & { readonly readFrom: string }) | null {
  const truth = readTruth(sources, pattern);
  if (truth === null) return null;
  const fileOf = sources.flatMap(({ table }, file) => table.rows.map(() => file));
  const evaluation = evaluate(judged, {
    persons: truth.persons,
    twins: valuesOf(sources, 'twins'),
    counts: (one, other) => isWithinSource || fileOf[one] !== fileOf[other],
  });
  return { ...evaluation, readFrom: truth.readFrom };
}

function notesOnIds(ids: readonly string[]): readonly string[] {
  const repeated = ids.length - new Set(ids).size;
  return repeated === 0 ? [] : [`${repeated} records have the id of another, by which links and mistakes name them`];
}

function titleOf(sources: readonly Source[], profile: string): string {
  return `${sources.map(({ table }) => table.file).join(', ')}, profile ${profile}`;
}

function linksCsv(judged: JudgedPairs, ids: readonly string[]): string {
  const rows = [...judged.outcomes].map(([key, { outcome, rule }]) => {
    const [one = 0, other = 0] = key.split(',').map(Number);
    return [ids[one], ids[other], outcome, rule, judged.describe(one, other).bits.toFixed(1)].map(quoted).join();
  });
  return `${['one,other,outcome,rule,bits', ...rows].join('\n')}\n`;
}

function quoted(text = ''): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function write(path: string, content: string): void {
  mkdirSync(dirname(resolve(path)), { recursive: true });
  writeFileSync(path, content);
}
