import { type GraphQLSchema, getNullableType, isInterfaceType, isNonNullType, isObjectType } from 'graphql';
import type { AgencyName } from '../../model/words.ts';
import { findUnknownCodes, readAnnotations } from './annotations.ts';
import type { CompositionFault } from './composition-error.ts';
import { type ContractRule, fieldsOfObjects } from './contract-rule.ts';
import { entryRules } from './entry-rules.ts';
import { itemRules } from './item-rules.ts';
import { generalisedFieldsStandAlone } from './generalised-rule.ts';
import { orderedListsAreInTime } from './order-rule.ts';

/** Checks one agency's contract by itself; returns all faults. Descriptions are checked apart. */
export const checkContract = (agency: AgencyName, schema: GraphQLSchema): readonly CompositionFault[] => {
  const faults: CompositionFault[] = [];
  for (const rule of rules) {
    rule(schema, (code, coordinate, fix) => faults.push({ code, coordinate, agencies: [agency], fix }));
  }
  return faults;
};

const everyFieldIsClassified: ContractRule = (schema, report) => {
  for (const { type, field } of fieldsOfObjects(schema)) {
    const { disclosure, use, isMarker, isContact, isCritical, isOwn, builtFrom, entry } = readAnnotations(
      field.astNode,
    );
    const coordinate = `${type.name}.${field.name}`;
    if (disclosure === null && use === null && !isMarker) {
      report(
        'FIELD_UNCLASSIFIED',
        coordinate,
        'give it @disclosure(class:), or @use(for:) if it is a fact, or @marker.',
      );
    }
    if (isOwn || builtFrom !== null)
      report('ANNOTATION_INVALID', coordinate, '@own and @built are the gateway’s; remove them.');
    if (entry !== null) report('ANNOTATION_INVALID', coordinate, '@entry belongs on a field of Query.');
    if (isContact && disclosure === null)
      report('ANNOTATION_INVALID', coordinate, '@contact needs @disclosure beside it.');
    if (isCritical && disclosure === null)
      report('ANNOTATION_INVALID', coordinate, '@critical needs @disclosure beside it.');
    if (isCritical && isContact) report('ANNOTATION_INVALID', coordinate, 'is @contact or @critical, not both.');
  }
};

const everyCodeIsKnown: ContractRule = (schema, report) => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      for (const { directive, argument, list } of findUnknownCodes(schema, field.astNode)) {
        report(
          list === 'DisclosureClass' ? 'CLASS_UNKNOWN' : 'ANNOTATION_INVALID',
          `${type.name}.${field.name}`,
          `@${directive}(${argument}:) must be a code of enum ${list}.`,
        );
      }
    }
  }
};

// Else one refusal would take its whole parent with it, and every denial would look like an error.
const redactableFieldsAreNullable: ContractRule = (schema, report) => {
  for (const { type, field } of fieldsOfObjects(schema)) {
    if (readAnnotations(field.astNode).disclosure !== null && isNonNullType(field.type)) {
      report(
        'FIELD_NOT_NULLABLE',
        `${type.name}.${field.name}`,
        `it can be withheld: make it ${String(getNullableType(field.type))}.`,
      );
    }
  }
};

// A class on an interface would suggest that it decides; what a selection discloses is decided on concrete types.
const interfacesCarryNoClass: ContractRule = (schema, report) => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { disclosure, use, isMarker } = readAnnotations(field.astNode);
      if (disclosure !== null || use !== null || isMarker) {
        report(
          'ANNOTATION_INVALID',
          `${type.name}.${field.name}`,
          'annotate the field on every type that implements it, not here.',
        );
      }
      if (isNonNullType(field.type)) {
        report(
          'FIELD_NOT_NULLABLE',
          `${type.name}.${field.name}`,
          `it can be withheld: make it ${String(getNullableType(field.type))}.`,
        );
      }
    }
  }
};

const rules: readonly ContractRule[] = [
  ...entryRules,
  everyCodeIsKnown,
  everyFieldIsClassified,
  interfacesCarryNoClass,
  redactableFieldsAreNullable,
  ...itemRules,
  orderedListsAreInTime,
  generalisedFieldsStandAlone,
];
