import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { AgencyContract } from '../../src/graph/contract.ts';
import type { Random } from './random.ts';

/** An object of an agency's data, as its resolvers would hold it. */
export type Data = { [field: string]: unknown };

/** The organisations that appear in generated data; the first is the one that asks. */
export const organisations = ['ORG:asking', 'ORG:other', 'URN:100001'] as const;

/** What generated items may be about. */
export type ItemKinds = { readonly about: readonly string[]; readonly restrictions: readonly string[] };

/** Generates one child's record at one agency, every field of the contract filled, some leaves null. */
export function generateRecord(contract: AgencyContract, random: Random, label: string, kinds: ItemKinds): Data {
  let count = 0;
  const unique = (what: string): string => `${label}-${what}-${(count += 1)}`;

  const objectOf = (type: GraphQLObjectType): Data => {
    const object: Data = { __typename: type.name };
    const isItem = contract.isItem(type.name);
    for (const field of Object.values(type.getFields())) {
      const annotated = contract.fieldOf(type.name, field.name);
      const isKept = annotated?.isMarker === true || field.name === 'id' || annotated?.use != null;
      object[field.name] =
        isItem && field.name in markers ? marker(field.name) : valueOf(field.type, field.name, isKept);
    }
    return object;
  };

  const markers: Record<string, true> = { custodian: true, relevance: true, restrictions: true, about: true };
  const marker = (name: string): unknown => {
    if (name === 'custodian') return random.pick(organisations);
    if (name === 'relevance') return random.some(['WELLBEING', 'CHILD_PROTECTION', 'AUDIT'], 0.4);
    if (name === 'restrictions') return random.some(kinds.restrictions, 0.1);
    return random.pick(kinds.about);
  };

  const valueOf = (type: GraphQLOutputType, name: string, isKept: boolean): unknown => {
    if (isNonNullType(type)) return valueOf(type.ofType, name, true);
    const named = getNamedType(type);
    const isContainer = isObjectType(named) && !contract.isItem(named.name);
    const isItems = contract.isItem(named.name);
    if (!isKept && !isItems && !isContainer && random.chance(0.1)) return null;
    if (isListType(type)) {
      const length = random.int(0, isItems ? 4 : 2);
      return Array.from({ length }, () => valueOf(type.ofType, name, true));
    }
    if (isAbstractType(named)) return objectOf(random.pick(contract.schema.getPossibleTypes(named)));
    if (isObjectType(named)) return objectOf(named);
    if (isEnumType(named)) return random.pick(named.getValues()).name;
    switch (named.name) {
      case 'Int':
        return random.int(-5, 100);
      case 'Boolean':
        return random.chance(0.5);
      case 'LocalDate':
        return `2${random.int(100, 999)}-0${random.int(1, 9)}-1${random.int(0, 9)}`;
      case 'DateTime':
        return `20${random.int(10, 25)}-0${random.int(1, 9)}-1${random.int(0, 9)}T10:00:00.000Z`;
      case 'OrganisationCode':
        return random.pick(organisations);
      default:
        return unique(name);
    }
  };

  const child = contract.schema.getType('Child');
  if (!isObjectType(child)) throw new Error('a contract has a type Child');
  const record = objectOf(child);
  record['recordId'] = `${label}-record`;
  record['restrictions'] = { ...Object(record['restrictions']), linkLocked: false };
  record['custodian'] = random.pick(organisations);
  record['identifiers'] = ['NHS_NUMBER', 'UPN', 'SOCIAL_CARE_ID'].slice(0, random.int(1, 3)).map((scheme) => ({
    __typename: 'Identifier',
    scheme,
    value: unique('key'),
    verified: random.chance(0.5),
    former: false,
  }));
  return record;
}
