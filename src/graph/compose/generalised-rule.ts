import { isObjectType } from 'graphql';
import { readAnnotations } from './annotations.ts';
import { type ContractRule, fieldsOfObjects } from './contract-rule.ts';

/**
 * A generalised value is a field of its own beside the exact one, which a second class closes: by itself
 * it needs no more than the exact one's own class.
 */
export const generalisedFieldsStandAlone: ContractRule = (schema, report) => {
  for (const { type, field } of fieldsOfObjects(schema)) {
    const exact = readAnnotations(field.astNode);
    if (exact.generalisedBy === null) continue;
    const general = isObjectType(type) ? type.getFields()[exact.generalisedBy] : undefined;
    const disclosure = general === undefined ? null : readAnnotations(general.astNode).disclosure;
    if (
      exact.disclosure?.alongside != null &&
      disclosure?.class === exact.disclosure.class &&
      disclosure.alongside === null
    )
      continue;
    report(
      'GENERALISED_INVALID',
      `${type.name}.${field.name}`,
      '@generalised(by:) belongs on a field with a class alongside, and names a field of the same type and class that has none.',
    );
  }
};
