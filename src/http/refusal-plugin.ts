import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type ValidationRule } from 'graphql';
import type { OnRefused } from './gateway-request.ts';
import type { KnownOperation } from './known-documents.ts';
import { validationOptions, validationTexts } from './validation-texts.ts';

/** An operation that was read, and what it is to be executed with. */
export type FoundOperation = {
  readonly kind: 'OPERATION';
  readonly operation: KnownOperation;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** What one reading is told by hooks: the operation, or the code that it is refused with. Apollo Server copies the outer object. */
export type ReadContext = { readonly reading: { operation: FoundOperation | null; code: string } };

/** Finds texts for validation errors, and tells of requests that cannot be read. */
export function refusalPlugin(
  rules: readonly ValidationRule[],
  texts: WeakMap<Error, string>,
  onRefused: OnRefused,
): ApolloServerPlugin<ReadContext> {
  return {
    async requestDidStart({ schema }) {
      let wasHandedOn = false;
      return {
        async validationDidStart({ document }) {
          return async (errors) => {
            if (errors === undefined) return;
            const told = validationTexts(schema, document, rules, validationOptions);
            for (const [index, error] of errors.entries()) {
              // Apollo Server hands the formatter what the error was made from, if anything.
              const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
              const text = told[index];
              if (text !== undefined) texts.set(original, text);
            }
          };
        },
        async executionDidStart() {
          wasHandedOn = true;
        },
        async didEncounterErrors({ errors, contextValue }) {
          const first = errors[0];
          const named = (first?.originalError as { code?: unknown } | undefined)?.code ?? first?.extensions['code'];
          contextValue.reading.code = wasHandedOn
            ? 'OPERATION_RESOLUTION_FAILURE'
            : typeof named === 'string'
              ? named
              : 'BAD_REQUEST';
          if (!wasHandedOn) onRefused({ code: contextValue.reading.code });
        },
      };
    },
    async invalidRequestWasReceived() {
      onRefused({ code: 'BAD_REQUEST' });
    },
  };
}
