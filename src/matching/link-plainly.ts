import type { ChildRecord, DirectLink, LinkedRecord } from '../model/child-record.ts';
import type { RecordKey } from '../model/words.ts';
import { validDate } from './compare-dates.ts';
import { standsForNoDate } from './evidence/placeholder-dates.ts';
import { evidenceOf, normaliseIdentifier } from './identifiers.ts';
import type { LinkRules } from './link-graph.ts';
import { currentGivenName } from './normalise-name.ts';

/**
 * Links the records of a child about whom nothing is in doubt, without comparing any two in full: one record a source, all
 * with one verified number in use, one date of birth and one first given name, none of them locked or of an unborn
 * child, under one law, and without any verdict. Between any two of these R3 decides whatever else they say
 * (domain.md 5.2): the number rules out R0, R2 and R6, the given name R4 and R6t, and nothing is left that could
 * hold a record back. Null: something is in doubt, and the rules decide.
 */
export function linkPlainly(
  entry: readonly ChildRecord[],
  candidates: readonly ChildRecord[],
  rules: LinkRules,
): readonly LinkedRecord[] | null {
  const [first] = entry;
  if (first === undefined || entry.length > 1) return null;
  // A record by itself is the one that was asked for, whatever it says.
  if (candidates.length === 0) return [{ record: first, outcome: 'MATCH', rule: 'ENTRY', linkedWith: [] }];
  const records = [first, ...candidates];
  if (!areOfOneSourceEach(records) || !records.every(isPlain)) return null;
  if (!areBornAlike(records) || !shareVerifiedNumber(records) || !shareGivenName(records)) return null;
  if (!areUnderOneLaw(records, rules) || isAnyJudged(records, rules)) return null;
  return linkedAll(records);
}

function areOfOneSourceEach(records: readonly ChildRecord[]): boolean {
  return records.every(({ agency }, index) => records.findIndex((other) => other.agency === agency) === index);
}

/** Whether nothing of what it says of links, or of its life, changes how it is compared. */
function isPlain({ isLinkLocked, cannotLink, lifecycle }: ChildRecord): boolean {
  return !isLinkLocked && cannotLink.length === 0 && !lifecycle.unborn;
}

function areBornAlike([first, ...others]: readonly ChildRecord[]): boolean {
  const date = validDate(first?.dateOfBirth ?? null);
  return date !== null && !standsForNoDate(date) && others.every(({ dateOfBirth }) => dateOfBirth === date);
}

function shareVerifiedNumber([first, ...others]: readonly ChildRecord[]): boolean {
  return (first?.identifiers ?? []).some(
    (number) =>
      isVerifiedNumber(number) &&
      normaliseIdentifier(number.scheme, number.value).kind === 'VALID' &&
      others.every(({ identifiers }) => identifiers.some((held) => isVerifiedNumber(held) && isSame(held, number))),
  );
}

function isVerifiedNumber({ scheme, verified, former }: ChildRecord['identifiers'][number]): boolean {
  return verified && !former && evidenceOf(scheme) === 'VERIFIED';
}

/** As written: the same number written in another way is for the rules to see. */
function isSame(one: RecordKey, other: RecordKey): boolean {
  return one.scheme === other.scheme && one.value === other.value;
}

/** Whether all have one current first given name, which then is EXACT between any two, of whatever sex. */
function shareGivenName([first, ...others]: readonly ChildRecord[]): boolean {
  return (first?.names ?? []).some((name) => {
    const given = currentGivenName(name);
    return (
      given !== null &&
      others.every(({ names }) =>
        names.some(
          (held) => (held.given === name.given && held.kind === name.kind) || currentGivenName(held) === given,
        ),
      )
    );
  });
}

function areUnderOneLaw([first, ...others]: readonly ChildRecord[], { lawOf }: LinkRules): boolean {
  if (first === undefined || others.every(({ custodian }) => custodian === first.custodian)) return true;
  const law = lawOf(first.custodian);
  return others.every(({ custodian }) => lawOf(custodian) === law);
}

function isAnyJudged(records: readonly ChildRecord[], { verdicts }: LinkRules): boolean {
  if (verdicts === undefined) return false;
  return records.some((one, index) => records.some((other, at) => at > index && verdicts(one, other) !== null));
}

/** All linked with each other by R3. */
function linkedAll(records: readonly ChildRecord[]): readonly LinkedRecord[] {
  const links = records
    .map(({ agency, recordId }): DirectLink => ({ agency, recordId, outcome: 'MATCH', rule: 'R3', flags: [] }))
    .sort((one, other) => (one.agency < other.agency ? -1 : 1));
  return records.map((record, index) => ({
    record,
    outcome: 'MATCH',
    rule: index === 0 ? 'ENTRY' : 'R3',
    linkedWith: links.filter(({ agency }) => agency !== record.agency),
  }));
}
