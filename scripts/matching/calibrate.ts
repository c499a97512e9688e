import { writeFileSync } from 'node:fs';
import { calibrateFull, weightsOf } from './calibrate-full.ts';
import type { Command } from '../named-commands.ts';
import { exit, mustBeOneOf, readAssignments, readNumber, readOptions } from './command-line.ts';
import { shippedParameters } from './full-profile.ts';
import { levelsOf } from './linkage/field-kinds.ts';
import { levelWeight } from './linkage/estimate.ts';
import { linkageData, linkageProfile } from './linkage-profile.ts';
import { idsOf, loadSources, type Source } from './load-sources.ts';
import { type Random, randomOf } from './random.ts';

/** Estimates weights from records. */
export const calibrateCommand: Command = {
  usage: `Usage: npm run -s matching -- calibrate FILE... [options]

  Estimates by expectation maximisation what each level of agreement weighs (m, u, and bits = log2 m/u), from
  records alone: nobody need say who is who. Profile full prints the weights beside those of protocol/matching.yaml;
  nothing is changed: whoever owns the protocol takes over what they have reviewed (docs/matching.md).

  --profile full|linkage     as in evaluate, default full
  --column ROLE=NAME, --compare COLUMN=KIND, --bad-dates error|accept, --seed N   as in evaluate
  --write FILE               full: writes the weights as they stand in protocol/matching.yaml`,

  run(args) {
    const { values, positionals } = readOptions(args, {
      profile: { type: 'string', default: 'full' },
      column: { type: 'string', multiple: true, default: [] },
      compare: { type: 'string', multiple: true, default: [] },
      'bad-dates': { type: 'string' },
      seed: { type: 'string', default: '1' },
      write: { type: 'string' },
    });
    const profile = mustBeOneOf('profile', values.profile, ['full', 'linkage']);
    const badDates = mustBeOneOf('bad-dates', values['bad-dates'] ?? (profile === 'full' ? 'error' : 'accept'), [
      'error',
      'accept',
    ]);
    const random = randomOf(readNumber('seed', values.seed, { from: 0, to: 4_294_967_295 }));
    const sources = loadSources(positionals, readAssignments('column', values.column));
    if (profile === 'linkage') {
      const compare = readAssignments('compare', values.compare);
      const data = linkageData(sources, idsOf(sources), { compare, isWithinSource: sources.length === 1, badDates });
      for (const line of linkageTable(data, random)) console.log(line);
      return exit.done;
    }
    const calibrated = fullWeights(sources, badDates, random);
    for (const line of calibrated.table) console.log(line);
    if (values.write !== undefined) writeFileSync(values.write, `${calibrated.yaml.join('\n')}\n`);
    return exit.done;
  },
};

/** With fewer pairs of one person a level that is rare has no case at all. */
const fewestPairs = 500;

/** What EM makes of the full profile's fields: a table beside the shipped weights, and as the protocol's YAML. */
export function fullWeights(
  sources: readonly Source[],
  badDates: 'error' | 'accept',
  random: Random,
): { readonly table: readonly string[]; readonly yaml: readonly string[] } {
  const calibration = calibrateFull(sources, badDates, random);
  const weights = weightsOf(calibration);
  const shipped: Readonly<Record<string, Readonly<Record<string, number>>>> = shippedParameters().parameters.weights;
  const cell = (value: number | undefined, digits: number): string => (value ?? 0).toFixed(digits).padStart(9);
  const rows = Object.entries(weights).flatMap(([field, levels]) =>
    Object.entries(levels).map(([level, bits]) =>
      [
        field.padEnd(13),
        level.padEnd(14),
        cell(calibration.chances.same[field]?.[level], 5),
        cell(calibration.chances.strangers[field]?.[level], 5),
        cell(bits, 1),
        cell(shipped[field]?.[level], 1),
      ].join(''),
    ),
  );
  const head = `${'field'.padEnd(13)}${'level'.padEnd(14)}${['m', 'u', 'bits', 'shipped'].map((name) => name.padStart(9)).join('')}`;
  const yaml = Object.entries(weights).map(
    ([field, levels]) =>
      `  ${field}: { ${Object.entries(levels)
        .map(([level, bits]) => `${level}: ${bits.toFixed(1)}`)
        .join(', ')} }`,
  );
  const { same, siblings, twins } = calibration.pairs;
  const found = `expected: ${Math.round(same)} pairs of one person, ${Math.round(siblings)} of siblings, ${Math.round(twins)} of twins; ${calibration.rounds} rounds`;
  const doubt = same < fewestPairs ? ['too few pairs to go by: the weights are mostly what EM starts from'] : [];
  return { table: [head, ...rows, found, ...doubt], yaml: ['weights:', ...yaml] };
}

/** What EM makes of the columns of a file. */
export function linkageTable(data: ReturnType<typeof linkageData>, random: Random): readonly string[] {
  const { model, notes } = linkageProfile(data, random);
  const rows = data.input.fields.flatMap(({ name, kind }, field) =>
    levelsOf[kind].map((level, at) =>
      [
        name.padEnd(22),
        level.padEnd(10),
        (model.fields[field]?.m[at] ?? 0).toFixed(5).padStart(9),
        (model.fields[field]?.u[at] ?? 0).toFixed(5).padStart(9),
        levelWeight(model, field, at).toFixed(1).padStart(9),
      ].join(''),
    ),
  );
  return [
    ...notes,
    `${'column'.padEnd(22)}${'level'.padEnd(10)}${['m', 'u', 'bits'].map((name) => name.padStart(9)).join('')}`,
    ...rows,
  ];
}
