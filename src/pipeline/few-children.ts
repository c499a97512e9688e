import type { RootRequest } from '../graph/graph-step.ts';
import type { AccessMode } from '../model/control.ts';
import type { Protocol } from '../model/protocol.ts';
import type { OrganisationCode } from '../model/words.ts';
import type { PipelineParts } from './request-parts.ts';

/**
 * Says how many children an operation in this mode may ask of, when it asks of more: a break-glass or an
 * override is for a child and its siblings (domain.md 7.7), whatever one operation counts as. Null: no more
 * than that. The caseload is always more, since its number is known only once it was asked for. Nothing is
 * asked, and an id that opens nothing counts, so that the answer tells nothing of the children.
 */
export function childrenExceeded(
  roots: readonly RootRequest[],
  mode: AccessMode,
  organisation: OrganisationCode,
  parts: Pick<PipelineParts, 'sealedIds' | 'normaliseIdentifier'> & {
    readonly protocol: Pick<Protocol, 'breakGlass' | 'override'>;
  },
): number | null {
  const most = mostChildren(mode, parts.protocol);
  if (most === null) return null;
  if (roots.some(({ kind }) => kind === 'CASELOAD')) return most;
  const asked = new Set(
    roots.flatMap((root) => {
      switch (root.kind) {
        case 'CHILD':
          return [openedId(root.id, organisation, parts)];
        case 'CHILDREN':
          return root.ids.map((id) => openedId(id, organisation, parts));
        case 'CHILD_BY_IDENTIFIER': {
          const normalised = parts.normaliseIdentifier(root.key);
          return [`${root.key.scheme} ${normalised.kind === 'VALID' ? normalised.value : root.key.value}`];
        }
        // Each opens one child at most.
        case 'SEARCH':
          return [`search ${root.index}`];
        case 'CASELOAD':
        case 'OWN':
        case 'ACT':
        case 'SCHEMA':
          return [];
      }
    }),
  );
  return asked.size > most ? most : null;
}

function mostChildren(mode: AccessMode, { breakGlass, override }: Pick<Protocol, 'breakGlass' | 'override'>) {
  if (mode === 'BREAK_GLASS') return breakGlass.children;
  return mode === 'OVERRIDE' ? override.children : null;
}

/** The identifier that an id stands for, so that two ids of one child count once; else the id itself. */
function openedId(id: string, organisation: OrganisationCode, { sealedIds }: Pick<PipelineParts, 'sealedIds'>): string {
  const key = sealedIds.open(id, organisation);
  return key === null ? id : `${key.scheme} ${key.value}`;
}
