import { type DocumentNode, type GraphQLSchema, getNullableType, isNonNullType, isObjectType } from 'graphql';
import { findUnknownCodes, readAnnotations } from './annotations.ts';
import type { AgencySchema } from './check-agreement.ts';
import type { CompositionFault, CompositionFaultCode } from './composition-error.ts';
import { childType } from './contract-words.ts';

/** Checks the gateway's own types: each field says which it is, and no agency defines a type of the same name. */
export const checkGateway = (
  gateway: GraphQLSchema,
  own: DocumentNode,
  schemas: readonly AgencySchema[],
): readonly CompositionFault[] => {
  const faults: CompositionFault[] = [];
  const report = (code: CompositionFaultCode, coordinate: string, fix: string, agencies: readonly string[] = []) =>
    faults.push({ code, coordinate, agencies, fix });

  for (const node of own.definitions) {
    if (!('name' in node) || node.name === undefined || node.kind === 'DirectiveDefinition') continue;
    const type = gateway.getType(node.name.value);
    if (!type || type === gateway.getQueryType() || type === gateway.getMutationType()) continue;
    const namesakes = schemas
      .filter(({ schema }) => schema.getType(type.name) !== undefined)
      .map(({ agency }) => agency);
    if (type.name !== childType && namesakes.length > 0) {
      report('TYPE_TAKEN', type.name, 'the gateway owns a type of this name: rename the agency’s.', namesakes);
    }
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      const { isOwn, builtFrom, disclosure } = readAnnotations(field.astNode);
      const kinds = [isOwn, builtFrom !== null, disclosure !== null].filter(Boolean).length;
      if (kinds === 0) report('FIELD_UNCLASSIFIED', coordinate, 'give it @own, @built(from:) or @disclosure(class:).');
      if (kinds > 1) report('ANNOTATION_INVALID', coordinate, '@own, @built and @disclosure exclude each other.');
      if (!isOwn && isNonNullType(field.type)) {
        report('FIELD_NOT_NULLABLE', coordinate, `it can be withheld: make it ${String(getNullableType(field.type))}.`);
      }
      for (const { directive, argument, list } of findUnknownCodes(gateway, field.astNode)) {
        const code = list === 'DisclosureClass' ? 'CLASS_UNKNOWN' : 'ANNOTATION_INVALID';
        report(code, coordinate, `@${directive}(${argument}:) must be a code of enum ${list}.`);
      }
    }
  }
  return faults;
};
