import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql';
import { type GeneratedOperation, generateOperation } from '../graph/generated-operation.ts';
import type { FuzzCase } from './fuzz-case.ts';
import type { HeldData } from './held-data.ts';
import { randomFrom } from './random-from.ts';
import { partsOfChild, withWholeParts } from './traced-operation.ts';

/** An operation drawn for a case about children of whom these ids are known; null: none could be drawn. */
export function fuzzOperation(
  schema: GraphQLSchema,
  held: HeldData,
  given: FuzzCase,
  sealed: readonly string[],
): (Omit<GeneratedOperation, 'text'> & { readonly document: DocumentNode }) | null {
  // Break-glass and overrides are for a child and its siblings, never for a caseload.
  const isOfFew = ['BREAK_GLASS', 'OVERRIDE'].includes(given.standing.kind);
  const random = randomFrom(given.entropy);
  const schemes = [given.scheme, 'NHS_NUMBER', 'UPN', 'CHI_NUMBER'];
  const scheme =
    schemes.find((each) => given.slugs.some((slug) => numbersOf(held, slug, each).length > 0)) ?? given.scheme;
  const numbers = given.slugs.flatMap((slug) => numbersOf(held, slug, scheme));
  const source = {
    schema,
    values: {
      id: [...sealed, ...sealed, ...sealed, ...sealed, 'nobody'],
      ids: [...sealed, ...sealed, ...sealed, 'nobody'],
      scheme: [scheme],
      value: numbers,
      by: given.slugs.map((slug) => criteriaOf(held, slug)),
      first: [200, 1, 2, 3],
      after: ['nothing'],
      text: ['school'],
      taxonomy: ['term'],
      age: [0, 3],
      state: ['PROPOSED', 'IN_FORCE'],
      from: ['2000-01-01'],
      to: ['2900-01-01'],
    },
    roots: [
      'childByIdentifier',
      'childByIdentifier',
      'childByIdentifier',
      'child',
      'child',
      'child',
      'children',
      'children',
      ...(isOfFew ? [] : ['myCaseload']),
      'findChildren',
      'me',
      'disclosure',
      'protocol',
      'services',
    ],
    without: new Set<string>(),
  };
  const parts = random.some(partsOfChild, 0.2);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const operation = generateOperation(source, random);
    const document = parse(operation.text);
    if (validate(schema, document).length > 0) continue;
    return { ...operation, document: withWholeParts(document, schema, parts) };
  }
  return null;
}

/** A child's numbers of a scheme, as anybody holds them now. */
export const numbersOf = (held: HeldData, slug: string, scheme: string): readonly string[] => [
  ...new Set(
    (held.get(slug) ?? []).flatMap(({ record }) =>
      record.identifiers.filter((id) => id.scheme === scheme && !id.former).map(({ value }) => value),
    ),
  ),
];

/** What somebody who looks for a child would give, as the first agency that holds the child has it. */
function criteriaOf(held: HeldData, slug: string): Readonly<Record<string, string>> {
  const [first] = held.get(slug) ?? [];
  const identity = first?.record.recordedIdentity;
  const [name] = identity?.names ?? [];
  return {
    givenName: name?.given ?? 'Nobody',
    familyName: name?.family ?? 'Nobody',
    ...(identity?.dateOfBirth == null ? {} : { dateOfBirth: identity.dateOfBirth }),
    ...(identity === undefined || identity.sex === 'U' ? {} : { sex: identity.sex }),
  };
}
