import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
} from 'graphql';
import type { DisclosureClass, DisclosureMode } from '../../model/words.ts';
import type { ContractField } from '../contract.ts';

/** What the directives of one field say. */
export type Annotations = {
  readonly disclosure: ContractField['disclosure'];
  readonly use: ContractField['use'];
  readonly isMarker: boolean;
  readonly isContact: boolean;
  readonly isCritical: boolean;
  readonly entry: string | null;
  readonly act: string | null;
  readonly isOwn: boolean;
  readonly builtFrom: string | null;
  readonly orderedBy: string | null;
  readonly generalisedBy: string | null;
  readonly hasMerge: boolean;
};

/** An argument of an annotation whose value is in no code list, e.g. an unknown class. */
export type UnknownCode = { readonly directive: string; readonly argument: string; readonly list: string };

/** Reads the annotations of a field from its own SDL; a merged schema is no authority for them (the later one silently wins). */
export const readAnnotations = (field: FieldDefinitionNode | null | undefined): Annotations => {
  const find = (name: string) => field?.directives?.find((node) => node.name.value === name);
  const disclosure = find('disclosure');
  const disclosed = disclosure && argumentOf(disclosure, 'class');
  return {
    disclosure: disclosure
      ? {
          class: (disclosed ?? '') as DisclosureClass,
          mode: (argumentOf(disclosure, 'mode') ?? 'CONTENT') as DisclosureMode,
          alongside: argumentOf(disclosure, 'alongside') ?? null,
        }
      : null,
    use: (argumentOf(find('use'), 'for') ?? null) as ContractField['use'],
    isMarker: find('marker') !== undefined,
    isContact: find('contact') !== undefined,
    isCritical: find('critical') !== undefined,
    entry: argumentOf(find('entry'), 'kind') ?? null,
    act: argumentOf(find('act'), 'kind') ?? null,
    isOwn: find('own') !== undefined,
    builtFrom: argumentOf(find('built'), 'from') ?? null,
    orderedBy: argumentOf(find('ordered'), 'by') ?? null,
    generalisedBy: argumentOf(find('generalised'), 'by') ?? null,
    hasMerge: find('merge') !== undefined,
  };
};

/** Finds values of annotations that are in no code list: SDL validation of graphql-js does not look at them. */
export const findUnknownCodes = (
  schema: GraphQLSchema,
  field: FieldDefinitionNode | null | undefined,
): readonly UnknownCode[] =>
  (field?.directives ?? []).flatMap((node) => {
    const definition = schema.getDirective(node.name.value);
    return (node.arguments ?? []).flatMap((argument) => {
      const type = definition?.args.find(({ name }) => name === argument.name.value)?.type;
      const list = type && getNamedType(type);
      if (!isEnumType(list)) return [];
      const isKnown = argument.value.kind === 'EnumValue' && list.getValue(argument.value.value) !== undefined;
      return isKnown ? [] : [{ directive: node.name.value, argument: argument.name.value, list: list.name }];
    });
  });

const argumentOf = (directive: ConstDirectiveNode | undefined, name: string): string | undefined => {
  const value = directive?.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === 'EnumValue' || value?.kind === 'StringValue' ? value.value : undefined;
};
