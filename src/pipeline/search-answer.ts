import type { SearchPart } from '../graph/graph-step.ts';
import type { FieldAgreement, SearchCandidate, SearchResult } from '../generated/childview.ts';
import type { Silence } from '../model/child-record.ts';
import type { Route } from '../model/decision.ts';
import type { GateCode } from '../model/protocol.ts';
import type { MatchOutcome, SearchPattern } from '../model/search-finding.ts';
import type { AgencyName } from '../model/words.ts';
import type { ShownCandidate } from './conclude-search.ts';
import { furtherFields, type SearchField } from './search-criteria.ts';
import type { Search } from './search-roots.ts';

/** Every field of a public type: one that the schema gains must be given here. */
type Fields<Type> = Record<Exclude<keyof Type, '__typename'>, unknown>;

/** What the words of an answer need. */
export type AnswerParts = {
  /** Those that are asked, in order. */
  readonly agencies: readonly AgencyName[];
  readonly silent: ReadonlyMap<AgencyName, Silence>;
  readonly codes: { readonly ambiguous: GateCode; readonly insufficient: GateCode };
  readonly routes: { readonly refused: Route; readonly details: Omit<Route, 'needs'> };
};

/**
 * Words what a search came to. Whoever only may be the child shows nothing but how what was given agrees. Of an
 * agency no more is said than that it did not answer. `slotOf` gives the slot of a candidate's child.
 */
export function searchAnswer(
  search: Search,
  { outcome, shown }: { readonly outcome: MatchOutcome; readonly shown: readonly ShownCandidate[] },
  slotOf: (candidate: ShownCandidate) => number | null,
  parts: AnswerParts,
): SearchPart {
  const isOpen = outcome === 'MATCH' || outcome === 'NO_MATCH';
  const needs = search.needs.length > 0 ? search.needs : isOpen ? [] : furtherFields(search);
  const closed = closedBy(outcome, needs, parts);
  const isAsked = search.needs.length === 0;
  return {
    value: {
      outcome,
      incomplete: isAsked && parts.silent.size > 0,
      needs,
      sources: isAsked ? sourcesOf(parts) : [],
    } satisfies Omit<Fields<SearchResult>, 'candidates'>,
    candidates: shown.map((candidate) => {
      const { finding } = candidate;
      const slot = slotOf(candidate);
      return {
        value: {
          outcome: finding.outcome,
          reason: finding.rule,
          agreements: agreementsOf(search, finding.pattern),
          flags: finding.flags,
        } satisfies Omit<Fields<SearchCandidate>, 'child'>,
        slot,
        closed: slot === null ? ambiguous(furtherFields(search), parts) : null,
      };
    }),
    nobody: shown.length === 0 ? closed : null,
  };
}

/** A search of a dry run: nobody was asked, so that nothing is said but whether there is enough to look by. */
export function unaskedAnswer(search: Search, parts: AnswerParts): SearchPart {
  if (search.needs.length > 0) {
    return searchAnswer(search, { outcome: 'INSUFFICIENT_CRITERIA', shown: [] }, () => null, parts);
  }
  const value = { outcome: null, incomplete: false, needs: [], sources: [] };
  return { value: value satisfies Omit<Fields<SearchResult>, 'candidates'>, candidates: [], nobody: null };
}

type Closed = NonNullable<SearchPart['nobody']>;

function closedBy(outcome: MatchOutcome, needs: readonly (readonly SearchField[])[], parts: AnswerParts): Closed {
  switch (outcome) {
    case 'MATCH':
    case 'NO_MATCH':
      return { state: 'WITHHELD_OR_NONE', code: null, route: parts.routes.refused };
    case 'INSUFFICIENT_CRITERIA': {
      const route = { ...parts.routes.details, needs: needs[0] ?? [] };
      return { state: 'REDACTED', code: parts.codes.insufficient.code, route };
    }
    case 'POSSIBLE':
    case 'MANY':
    case 'CONFLICT':
      return ambiguous(needs, parts);
  }
}

function ambiguous(needs: readonly (readonly SearchField[])[], { codes, routes }: AnswerParts): Closed {
  return { state: 'REDACTED', code: codes.ambiguous.code, route: { ...routes.details, needs: needs[0] ?? [] } };
}

function sourcesOf({ agencies, silent }: AnswerParts): readonly { readonly agency: string; readonly state: string }[] {
  return agencies.map((agency) => ({ agency, state: silent.get(agency) ?? 'WITHHELD_OR_NONE' }));
}

/** Only of what was given: what was not is nothing to agree with. */
function agreementsOf({ given }: Search, pattern: SearchPattern): readonly Fields<FieldAgreement>[] {
  return given.flatMap((field) => {
    const level = levelOf[field];
    return level === null ? [] : [{ field, agreement: agreementOf(pattern[level]) }];
  });
}

const levelOf: Readonly<Record<SearchField, keyof SearchPattern | null>> = {
  givenName: 'given',
  familyName: 'family',
  dateOfBirth: 'dateOfBirth',
  sex: 'sex',
  postcode: 'postcode',
  carer: 'carer',
  school: 'school',
  // Part of the school.
  yearGroup: null,
};

function agreementOf(level: string): string {
  return level === 'SAME' ? 'EXACT' : level;
}
