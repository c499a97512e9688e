import type { ChildRecord, HeldName, LinkedRecord } from '../model/child-record.ts';
import type { PersonSearch } from '../model/person-search.ts';
import { fieldsThatCount } from './fields-that-count.ts';

/** What of a child agencies may be told when it is looked for by details. */
export type ToldOfChild = {
  /** Whether everybody who could shield the child answered: if not, it is told of as if it were shielded. */
  readonly isShieldKnown: boolean;
  /** Kinds of names that are left behind. */
  readonly formerNameKinds: readonly string[];
  /** How many searches one child may take. */
  readonly most: number;
};

/**
 * Words what a child is looked for by at all agencies: the details of the records that are certainly its own and
 * not link-locked, each name with each date of birth once, in the order of the records. Where anything
 * linked is shielded or link-locked, or could be, neither a postcode nor a former name is told (domain.md 2.2, 7.0).
 */
export function searchesFor(linked: readonly LinkedRecord[], told: ToldOfChild): readonly PersonSearch[] {
  const isGuarded = !told.isShieldKnown || linked.some(({ record }) => record.isShielded || record.isLinkLocked);
  const searches = new Map<string, PersonSearch>();
  for (const { record, outcome } of linked) {
    if (outcome !== 'MATCH' || record.isLinkLocked) continue;
    for (const name of record.names) {
      if (isGuarded && name.kind !== null && told.formerNameKinds.includes(name.kind)) continue;
      const search = searchFor(record, name, !isGuarded);
      const text = [search.givenName, search.familyName, search.dateOfBirth].join('\n').toUpperCase();
      if (!searches.has(text) && isEnough(search)) searches.set(text, search);
    }
  }
  return [...searches.values()].slice(0, told.most);
}

function searchFor(record: ChildRecord, { given, family }: HeldName, mayTellHome: boolean): PersonSearch {
  const home = record.postcodes.find(({ isCurrent }) => isCurrent) ?? record.postcodes[0];
  return {
    givenName: given,
    familyName: family,
    dateOfBirth: record.dateOfBirth,
    sex: record.sex,
    postcode: mayTellHome && home !== undefined ? home.postcode : null,
    carerGivenName: null,
    carerFamilyName: null,
    school: null,
    yearGroup: null,
  };
}

/** Domain.md 5.2 R10, the part that agencies' own details can meet: both names, and when or where the child was born or lives. */
function isEnough(search: PersonSearch): boolean {
  const counting = fieldsThatCount(search);
  return (
    counting.has('givenName') && counting.has('familyName') && (counting.has('dateOfBirth') || counting.has('postcode'))
  );
}
