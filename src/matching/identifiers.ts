import { normaliseChiNumber } from './identifiers/chi-number.ts';
import { normaliseNhsNumber } from './identifiers/nhs-number.ts';
import { invalid, type NormalisedIdentifier } from './identifiers/normalised-identifier.ts';
import {
  normaliseLaestab,
  normaliseLocalAuthority,
  normaliseOdsCode,
  normaliseSeedCode,
  normaliseUrn,
} from './identifiers/organisation-code.ts';
import { normaliseCroNumber, normalisePncId } from './identifiers/police-number.ts';
import {
  normaliseGmc,
  normaliseHcpc,
  normaliseNmc,
  normaliseSocialWorkEngland,
  normaliseTeacherReference,
} from './identifiers/staff-registration.ts';
import { normaliseUniqueLearnerNumber } from './identifiers/unique-learner-number.ts';
import { normaliseUniquePupilNumber } from './identifiers/unique-pupil-number.ts';

/**
 * What an identifier proves when two records carry the same one (domain.md 5.2).
 * VERIFIED: the allocating body confirms whose it is (R2, R3, R4). UNIQUE: nobody confirms it, but
 * one source gives it to one child (R5). LOCAL: no rule names it, so it proves nothing.
 */
export type IdentifierEvidence = 'VERIFIED' | 'UNIQUE' | 'LOCAL';

/** `thisYear`: for numbers whose year has two digits; null: not known. */
type Normalise = (text: string, thisYear: number | null) => NormalisedIdentifier;

/** The only table of schemes: the algorithms of domain.md 4.1. A scheme that is not here is LOCAL and of a general shape. */
const schemes: {
  readonly ofChildren: Schemes<{ readonly evidence: IdentifierEvidence; readonly normalise: Normalise }>;
  readonly ofOrganisations: Schemes<Normalise>;
  readonly ofStaff: Schemes<Normalise>;
} = {
  ofChildren: new Map([
    ['NHS_NUMBER', { evidence: 'VERIFIED', normalise: normaliseNhsNumber }],
    ['CHI_NUMBER', { evidence: 'VERIFIED', normalise: normaliseChiNumber }],
    ['UPN', { evidence: 'UNIQUE', normalise: normaliseUniquePupilNumber }],
    ['ULN', { evidence: 'LOCAL', normalise: normaliseUniqueLearnerNumber }],
    ['PNC_ID', { evidence: 'LOCAL', normalise: normalisePncId }],
    ['CRO_NUMBER', { evidence: 'LOCAL', normalise: normaliseCroNumber }],
    ['SOCIAL_CARE_ID', { evidence: 'LOCAL', normalise: normaliseRecordNumber }],
    ['YOT_ID', { evidence: 'LOCAL', normalise: normaliseRecordNumber }],
  ]),
  ofOrganisations: new Map([
    ['URN', normaliseUrn],
    ['LAESTAB', normaliseLaestab],
    ['ODS', normaliseOdsCode],
    ['LA', normaliseLocalAuthority],
    ['SEED', normaliseSeedCode],
  ]),
  ofStaff: new Map([
    ['GMC', normaliseGmc],
    ['NMC', normaliseNmc],
    ['HCPC', normaliseHcpc],
    ['SWE', normaliseSocialWorkEngland],
    ['TRN', normaliseTeacherReference],
  ]),
};

type Schemes<Rules> = ReadonlyMap<string, Rules>;

/**
 * Reads a text as an identifier of a child: the canonical form, or why it is none. A number that tells its year
 * in two digits is read only when `thisYear` is given.
 */
export function normaliseIdentifier(
  scheme: string,
  text: string,
  thisYear: number | null = null,
): NormalisedIdentifier {
  return read(schemes.ofChildren.get(scheme)?.normalise, text, thisYear);
}

/** Reads the code of an organisation in a scheme (URN, ODS ...). */
export function normaliseOrganisationCode(scheme: string, text: string): NormalisedIdentifier {
  return read(schemes.ofOrganisations.get(scheme), text, null);
}

/** Reads the number under which a professional is registered with a body (GMC, NMC ...). */
export function normaliseStaffId(scheme: string, text: string): NormalisedIdentifier {
  return read(schemes.ofStaff.get(scheme), text, null);
}

/** What it proves that two records carry the same identifier of a scheme. */
export function evidenceOf(scheme: string): IdentifierEvidence {
  return schemes.ofChildren.get(scheme)?.evidence ?? 'LOCAL';
}

function read(normalise: Normalise | undefined, text: string, thisYear: number | null): NormalisedIdentifier {
  // Longer than any identifier with its separators: not worth reading.
  if (text.length > 64) return invalid('LENGTH');
  return (normalise ?? normaliseGeneral)(text, thisYear);
}

function normaliseRecordNumber(text: string): NormalisedIdentifier {
  return shaped(text, text.trim().toUpperCase(), /[^A-Z0-9-]/, 3, 20);
}

/** Letter case may matter in a scheme that nobody described here. */
function normaliseGeneral(text: string): NormalisedIdentifier {
  return shaped(text, text.trim(), /[^A-Za-z0-9./:_-]/, 1, 60);
}

function shaped(
  text: string,
  value: string,
  forbidden: RegExp,
  shortest: number,
  longest: number,
): NormalisedIdentifier {
  if (value === '') return invalid('EMPTY');
  const wrong = value.search(forbidden);
  if (wrong >= 0) return invalid('CHARACTER', text.length - text.trimStart().length + wrong + 1);
  return value.length < shortest || value.length > longest ? invalid('LENGTH') : { kind: 'VALID', value };
}
