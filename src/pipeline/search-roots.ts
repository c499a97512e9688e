import type { RootRequest } from '../graph/graph-step.ts';
import { GatewayError } from '../model/errors.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { PipelineParts } from './request-parts.ts';
import { type Criteria, type CriteriaParts, readCriteria } from './search-criteria.ts';

/** One search of an operation. */
export type Search = Criteria & { readonly root: Extract<RootRequest, { kind: 'SEARCH' }> };

/** The searches of an operation, in its order; or why it is refused before anything is owed or asked. */
export type Searches =
  | { readonly kind: 'SEARCHES'; readonly searches: readonly Search[] }
  | { readonly kind: 'FAULT'; readonly error: GatewayError };

/**
 * Reads the searches of an operation and counts those that will be made: too many in one operation, or for
 * the practitioner, the mediator or their organisation within their time, refuse it as a whole. One whose
 * criteria do not suffice asks nobody and is not counted, nor is one of a dry run.
 */
export async function readSearches(
  roots: readonly RootRequest[],
  practitioner: Practitioner,
  { isDryRun }: { readonly isDryRun: boolean },
  parts: CriteriaParts & Pick<PipelineParts, 'mostSearches' | 'takeSearches'>,
): Promise<Searches> {
  const asked = roots.flatMap((root) => (root.kind === 'SEARCH' ? [root] : []));
  if (asked.length === 0) return { kind: 'SEARCHES', searches: [] };
  if (asked.length > parts.mostSearches) return { kind: 'FAULT', error: tooManySearches(parts.mostSearches) };
  const searches: Search[] = [];
  for (const root of asked) {
    try {
      searches.push({ root, ...readCriteria(root.by, parts) });
    } catch (error) {
      if (error instanceof GatewayError) return { kind: 'FAULT', error };
      throw error;
    }
  }
  const made = isDryRun ? 0 : searches.filter(({ needs }) => needs.length === 0).length;
  if (made === 0) return { kind: 'SEARCHES', searches };
  const taken = await parts.takeSearches(practitioner, made);
  return taken.kind === 'TAKEN'
    ? { kind: 'SEARCHES', searches }
    : { kind: 'FAULT', error: rateLimited(taken.retryAfterSeconds) };
}

/** The searches that agencies are asked for. */
export function searchesToMake(searches: readonly Search[], isDryRun: boolean): readonly Search[] {
  return isDryRun ? [] : searches.filter(({ needs }) => needs.length === 0);
}

function tooManySearches(most: number): GatewayError {
  return new GatewayError('TOO_MANY_SEARCHES', `One operation makes at most ${most} searches; send several.`);
}

function rateLimited(retryAfterSeconds: number): GatewayError {
  return new GatewayError(
    'RATE_LIMITED',
    'Too many searches were made for this practitioner or organisation; wait, or ask by an identifier.',
    { extensions: { retryAfterSeconds } },
  );
}
