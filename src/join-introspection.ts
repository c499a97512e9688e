import { type DocumentNode, type GraphQLSchema, Kind, visit } from 'graphql';
import { createEverGranted } from './access/ever-granted.ts';
import type { ComposedGraph } from './graph/contract.ts';
import { createVisibleSchema } from './graph/visible-schema.ts';
import type { Practitioner } from './model/practitioner.ts';
import type { Protocol } from './model/protocol.ts';
import type { DisclosureClass } from './model/words.ts';

type Introspecting = {
  readonly document: DocumentNode;
  readonly caller?: Practitioner;
  readonly introspected?: GraphQLSchema;
};

type Execute<Request, Response> = (request: Request) => Promise<Response>;

/** Has introspection tell of the schema as it is configured; for `caller`, of what each could ever be granted. */
export function showingSchema<Request extends Introspecting, Response>(
  execute: Execute<Request, Response>,
  mode: 'off' | 'open' | 'caller',
  parts: {
    readonly protocol: Protocol;
    readonly composed: Pick<ComposedGraph, 'schema'>;
    readonly classes: readonly DisclosureClass[];
  },
): Execute<Request, Response> {
  if (mode !== 'caller') return execute;
  const everGranted = createEverGranted(parts);
  const visible = createVisibleSchema(parts.composed.schema);
  const known = new WeakMap<DocumentNode, boolean>();
  return (request) => {
    const { document, caller } = request;
    const introspects = known.get(document) ?? asksOfSchema(document);
    known.set(document, introspects);
    if (!introspects) return execute(request);
    const today = new Date().toISOString().slice(0, 10);
    const classes = caller === undefined ? new Set<DisclosureClass>() : everGranted(caller, today);
    return execute({ ...request, introspected: visible(classes) });
  };
}

function asksOfSchema(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type') asks = true;
    },
  });
  return asks;
}
