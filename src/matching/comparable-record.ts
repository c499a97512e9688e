import type { ChildRecord } from '../model/child-record.ts';
import type { LocalDate, OrganisationCode, RecordKey } from '../model/words.ts';
import { validDate } from './compare-dates.ts';
import type { PersonDetails } from './evidence/evidence.ts';
import { personDetails } from './evidence/person-details.ts';
import { evidenceOf, type IdentifierEvidence, normaliseIdentifier } from './identifiers.ts';

/** Whose record it is: what never joins by itself across (domain.md 5.2, Never auto-merged). */
export type PersonClass = 'UNBORN' | 'CHILD' | 'ADULT' | 'UNKNOWN';

/** A valid identifier of a record. */
export type ComparableIdentifier = {
  /** Scheme and normalised value in one text. */
  readonly key: string;
  readonly scheme: string;
  readonly evidence: IdentifierEvidence;
  readonly isVerified: boolean;
  readonly isFormer: boolean;
};

/** A record made ready to be compared with others: normalised once. */
export type ComparableRecord = {
  readonly record: ChildRecord;
  readonly details: PersonDetails;
  readonly personClass: PersonClass;
  /** The law that it is kept under. */
  readonly law: string;
  /** By key. */
  readonly identifiers: ReadonlyMap<string, ComparableIdentifier>;
  /** Those that are current and confirmed by the allocating body. */
  readonly verified: readonly ComparableIdentifier[];
  /** Texts of all current keys, invalid ones too: a ban counts however its number is written. */
  readonly aliases: ReadonlySet<string>;
  /** Texts of the keys that it once had. */
  readonly formerAliases: ReadonlySet<string>;
  readonly cannotLink: readonly string[];
  readonly crossReferences: readonly string[];
};

/**
 * Normalises what the rules compare. `adultAt` is an age in years, `lawOf` the law that an organisation is under;
 * `details`: where they were read already.
 */
export function comparableRecord(
  record: ChildRecord,
  time: {
    readonly today: LocalDate;
    readonly adultAt: number;
    readonly lawOf: (custodian: OrganisationCode) => string;
  },
  details: PersonDetails = personDetails(record),
): ComparableRecord {
  const personClass = personClassOf(record, time);
  const identifiers = new Map<string, ComparableIdentifier>();
  const aliases = new Set<string>();
  const formerAliases = new Set<string>();
  for (const identifier of record.identifiers) {
    const { text: key, isValid } = keyText(identifier);
    (identifier.former ? formerAliases : aliases).add(key);
    if (!isValid) continue;
    const known = identifiers.get(key);
    identifiers.set(key, {
      key,
      scheme: identifier.scheme,
      evidence: evidenceOf(identifier.scheme),
      // Said twice: current beats former, verified beats not.
      isVerified: identifier.verified || (known?.isVerified ?? false),
      isFormer: identifier.former && (known?.isFormer ?? true),
    });
  }
  return {
    record,
    details,
    personClass,
    law: time.lawOf(record.custodian),
    identifiers,
    verified: [...identifiers.values()].filter(isVerifiedAndCurrent),
    aliases,
    formerAliases,
    cannotLink: record.cannotLink.map((key) => keyText(key).text),
    crossReferences: record.crossReferences.map((key) => keyText(key).text),
  };
}

function isVerifiedAndCurrent({ evidence, isVerified, isFormer }: ComparableIdentifier): boolean {
  return evidence === 'VERIFIED' && isVerified && !isFormer;
}

function keyText(key: RecordKey): { readonly text: string; readonly isValid: boolean } {
  const read = normaliseIdentifier(key.scheme, key.value);
  const isValid = read.kind === 'VALID';
  return { text: `${key.scheme}:${isValid ? read.value : key.value.trim().toUpperCase()}`, isValid };
}

function personClassOf(
  record: ChildRecord,
  time: { readonly today: LocalDate; readonly adultAt: number },
): PersonClass {
  if (record.lifecycle.unborn) return 'UNBORN';
  const dateOfBirth = validDate(record.dateOfBirth);
  if (dateOfBirth === null) return record.expectedDateOfDelivery === null ? 'UNKNOWN' : 'UNBORN';
  const comesOfAgeOn = `${Number(dateOfBirth.slice(0, 4)) + time.adultAt}${dateOfBirth.slice(4)}`;
  return comesOfAgeOn <= time.today ? 'ADULT' : 'CHILD';
}
