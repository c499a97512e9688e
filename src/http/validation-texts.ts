import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type ValidationContext,
  type ValidationRule,
  validate,
} from 'graphql';
import { GatewayError } from '../model/errors.ts';

/**
 * What each rule of graphql-js says of a document, without the document's own words: its messages
 * quote literals, names and types as the caller wrote them, and a literal can be case data.
 */
export const textOfRule: Readonly<Record<string, string>> = {
  ExecutableDefinitionsRule: 'Only operations and fragments may be in the document.',
  UniqueOperationNamesRule: 'Two operations have the same name.',
  LoneAnonymousOperationRule: 'An operation without a name must be the only one.',
  SingleFieldSubscriptionsRule: 'A subscription must select exactly one field.',
  KnownTypeNamesRule: 'A type is named that the schema does not have.',
  FragmentsOnCompositeTypesRule: 'A fragment is on a type that has no fields.',
  VariablesAreInputTypesRule: 'A variable is of a type that cannot be an input.',
  ScalarLeafsRule: 'Fields must be selected of an object, and none of a scalar or enum.',
  FieldsOnCorrectTypeRule: 'A field is asked for that the type does not have.',
  UniqueFragmentNamesRule: 'Two fragments have the same name.',
  KnownFragmentNamesRule: 'A fragment is used that the document does not define.',
  NoUnusedFragmentsRule: 'A fragment is never used.',
  PossibleFragmentSpreadsRule: 'A fragment can never apply at this place.',
  NoFragmentCyclesRule: 'A fragment uses itself.',
  UniqueVariableNamesRule: 'Two variables have the same name.',
  NoUndefinedVariablesRule: 'A variable is used that the operation does not declare.',
  NoUnusedVariablesRule: 'A variable is never used.',
  KnownDirectivesRule: 'A directive is unknown, or may not be at this place.',
  UniqueDirectivesPerLocationRule: 'A directive may be at this place only once.',
  KnownArgumentNamesRule: 'An argument is unknown.',
  UniqueArgumentNamesRule: 'An argument is given twice.',
  ValuesOfCorrectTypeRule: 'A value is not of the type that is expected.',
  ProvidedRequiredArgumentsRule: 'A required argument is missing.',
  VariablesInAllowedPositionRule: 'A variable is of another type than its place expects.',
  OverlappingFieldsCanBeMergedRule: 'Fields of one response name differ and cannot be merged: give one an alias.',
  UniqueInputFieldNamesRule: 'An input field is given twice.',
  MaxIntrospectionDepthRule: 'The introspection query is nested too deeply.',
  NoSchemaIntrospectionCustomRule: 'Introspection is switched off: use the published schema.',
};

/** How documents are validated: no suggestions, and not more faults than somebody reads. */
export const validationOptions = { maxErrors: 20, hideSuggestions: true };

const unknownRule = 'The document is not valid, or has more faults than are told.';

/**
 * Gives for each error of `validate(schema, document, rules, options)`, in its order, a text that
 * may be told. The errors do not say which rule made them, so the document is validated once more
 * with rules that do; only invalid documents pay for it.
 */
export function validationTexts(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
  options: { readonly maxErrors: number; readonly hideSuggestions: boolean },
): readonly string[] {
  const texts = new Map<GraphQLError, string>();
  const telling = rules.map(
    (rule): ValidationRule =>
      (context) => {
        const reportError = (error: GraphQLError): void => {
          const text = textOfRule[rule.name];
          if (text !== undefined) texts.set(error, `${text}${placeOf(context)}`);
          context.reportError(error);
        };
        return rule(Object.create(context, { reportError: { value: reportError } }) as ValidationContext);
      },
  );
  return validate(schema, document, telling, options).map((error) =>
    error.originalError instanceof GatewayError ? error.originalError.message : (texts.get(error) ?? unknownRule),
  );
}

/** Where in the schema the rule was; definitions of the schema only, never a name that merely occurs. */
function placeOf(context: ValidationContext): string {
  const names = [
    ['type', context.getParentType()?.name],
    ['field', context.getFieldDef()?.name],
    ['directive', context.getDirective()?.name],
    ['argument', context.getArgument()?.name],
  ].flatMap(([word, name]) => (name === undefined ? [] : [`${word} "${name}"`]));
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
}
