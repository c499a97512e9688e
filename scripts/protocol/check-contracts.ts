import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GraphQLSchema, isEnumType } from 'graphql';
import { parse } from 'yaml';
import { z } from 'zod';
import { composeGraph } from '../../src/graph/compose/compose-graph.ts';
import { CompositionError } from '../../src/graph/compose/composition-error.ts';
import { loadContracts } from '../../src/graph/compose/load-contracts.ts';
import { identifierScalars } from '../../src/matching/scalars.ts';
import { type Finding, fault } from './finding.ts';
import { root } from './read-version.ts';
import type { RuleBook } from './rule-book.ts';

const agencies = z.array(
  z.object({ name: z.string(), contract: z.string(), dialect: z.enum(['PLAIN', 'FEDERATION']) }),
);
const configuration = z.object({ agencies });

/** Lists of codes that callers write, and the entity types by which policies know them. */
const publicLists: Readonly<Record<string, string>> = {
  DisclosureClass: 'Class',
  Purpose: 'Purpose',
  LegalBasis: 'Basis',
  Restriction: 'Restriction',
  Exemption: 'Exemption',
  IdentifierScheme: 'Identifier',
};

/** Where the contracts lie, unless a check is told another place. */
export const shippedSchemas = join(root, 'schemas');

/** Composes the contracts: fields that nobody classified, and codes that no policy knows. */
export function checkContracts(book: RuleBook, schemas: string): readonly Finding[] {
  const { agencies: connected } = configuration.parse(
    parse(readFileSync(join(root, 'config/development.yaml'), 'utf8')),
  );
  const contracts = loadContracts({ schemas, agencies: connected });
  try {
    const { schema } = composeGraph({
      ...contracts,
      agencyOrder: book.protocol.agencyOrder,
      scalars: identifierScalars,
    });
    return unknownToPolicies(schema, book);
  } catch (error) {
    if (!(error instanceof CompositionError)) throw error;
    return error.faults.map(({ code, coordinate, fix }) => fault('schemas/', `${coordinate}: ${code}`, fix));
  }
}

function unknownToPolicies(schema: GraphQLSchema, { vector }: RuleBook): readonly Finding[] {
  return Object.entries(publicLists).flatMap(([name, entityType]) => {
    const type = schema.getType(name);
    if (!isEnumType(type)) return [];
    const known = vector.codesOf(entityType);
    return type
      .getValues()
      .filter((value) => !known.includes(value.name))
      .map((value) =>
        fault(
          'schema.cedarschema',
          `callers can write ${name} ${value.name}, which no policy knows`,
          `add it to entity ${entityType}`,
        ),
      );
  });
}
