import {
  type GraphQLEnumType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isObjectType,
  isSpecifiedScalarType,
  printType,
} from 'graphql';
import type { AgencyName } from '../../model/words.ts';
import { readAnnotations } from './annotations.ts';
import type { CompositionFault } from './composition-error.ts';
import { childType } from './contract-words.ts';

/** One agency's schema, as it was read. */
export type AgencySchema = { readonly agency: AgencyName; readonly schema: GraphQLSchema };

/**
 * Checks that agencies which define one thing define it alike: a merged type would silently take the
 * later agency's class, nullability or codes. Read from each agency's own SDL.
 */
export const checkAgreement = (schemas: readonly AgencySchema[]): readonly CompositionFault[] =>
  schemas.flatMap((one, index) => schemas.slice(index + 1).flatMap((other) => compare(one, other)));

/** Names of the enums to which agencies may add codes of their own. */
export const extensibleEnumsOf = (schema: GraphQLSchema): readonly string[] =>
  Object.values(schema.getTypeMap())
    .filter(isExtensible)
    .map(({ name }) => name);

const compare = (one: AgencySchema, other: AgencySchema): readonly CompositionFault[] =>
  Object.values(one.schema.getTypeMap()).flatMap((type) => {
    const twin = other.schema.getType(type.name);
    const isRoot = type === one.schema.getQueryType() || type === one.schema.getMutationType();
    if (!twin || isRoot || isSpecifiedScalarType(type) || type.name.startsWith('__')) return [];
    if (isSameDefinition(type, twin)) return [];
    const agencies = [one.agency, other.agency];
    const faults: CompositionFault[] = [...compareFields(type, twin, agencies)];
    // Agencies may offer different fields of `Child`; any other type of one name is one type.
    if (type.name !== childType && !isAlike(type, twin)) {
      const fix = 'types of one name must be alike: put the type in the common part, or rename one.';
      faults.push({ code: 'TYPE_DISAGREES', coordinate: type.name, agencies, fix });
    }
    return faults;
  });

/** Whether both were built from one definition, that of the common part, and neither was extended. */
const isSameDefinition = (type: GraphQLNamedType, twin: GraphQLNamedType): boolean =>
  type.astNode != null &&
  type.astNode === twin.astNode &&
  type.extensionASTNodes.length === 0 &&
  twin.extensionASTNodes.length === 0;

const isAlike = (type: GraphQLNamedType, twin: GraphQLNamedType): boolean => {
  if (!isExtensible(type) || !isExtensible(twin)) return printType(type) === printType(twin);
  // Codes of an agency's own are added; one that two agencies add is one code, described alike.
  return type.getValues().every(({ name, description }) => {
    const other = twin.getValue(name);
    return !other || other.description === description;
  });
};

const isExtensible = (type: GraphQLNamedType): type is GraphQLEnumType =>
  isEnumType(type) && (type.astNode?.directives ?? []).some(({ name }) => name.value === 'extensible');

const compareFields = (
  type: GraphQLNamedType,
  twin: GraphQLNamedType,
  agencies: readonly AgencyName[],
): readonly CompositionFault[] => {
  if (!isObjectType(type) || !isObjectType(twin)) return [];
  return Object.values(type.getFields()).flatMap((field): readonly CompositionFault[] => {
    const other = twin.getFields()[field.name];
    if (!other) return [];
    const coordinate = `${type.name}.${field.name}`;
    const isAlike = signatureOf(field) === signatureOf(other);
    const isClassedAlike = classOf(field, type.name) === classOf(other, type.name);
    return [
      ...(isClassedAlike
        ? []
        : [
            {
              code: 'CLASS_DISAGREES',
              coordinate,
              agencies,
              fix: 'one field has one class, mode and order, whoever offers it.',
            } as const,
          ]),
      ...(isAlike || type.name !== childType
        ? []
        : [
            {
              code: 'TYPE_DISAGREES',
              coordinate,
              agencies,
              fix: 'one field has one type and the same arguments, whoever offers it.',
            } as const,
          ]),
    ];
  });
};

const signatureOf = (field: {
  readonly type: unknown;
  readonly args?: readonly { name: string; type: unknown }[];
}): string =>
  JSON.stringify([String(field.type), (field.args ?? []).map(({ name, type }) => `${name}: ${String(type)}`).sort()]);

/** What must be the same: `alongside` of a field of `Child` may differ, since it names what the agency's own existence reveals. */
const classOf = (field: { readonly astNode?: Parameters<typeof readAnnotations>[0] }, typeName: string): string => {
  const { disclosure, use, isMarker, isContact, isCritical, orderedBy } = readAnnotations(field.astNode);
  const alongside = typeName === childType ? null : disclosure?.alongside;
  return JSON.stringify([
    disclosure?.class,
    disclosure?.mode,
    alongside,
    use,
    isMarker,
    isContact,
    isCritical,
    orderedBy,
  ]);
};
