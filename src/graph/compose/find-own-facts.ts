import { type DocumentNode, Kind } from 'graphql';

/**
 * Coordinates of facts that an agency's own file declares. Facts are asked for in every operation, granted
 * or not, so their list is closed: only the common part has any.
 */
export const findOwnFacts = (own: DocumentNode): readonly string[] =>
  own.definitions.flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION
      ? (node.fields ?? [])
          .filter(({ directives }) => directives?.some(({ name }) => name.value === 'use'))
          .map((field) => `${node.name.value}.${field.name.value}`)
      : [],
  );
