import {
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  getNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  Kind,
  TypeInfo,
  type ValueNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { GatewayError } from '../model/errors.ts';

/** Scalars that cannot carry an identifier, a name or a date. */
const harmlessScalars: ReadonlySet<string> = new Set(['Boolean', 'Int', 'Float']);

/**
 * Finds every literal that could be an identifier, a name or a date: it must be a variable, so that
 * no cache of documents can hold case data (DESIGN 4). Decided by type: every scalar but Boolean,
 * Int and Float, also inside input objects, lists and default values of variables; the whole
 * document is searched, not the chosen operation alone. Messages name the argument, never the value.
 *
 * In a search even a code is refused, since all of it is about one child.
 *
 * The one literal let through is the name of a type of the public schema in `__type(name:)`, which
 * by being one is no case data, or nothing at all, which the front writes in the place of any other.
 */
export function findLiterals(schema: GraphQLSchema, document: DocumentNode): readonly GatewayError[] {
  const messages = new Set<string>();
  const info = new TypeInfo(schema);
  const check = (node: ValueNode, ancestors: readonly Ancestor[]): false | undefined => {
    if (node.kind === Kind.LIST) return undefined;
    const type = getNamedType(info.getInputType());
    if (node.kind === Kind.OBJECT && isInputObjectType(type)) return undefined;
    const isSearch = info.getFieldDef()?.name === searchField;
    if (type !== undefined && !isSearch && (isEnumType(type) || harmlessScalars.has(type.name))) return false;
    const isTypeName = info.getFieldDef()?.name === '__type' && info.getArgument()?.name === 'name';
    if (isTypeName && node.kind === Kind.STRING && (node.value === '' || schema.getType(node.value) !== undefined)) {
      return false;
    }
    messages.add(type === undefined ? nowhere : messageFor(ancestors));
    return false;
  };
  const onLiteral: ASTVisitor = {};
  for (const kind of literalKinds) {
    Object.assign(onLiteral, {
      [kind]: (node: ValueNode, _key: unknown, parent: Ancestor, _path: unknown, ancestors: readonly Ancestor[]) =>
        check(node, [...ancestors, parent]),
    });
  }
  visit(document, visitWithTypeInfo(info, onLiteral));
  return [...messages].map((message) => new GatewayError('LITERAL_NOT_ALLOWED', message));
}

/** The root that looks for a child by what is known of it. */
const searchField = 'findChildren';

type Ancestor = ASTNode | readonly ASTNode[];

const literalKinds = [Kind.STRING, Kind.INT, Kind.FLOAT, Kind.BOOLEAN, Kind.ENUM, Kind.OBJECT, Kind.LIST];

/** Of an argument that the schema does not have: its name is the caller's own word. */
const nowhere = 'A literal is given to an argument that the schema does not have.';

/** Says what to change where; names of the schema and of variables only. */
function messageFor(ancestors: readonly Ancestor[]): string {
  const names: string[] = [];
  let owner = '';
  for (const ancestor of ancestors) {
    if (!('kind' in ancestor)) continue;
    if (ancestor.kind === Kind.VARIABLE_DEFINITION) {
      const name = ancestor.variable.name.value;
      return `Variable "$${name}" must be sent with the request; a literal as its default is not allowed.`;
    }
    if (ancestor.kind === Kind.FIELD) owner = ancestor.name.value;
    if (ancestor.kind === Kind.DIRECTIVE) owner = `@${ancestor.name.value}`;
    if (ancestor.kind === Kind.ARGUMENT || ancestor.kind === Kind.OBJECT_FIELD) names.push(ancestor.name.value);
  }
  return `Argument "${names.join('.')}" of "${owner}" must be given as a variable; a literal is not allowed there.`;
}
