import type { ItemMask, Route } from '../../src/model/decision.ts';
import type { Command } from '../named-commands.ts';
import { dateOf, exit, readOptions, UsageError } from './command-line.ts';
import { readRequestFile, type RequestFile } from './explain-file.ts';
import { type Explanation, explainRequest, type Step } from './explanation.ts';
import { readVersion, shippedDirectory, withVersion } from './read-version.ts';
import { openRuleBook, type RuleBook } from './rule-book.ts';

const usage = `Usage: npm run -s protocol -- explain --file FILE [options]
       npm run -s protocol -- explain --set KEY=VALUE ... [options]

  One request: which policies decide it, on what ground, what the caller would be told, and what would lawfully
  change the answer.

  --file FILE         a request as YAML or JSON; docs/examples/request.yaml shows every field
  --set KEY=VALUE     a field of the request, over what the file says, e.g. --set why.exemption=SIGNIFICANT_HARM
                      or --set 'who.roles=[DSL]'; any number of times
  --date YYYY-MM-DD   default today
  --directory D       a directory, or git:REVISION; default protocol/
  --json              JSON

  Exit code: 0 explained, whatever the answer; 1 the protocol is not sound; 2 wrong use.`;

/** `npm run protocol -- explain`. */
export const explain: Command = { usage, run };

function run(args: readonly string[]): number {
  const { values } = readOptions(args, {
    file: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
    date: { type: 'string' },
    directory: { type: 'string', default: shippedDirectory },
    json: { type: 'boolean', default: false },
  });
  if (values.file === undefined && values.set.length === 0) throw new UsageError('needs --file or --set');
  const date = dateOf(values.date);
  const book = withVersion(values.directory, (directory) => openRuleBook(readVersion(directory)));
  const file = readRequestFile(values.file, values.set, book);
  const explanation = explainRequest(book, file, date);
  console.log(values.json ? asJson(explanation) : textOf(explanation, file, book, date));
  return exit.done;
}

function textOf(explanation: Explanation, file: RequestFile, book: RuleBook, date: string): string {
  const { request, steps, cell, childRefusal } = explanation;
  const { who, why, about } = file;
  const name = book.protocol.signatories.find(({ organisation }) => organisation === who.organisation)?.name ?? '';
  const of = (...actions: readonly string[]): readonly string[] =>
    steps.filter(({ action }) => actions.includes(action)).flatMap(linesOf);
  const lines = [
    `${who.roles.join(', ')} of ${who.organisation} (${name}), for ${why.purpose}, about ${about.class} at ${about.agency}`,
    `on ${date}, by the sharing protocol ${book.protocol.version}`,
    '',
    'May the request be made?',
    ...of('ask'),
  ];
  if (request.kind === 'REFUSED') {
    return [
      ...lines,
      '',
      'The caller is told, and nothing is asked of any agency:',
      ...told(request.code, request.gate, request.route),
    ].join('\n');
  }
  const bases = request.basesOf.get(about.agency) ?? [];
  lines.push(
    `  mode ${request.mode}; legal bases at ${about.agency}: ${bases.length === 0 ? 'none' : bases.join(', ')}`,
    ...request.obligations.map(
      ({ kind, dueBy, ground }) => `  owed: ${kind}${dueBy === null ? '' : ` by ${dueBy}`} (${ground})`,
    ),
    '',
    `May the record at ${about.agency} be looked into?`,
    ...of('enter'),
    '',
    'May it be known, may it be read?',
    ...of('know', 'read'),
    '',
  );
  if (childRefusal !== null) {
    return [
      ...lines,
      'The child is refused as a whole, and answers exactly as one whom nobody knows:',
      ...told(null, null, null, 'WITHHELD_OR_NONE'),
      `  on record: ${childRefusal.code} (gate ${childRefusal.gate})`,
    ].join('\n');
  }
  if (cell === null) return lines.join('\n');
  const { explanation: words, slots } = cell;
  return [
    ...lines,
    `Content of ${itemsOf(cell.read)}; existence of ${itemsOf(cell.know)}.`,
    ...(cell.split === null
      ? []
      : [`  by value: ${[...cell.split].map(([value, mask]) => `${value} ${itemsOf(mask)}`).join('; ')}`]),
    ...(slots === undefined
      ? []
      : [
          `  lawful by: ${Object.entries(slots)
            .map(([slot, by]) => `${slot} ${by ?? '-'}`)
            .join(', ')}`,
        ]),
    words === null ? 'Nothing is withheld.' : 'Of the rest the caller is told:',
    ...(words === null ? [] : told(words.code, null, words.route, words.state, words.shownClass)),
    `  on record: ${cell.trueCode ?? 'released'}${cell.policies.length > 0 ? `; policies ${cell.policies.join(', ')}` : ''}`,
  ].join('\n');
}

function linesOf({ action, role, about, items, answer, deciding, alternatives }: Step): readonly string[] {
  const verdict = { ALLOWED: 'YES', DENIED: 'NO', ERRED: 'NO (the policies could not be evaluated)' }[answer];
  const what = ['know', 'read'].includes(action) ? `${action} ${about}${items === '' ? '' : `, ${items} items`}: ` : '';
  return [
    `  ${verdict}  ${what}as ${role}`,
    ...(deciding.length === 0 && answer === 'DENIED' ? ['       no policy permits it'] : []),
    ...deciding.map(
      ({ id, effect, file, gate, code, ground }) =>
        `       ${effect}  ${id} (${file})${effect === 'forbid' ? ` gate ${gate ?? ''} ${code ?? ''}` : ''}: ${ground}`,
    ),
    ...alternatives.map(
      ({ remedies, turns, because }) =>
        `       ${turns ? 'would change it' : 'would not'}: ${remedies.join(' + ')} (${because})`,
    ),
  ];
}

function told(
  code: string | null,
  gate: string | null,
  route: Route | null,
  state?: string,
  shownClass?: string,
): readonly string[] {
  return [
    ...(state === undefined ? [] : [`  state ${state}`]),
    ...(shownClass === undefined ? [] : [`  class ${shownClass}`]),
    `  code ${code ?? 'none'}${gate === null ? '' : ` (gate ${gate})`}`,
    ...(route === null
      ? []
      : [
          `  route ${route.kind}${route.needs.length > 0 ? `: ${route.needs.join(' + ')}` : ''}; contact ${route.contact?.organisation ?? 'none'}`,
        ]),
  ];
}

function itemsOf(mask: ItemMask): string {
  const words: Readonly<Record<number, string>> = {
    0: 'no item',
    0b1111: 'every item',
    0b1100: 'own items',
    0b1010: 'relevant items',
    0b1000: 'own relevant items',
    0b1110: 'own or relevant items',
  };
  return words[mask] ?? `items of kinds ${mask}`;
}

function asJson({ request, steps, cell, childRefusal }: Explanation): string {
  const plain = (_: string, value: unknown): unknown => {
    if (value instanceof Map) return Object.fromEntries(value);
    return value instanceof Set ? [...value] : value;
  };
  return JSON.stringify({ request, steps, cell, childRefusal }, plain, 2);
}
