import { allFamilies } from '../../mocks/families/all-families.ts';
import { childrenOfSix, sixAuthorities } from '../../mocks/peers/six-authorities.ts';
import { recordsOf } from '../../mocks/records/build-records.ts';
import { calendarOf } from '../../mocks/records/calendar.ts';
import { type AgencyName, agencyNames, type StoredRecord } from '../../mocks/records/stored-record.ts';
import type { Answer, World } from './world.ts';

/** What a search can be made by, as the public graph names it (`input ChildSearch`). */
export type Criteria = {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly dateOfBirth?: string;
  readonly sex?: string;
  readonly postcode?: string;
  readonly carer?: { readonly givenName?: string; readonly familyName?: string };
  readonly school?: string;
  readonly yearGroup?: string;
};

/** A search's answer, as `findChildren` gives it. */
export type Found = {
  readonly outcome: string;
  readonly candidates: readonly Candidate[];
  readonly incomplete: boolean;
  readonly needs: readonly (readonly string[])[];
  readonly sources: readonly { readonly agency: string; readonly state: string }[];
};

/** One candidate of a search. */
export type Candidate = {
  readonly outcome: string;
  readonly reason: string;
  readonly agreements: readonly { readonly field: string; readonly agreement: string }[];
  readonly flags: readonly string[];
  readonly child: Record<string, any> | null;
};

/** The records of a named child in the order of the agencies, or one agency's, as they stand at the start. */
export function recordsOfNamed(slug: string, agency?: string): readonly StoredRecord[] {
  const calendar = calendarOf(new Date().toISOString().slice(0, 10));
  const [home] = sixAuthorities;
  const named = [...allFamilies(calendar).flatMap(({ children }) => children), ...childrenOfSix(home.code, calendar)];
  const child = named.find((each) => each.slug === slug);
  if (child === undefined) throw new Error(`no named child ${slug}`);
  const asked = agencyNames.filter((name) => agency === undefined || name === agency);
  return asked.flatMap((name: AgencyName) => recordsOf(child, name, calendar));
}

/** What the first of those records says of the child, as somebody who looks for the child would give it. */
export function detailsOf(slug: string, agency?: string): Criteria {
  const [record] = recordsOfNamed(slug, agency);
  if (record === undefined) throw new Error(`${agency ?? 'nobody'} holds no ${slug}`);
  const { recordedIdentity, details, ties } = record;
  const [name] = recordedIdentity.names;
  const postcode = firstOf(details['addresses'])['postcode'];
  const carer = firstOf(details['carers'])['name'];
  const [givenOfCarer, familyOfCarer] = typeof carer === 'string' ? carer.split(' ') : [];
  const school = ties.enrolments.find(({ until }) => until === null)?.organisation;
  return {
    ...(name === undefined ? {} : { givenName: name.given, familyName: name.family }),
    ...(recordedIdentity.dateOfBirth === null ? {} : { dateOfBirth: recordedIdentity.dateOfBirth }),
    ...(recordedIdentity.sex === 'U' ? {} : { sex: recordedIdentity.sex }),
    ...(typeof postcode === 'string' ? { postcode } : {}),
    ...(givenOfCarer === undefined || familyOfCarer === undefined
      ? {}
      : { carer: { givenName: givenOfCarer, familyName: familyOfCarer } }),
    ...(school === undefined ? {} : { school }),
  };
}

/**
 * Some of a child's details.
 *
 * @throws Error when one of them is not known, so that no search is made by less than it says.
 */
export function pickDetails(details: Criteria, by: readonly string[]): Criteria {
  return Object.fromEntries(
    by.map((field) => {
      const value = details[field as keyof Criteria];
      if (value === undefined) throw new Error(`the child has no ${field} to look by`);
      return [field, value];
    }),
  );
}

/** Somebody whom no mocked agency knows, by the same fields. */
export function strangerLike(criteria: Criteria): Criteria {
  const stranger: Required<Criteria> = {
    givenName: 'Thessaly',
    familyName: 'Grimbleworth',
    dateOfBirth: '2017-11-23',
    sex: 'F',
    postcode: 'WX9 9ZZ',
    carer: { givenName: 'Ottoline', familyName: 'Grimbleworth' },
    school: 'URN:100009',
    yearGroup: '11',
  };
  return Object.fromEntries(Object.keys(criteria).map((field) => [field, stranger[field as keyof Criteria]]));
}

/** What a search says of itself. */
export type SearchRequest = {
  readonly purpose: string;
  /** What is selected of a candidate's child. */
  readonly selection?: string;
  /** More arguments of `@access`, e.g. `, informed: UNSAFE`, and the variables that they need, declared and given. */
  readonly more?: string;
  readonly declared?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
};

/** Looks for a child. */
export async function search(
  world: World,
  persona: string | { readonly token: string },
  by: Criteria,
  request: SearchRequest,
): Promise<Answer> {
  const token = typeof persona === 'string' ? await world.tokenOf(persona) : persona.token;
  return world.ask(
    token,
    `query Search($by: ChildSearch!, $why: String!${request.declared ?? ''})
      @access(purpose: ${request.purpose}, reason: $why${request.more ?? ''}) {
      findChildren(by: $by) {
        outcome incomplete needs
        sources { agency state }
        candidates {
          outcome reason flags
          agreements { field agreement }
          child { ${request.selection ?? 'id identity { givenName familyName }'} }
        }
      }
      disclosure { recordId bases { bases } obligations { kind } }
    }`,
    { by, why: 'zq-reason: somebody is looked for', ...request.variables },
  );
}

/** What a search found; fails with the answer's own codes when it was refused. */
export function foundIn(answer: Answer): Found {
  const found = answer.data?.['findChildren'] as Found | null | undefined;
  if (found === null || found === undefined) {
    throw new Error(`no result: ${JSON.stringify(answer.errors?.map(({ extensions }) => extensions['code']))}`);
  }
  return found;
}

/** An answer but for what no two operations share: the reference of its record. */
export function comparable({ text, data }: Answer): string {
  return text.replaceAll(String(data?.['disclosure']?.recordId), '');
}

/** Every text of a value, however deep. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

/** Texts that a search's own codes are made of: what a candidate may say of a child who is not certain. */
export const isCode = (text: string): boolean =>
  /^([A-Z][A-Z0-9_]{1,40}|R\d+t?|givenName|familyName|dateOfBirth|sex|postcode|carer|school|yearGroup)$/.test(text);

function firstOf(list: unknown): Readonly<Record<string, unknown>> {
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return typeof first === 'object' && first !== null ? (first as Readonly<Record<string, unknown>>) : {};
}
