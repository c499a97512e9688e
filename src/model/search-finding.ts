import type { ChildRecord, LinkFlag, LinkOutcome } from './child-record.ts';
import type { PersonSearch } from './person-search.ts';

/** What a search comes to (domain.md 5.2). */
export type MatchOutcome = LinkOutcome | 'MANY' | 'NO_MATCH' | 'INSUFFICIENT_CRITERIA';

/** How a candidate's details agree with what was given, a level for each. */
export type SearchPattern = Readonly<
  Record<'dateOfBirth' | 'family' | 'given' | 'sex' | 'postcode' | 'carer' | 'school', string>
>;

/** One candidate of a search that is not ruled out. */
export type SearchCandidate = {
  /** Its place among the candidates that were given. */
  readonly index: number;
  readonly outcome: LinkOutcome;
  readonly rule: string;
  readonly pattern: SearchPattern;
  /** In bits. */
  readonly score: number;
  readonly flags: readonly LinkFlag[];
};

/** What matching makes of a search and the candidates that it is given; those ruled out are left out. */
export type SearchFinding = { readonly outcome: MatchOutcome; readonly candidates: readonly SearchCandidate[] };

/** Judges candidates, each the records of one child, by what is known of the person looked for. */
export type MatchSearch = (search: PersonSearch, candidates: readonly (readonly ChildRecord[])[]) => SearchFinding;
