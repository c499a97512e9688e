import { readFileSync } from 'node:fs';
import type { GraphQLSchema } from 'graphql';
import type { Answer } from '../harness/world.ts';
import { type SentOperation } from './asked-fields.ts';
import { compareAnswer } from './compare-answer.ts';
import { identityAt } from './compare-identity.ts';
import { type FuzzCase, silencing } from './fuzz-case.ts';
import { type HeldData, isHardToLink } from './held-data.ts';
import { mayAsk } from './matrix-columns.ts';
import { type Permit, permitFor } from './permitted.ts';
import { askerOf } from './standings.ts';

/** What is looked at of an answer. */
export type Judged = Pick<Answer, 'status' | 'data' | 'errors' | 'extensions'>;

/** What an answer is judged by. */
export type JudgeParts = {
  readonly schema: GraphQLSchema;
  readonly held: HeldData;
  /** The child that a sealed id was given for. */
  readonly slugOfId: ReadonlyMap<string, string>;
};

/** Refusals that come of what was drawn, whoever asks. */
const ofTheOperation = new Set([
  'VARIABLE_INVALID',
  'ID_INVALID',
  'ARGUMENT_INVALID',
  'LITERAL_NOT_ALLOWED',
  'SCHEME_NOT_PERMITTED',
  'TOO_MANY_SEARCHES',
  'TOO_MANY_CHILDREN',
]);

/** Schemes whose numbers tell of no agency. */
const ofEverybody = ['NHS_NUMBER', 'CHI_NUMBER', 'UPN'];

const documented = new Set(
  [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code),
);

/** What is wrong with an answer, in words that hold no value. */
export function judgeAnswer(
  { schema, held, slugOfId }: JudgeParts,
  given: FuzzCase,
  sent: Omit<SentOperation, 'schema'>,
  answer: Judged,
): readonly string[] {
  const permitOf = permits(held, given);
  const asker = askerOf(given);
  const isPractitioner = asker.claims.kind === 'PRACTITIONER';
  const faults: string[] = compareAnswer({
    ...sent,
    schema,
    data: answer.data,
    explained: explainedBy(answer),
    held,
    permitOf,
    rehearsed: given.dryRun ? permits(held, { ...given, dryRun: false }) : null,
    childrenOf: (root, args) => {
      if (root === 'child') return [whose(slugOfId.get(String(args['id'])))];
      if (root === 'children') return (args['ids'] as readonly unknown[]).map((id) => whose(slugOfId.get(String(id))));
      if (root === 'childByIdentifier') return [holdersOf(held, String(args['scheme']), String(args['value']))];
      return undefined;
    },
    isNamedAt: ({ record }, { scheme, value }) =>
      // By an id the gateway knows one number of the child's: who has only others is found through who has both.
      (value === undefined && given.faults.length === 0) ||
      // A number that an agency of a protected presence gave names nobody to whom no reason is ever told.
      ((isPractitioner || ofEverybody.includes(String(scheme))) &&
        record.identifiers.some((id) => id.scheme === scheme && id.value === value)),
  });
  const isRefused = answer.data == null && codesOf(answer).some((code) => !ofTheOperation.has(code));
  const isDue = (slug: string): boolean =>
    (held.get(slug) ?? []).some((each) => identityAt(each, permitOf(slug)).must > 0);
  if (isRefused && given.slugs.some(isDue)) faults.push('refused as a whole, although something has to be shown');
  if (!mayAsk(asker) && answer.data != null) faults.push('answered, although nobody may ask so');
  return [...faultsOf(answer), ...faults];
}

/** What the asker of a case may have of each child. */
function permits(held: HeldData, given: FuzzCase): (slug: string) => Permit {
  const asker = askerOf(given);
  const failing = new Set<string>(given.faults.map(({ agency }) => agency));
  const silent = new Set<string>(
    given.faults
      .filter(({ fault, kind }) => silencing.includes(fault) && kind !== 'CONTENT')
      .map(({ agency }) => agency),
  );
  const known = new Map<string, Permit>();
  return (slug) => {
    const child = held.get(slug) ?? [];
    const permit = known.get(slug) ?? permitFor(asker, { child, isPlain: !isHardToLink(slug), failing, silent });
    known.set(slug, permit);
    return permit;
  };
}

/** The codes of an answer's errors. */
export const codesOf = ({ errors }: Judged): readonly string[] =>
  (errors ?? []).map(({ extensions }) => String(extensions['code']));

/** Paths of which an answer says why they are null. */
function explainedBy({ extensions, errors }: Judged): readonly (readonly string[])[] {
  const redactions = (extensions?.['redactions'] ?? []) as readonly { readonly path: readonly string[] }[];
  return [
    ...redactions.map(({ path }) => path),
    ...(errors ?? []).map(({ path = [] }) => path.map((step) => (typeof step === 'number' ? '*' : step))),
  ];
}

/** What is wrong with an answer as such: it is a fault of the gateway's, or an error that no page explains. */
function faultsOf(answer: Judged): readonly string[] {
  const { status, data, errors } = answer;
  const codes = codesOf(answer);
  const faults: string[] = [];
  if (status >= 500 || codes.includes('INTERNAL')) faults.push(`status ${status}`);
  for (const code of codes) if (!documented.has(code)) faults.push(`an error that docs/errors.md does not have`);
  if ((data === null || data === undefined) && (errors ?? []).length === 0) faults.push('neither data nor errors');
  return faults;
}

const whose = (slug: string | undefined): readonly string[] => (slug === undefined ? [] : [slug]);

function holdersOf(held: HeldData, scheme: string, value: string): readonly string[] {
  return [...held]
    .filter(([, records]) =>
      records.some(({ record }) => record.identifiers.some((id) => id.scheme === scheme && id.value === value)),
    )
    .map(([slug]) => slug);
}
