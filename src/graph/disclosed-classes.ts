import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import type { AgencyName, DisclosureClass } from '../model/words.ts';
import { readAnnotations } from './compose/annotations.ts';
import type { ChildField, ComposedGraph } from './contract.ts';

const childType = 'Child';

/**
 * Which classes an agency discloses by a field of `Child`, as a path of names (`identity.dateOfBirth`), with all that
 * is below it. None: there is no such field, or it is not the agency's. Read from the public schema, so that it is
 * the same whoever the child is.
 */
export function disclosedClasses(
  { schema, childFields }: Pick<ComposedGraph, 'schema' | 'childFields'>,
  agency: AgencyName,
  path: string,
): ReadonlySet<DisclosureClass> {
  const [name = '', ...below] = path.split('.');
  if (!isOffered(childFields.get(name), agency)) return new Set();
  let fields = fieldsNamed(name, schema.getType(childType), schema);
  for (const step of below) fields = fields.flatMap((field) => fieldsNamed(step, getNamedType(field.type), schema));
  return new Set(fields.flatMap((field) => [...classesOf(field, schema, new Set())]));
}

function isOffered(field: ChildField | undefined, agency: AgencyName): boolean {
  if (field === undefined || field.kind === 'OWN' || field.kind === 'KEPT') return false;
  return field.kind === 'SECTION' ? field.offeredBy === agency : field.offeredBy.includes(agency);
}

type Field = GraphQLField<unknown, unknown>;

/** The fields of a name, of every concrete type that a value can have. */
function fieldsNamed(name: string, type: GraphQLNamedType | undefined, schema: GraphQLSchema): readonly Field[] {
  return fieldsOf(type, schema).filter((field) => field.name === name);
}

function fieldsOf(type: GraphQLNamedType | undefined, schema: GraphQLSchema): readonly Field[] {
  const concrete = isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
  return concrete.flatMap((each) => Object.values(each.getFields()));
}

function classesOf(field: Field, schema: GraphQLSchema, seen: Set<GraphQLNamedType>): ReadonlySet<DisclosureClass> {
  const { disclosure } = readAnnotations(field.astNode);
  const type = getNamedType(field.type);
  const classes = new Set<DisclosureClass>(disclosure === null ? [] : [disclosure.class]);
  if (seen.has(type)) return classes;
  seen.add(type);
  for (const inner of fieldsOf(type, schema)) for (const each of classesOf(inner, schema, seen)) classes.add(each);
  return classes;
}
