import { normaliseOrganisationCode } from '../../src/matching/identifiers.ts';
import { type Finding, fault } from './finding.ts';
import type { RuleBook } from './rule-book.ts';

/**
 * Finds codes of organisations that are not of their scheme's form (domain.md 4.1): whoever signs in with the
 * right one would be of an organisation that nobody signed for.
 */
export function checkOrganisations({ protocol }: RuleBook): readonly Finding[] {
  return protocol.signatories.flatMap(({ organisation }) => {
    const colon = organisation.indexOf(':');
    const [scheme, code] = [organisation.slice(0, colon), organisation.slice(colon + 1)];
    const read = normaliseOrganisationCode(scheme, code);
    if (read.kind === 'VALID' && read.value === code) return [];
    const problem =
      read.kind === 'VALID'
        ? `${organisation} is not written as ${scheme} codes are`
        : `${organisation} is no ${scheme} code: ${read.reasonCode}${read.position === undefined ? '' : ` at character ${read.position} of the code`}`;
    return [fault('signatories.yaml', problem, read.kind === 'VALID' ? `write ${scheme}:${read.value}` : 'correct it')];
  });
}
