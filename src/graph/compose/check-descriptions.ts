import { type ASTNode, type DocumentNode, Kind, visit } from 'graphql';

/** Coordinates of a document's definitions that have no description. The root types and extensions need none of their own. */
export const findUndescribed = (document: DocumentNode): readonly string[] => {
  const missing: string[] = [];
  const path: { readonly kind: string; readonly name: string }[] = [];
  visit(document, {
    enter(node) {
      if (!('name' in node) || node.name === undefined || !isDefinition(node)) return undefined;
      path.push({ kind: node.kind, name: node.name.value });
      const isExempt = node.kind === Kind.OBJECT_TYPE_EXTENSION || (path.length === 1 && node.name.value === 'Query');
      const isDescribed = 'description' in node && (node.description?.value.trim() ?? '') !== '';
      if (!isDescribed && !isExempt) missing.push(coordinateOf(path));
      return undefined;
    },
    leave(node) {
      if ('name' in node && node.name !== undefined && isDefinition(node)) path.pop();
      return undefined;
    },
  });
  return missing;
};

const coordinateOf = (path: readonly { readonly kind: string; readonly name: string }[]): string =>
  path.reduce((text, { name }, index) => {
    if (index === 0) return name;
    const parent = path[index - 1]?.kind;
    return parent === Kind.FIELD_DEFINITION || parent === Kind.DIRECTIVE_DEFINITION
      ? `${text}(${name}:)`
      : `${text}.${name}`;
  }, '');

const described: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.DIRECTIVE_DEFINITION,
]);

const isDefinition = (node: ASTNode): boolean => described.has(node.kind);
