import type { ExecuteRequest } from './gateway-request.ts';
import type { PublicOperation } from './public-operation.ts';
import { statusOf } from './status-of.ts';

/** An answer to a public operation: the HTTP status and the body. */
export type PublicAnswer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/**
 * Has a public operation answered, aside from what keeps documents of callers with a token: a stranger's
 * document pushes nobody else's out. Null: it is not public after all, so the stranger is refused.
 */
export async function answerStranger(
  operation: PublicOperation,
  execute: ExecuteRequest,
  signal: AbortSignal,
): Promise<PublicAnswer | null> {
  const { data, errors } = await execute({ ...operation, authorization: null, isPublic: true, signal });
  const [first] = errors ?? [];
  if (first?.code === 'UNAUTHENTICATED') return null;
  const told = errors?.map(({ message, code, path, extensions }) => ({
    message,
    ...(path === undefined ? {} : { path }),
    extensions: { ...extensions, code },
  }));
  return {
    status: data === undefined && first !== undefined ? statusOf(first.code) : 200,
    body: { ...(told === undefined ? {} : { errors: told }), ...(data === undefined ? {} : { data }) },
  };
}
