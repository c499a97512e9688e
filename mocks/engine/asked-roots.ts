import { type DocumentNode, type FieldNode, Kind } from 'graphql';
import type { ServedContract } from './contract-schema.ts';

/** One root field of a document, as it was asked. */
export type AskedRoot = {
  readonly root: string;
  /** The kind of entry, `IDENTIFIER`, `RECORD`, `CASELOAD` or `SEARCH`; `ENTITIES` in the federation dialect. */
  readonly entry: string;
  /** How many keys, record ids, representations or persons; 0 for an entry that takes no list. */
  readonly asked: number;
  /** Of each person that is looked for: how many things were known. */
  readonly criteria: readonly number[];
};

/** Counts what each root field of a document was asked; says nothing of what it was. */
export const askedRootsOf = (
  document: DocumentNode,
  variables: unknown,
  { entries }: ServedContract,
): readonly AskedRoot[] => {
  const given = (variables ?? {}) as Readonly<Record<string, unknown>>;
  return rootFieldsOf(document).flatMap((field) => {
    const root = field.name.value;
    const entry = root === '_entities' ? 'ENTITIES' : entries.get(root);
    if (entry === undefined) return [];
    const list = field.arguments?.map(({ value }) => (value.kind === Kind.VARIABLE ? given[value.name.value] : null));
    const asked = (list ?? []).find((value): value is readonly unknown[] => Array.isArray(value)) ?? [];
    const criteria = entry === 'SEARCH' ? asked.map((person) => Object.keys(Object(person)).length) : [];
    return [{ root, entry, asked: asked.length, criteria }];
  });
};

const rootFieldsOf = (document: DocumentNode): readonly FieldNode[] =>
  document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION
      ? node.selectionSet.selections.filter((selection): selection is FieldNode => selection.kind === Kind.FIELD)
      : [],
  );
