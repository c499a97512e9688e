import type { Prepared } from '../graph/graph-step.ts';
import type { GatewayResponse, PipelineParts } from './request-parts.ts';
import { responseError } from './response-error.ts';
import { servicesAt } from './search-services.ts';

/**
 * Answers an operation of a stranger: the public directory and nothing else. Nobody is identified, nothing
 * of a child is asked or shown, so that nothing is declared or recorded. Null: it asks for anything that
 * is not public, or cannot be read as a query of that; the caller is then refused as any stranger is.
 */
export function answerPublic(
  prepared: Prepared,
  parts: Pick<PipelineParts, 'graph' | 'protocol' | 'publicFields' | 'now'>,
): GatewayResponse | null {
  if (prepared.kind === 'FAULTS') return { errors: prepared.errors.map((error) => responseError(error)) };
  const { plan, inputs, roots } = prepared;
  const isPublic = roots.every((root) => root.kind === 'OWN' && parts.publicFields.has(root.field));
  if (!isPublic || plan.rootType !== 'Query') return null;
  const assembled = parts.graph.assemble({
    plan,
    inputs,
    viewer: { organisation: '', purpose: '' },
    children: [],
    contents: [],
    silentRoots: new Map(),
    own: {},
    ownAt: servicesAt(roots, parts.protocol.directory, new Date(parts.now()).toISOString().slice(0, 10)),
    routes: { refused: null, silent: null },
    dryRun: false,
  });
  const errors = assembled.errors.map((error) => responseError(error));
  return { data: assembled.data, ...(errors.length === 0 ? {} : { errors }) };
}
