import type { RootRequest } from '../graph/graph-step.ts';
import { GatewayError } from '../model/errors.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { OrganisationCode, RecordKey } from '../model/words.ts';
import type { PipelineParts } from './request-parts.ts';

type Parts = Pick<PipelineParts, 'sealedIds' | 'normaliseIdentifier' | 'mostChildren' | 'protocol'>;

/** What an id that opens nothing is answered with; the same for foreign, tampered, truncated and retired ones. */
export const idInvalidMessage = 'The id is not one that this organisation was given, or is no longer valid.';

/**
 * Says what of the roots' arguments can never be answered, before anything is owed or asked of anybody: too many
 * children, an identifier that is none, a scheme that the caller may not ask by, a page after an id that opens
 * nothing. It follows from the request alone. Null: nothing. An id of a child that opens nothing is no fault of
 * the operation: the rest of it is answered.
 */
export function faultOfRoots(
  roots: readonly RootRequest[],
  practitioner: Practitioner,
  parts: Parts,
): GatewayError | null {
  const asked = roots.reduce((sum, root) => sum + (root.kind === 'CHILDREN' ? root.ids.length : 1), 0);
  if (asked > parts.mostChildren) return tooManyChildren(parts.mostChildren);
  for (const root of roots) {
    const fault = faultOf(root, practitioner, parts);
    if (fault !== null) return fault;
  }
  return null;
}

/**
 * The canonical form of an identifier that a child is asked for by.
 *
 * @throws GatewayError `ARGUMENT_INVALID` with the reason and, where it has one, the place in the value.
 */
export function identifierAsked(key: RecordKey, parts: Pick<Parts, 'normaliseIdentifier'>): RecordKey {
  const read = parts.normaliseIdentifier(key);
  if (read.kind === 'VALID') return { scheme: key.scheme, value: read.value };
  throw identifierInvalid(read);
}

function faultOf(root: RootRequest, practitioner: Practitioner, parts: Parts): GatewayError | null {
  switch (root.kind) {
    case 'CHILD_BY_IDENTIFIER': {
      // Whether a scheme may be asked by comes first: who may not is told nothing of its numbers.
      if (!mayAskBy(root.key.scheme, practitioner, parts)) return schemeNotPermitted();
      const read = parts.normaliseIdentifier(root.key);
      return read.kind === 'VALID' ? null : identifierInvalid(read);
    }
    case 'CASELOAD':
      return root.after === null || parts.sealedIds.open(root.after, practitioner.organisation) !== null
        ? null
        : new GatewayError('ID_INVALID', idInvalidMessage, { extensions: { argument: 'after' } });
    default:
      return null;
  }
}

/** Whoever asks, and whoever mediates, works for a body of a kind that the scheme's owner allows (domain.md 2.1 ¶18). */
function mayAskBy(scheme: string, practitioner: Practitioner, { protocol }: Parts): boolean {
  const kinds = protocol.restrictedSchemes[scheme];
  if (kinds === undefined) return true;
  const isAllowed = (organisation: OrganisationCode): boolean => {
    const kind = protocol.signatories.find((each) => each.organisation === organisation)?.kind;
    return kind !== undefined && kinds.includes(kind);
  };
  const { mediator } = practitioner;
  return isAllowed(practitioner.organisation) && (mediator === null || isAllowed(mediator.organisation));
}

function identifierInvalid(read: Extract<ReturnType<Parts['normaliseIdentifier']>, { kind: 'INVALID' }>): GatewayError {
  const { reason, position } = read;
  return new GatewayError(
    'ARGUMENT_INVALID',
    'childByIdentifier(value:) is not an identifier of that scheme; see `reason` and, where there is one, `position`.',
    { extensions: { argument: 'value', reason, ...(position === undefined ? {} : { position }) } },
  );
}

function schemeNotPermitted(): GatewayError {
  return new GatewayError(
    'SCHEME_NOT_PERMITTED',
    'Children are not asked for by identifiers of that scheme from this organisation; ask by another one.',
    { extensions: { argument: 'scheme' } },
  );
}

function tooManyChildren(most: number): GatewayError {
  return new GatewayError('TOO_MANY_CHILDREN', `One operation asks of at most ${most} children; send several.`);
}
