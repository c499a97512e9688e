import { normaliseOrganisationCode } from './identifiers.ts';
import type { NormalisedIdentifier } from './identifiers/normalised-identifier.ts';
import { normalisePostcode } from './identifiers/postcode.ts';

type ScalarReading =
  | { readonly kind: 'VALID'; readonly value: string }
  | { readonly kind: 'INVALID'; readonly reason: string; readonly position?: number };

/**
 * How the public graph's scalars are read that hold identifiers (domain.md 4.1), by name. An organisation's code
 * keeps its scheme before a colon; of a scheme with a form of its own it must have that form.
 */
export const identifierScalars: Readonly<
  Record<string, { readonly form: string; readonly read: (text: string) => ScalarReading }>
> = {
  Postcode: { form: 'a postcode', read: (text) => readingOf(normalisePostcode(text)) },
  OrganisationCode: { form: 'scheme:code, the code of the scheme’s form', read: readOrganisationCode },
};

function readOrganisationCode(text: string): ScalarReading {
  const colon = text.indexOf(':');
  const [scheme, code] = [text.slice(0, colon), text.slice(colon + 1)];
  const read = readingOf(normaliseOrganisationCode(scheme, code));
  if (read.kind === 'VALID') return { kind: 'VALID', value: `${scheme}:${read.value}` };
  return read.position === undefined ? read : { ...read, position: read.position + colon + 1 };
}

function readingOf(read: NormalisedIdentifier): ScalarReading {
  if (read.kind === 'VALID') return read;
  const { reasonCode: reason, position } = read;
  return { kind: 'INVALID', reason, ...(position === undefined ? {} : { position }) };
}
