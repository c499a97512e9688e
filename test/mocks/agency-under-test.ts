import { randomBytes, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { type AgencyServer, startAgencyServer } from '../../mocks/agency-server.ts';
import { digestOf } from '../../mocks/engine/grant-check.ts';
import type { Dialect } from '../../mocks/engine/contract-schema.ts';
import { allFamilies } from '../../mocks/families/all-families.ts';
import { allStories } from '../../mocks/families/all-stories.ts';
import { generateChildren } from '../../mocks/families/generate-children.ts';
import { recordsOf } from '../../mocks/records/build-records.ts';
import { calendarOf } from '../../mocks/records/calendar.ts';
import { storyRecordsOf } from '../../mocks/records/story-records.ts';
import { type AgencyName, agencyNames } from '../../mocks/records/stored-record.ts';

/** The day on which all tests of the mocks take place. */
export const today = '2031-05-14';
export const calendar = calendarOf(today);

/** What an agency answers over HTTP. */
type Reply = {
  readonly status: number;
  readonly text: string;
  readonly body: {
    readonly data?: Record<string, any> | null;
    readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, any> }[];
  };
};

/** How a grant differs from a right one. */
type GrantChanges = {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: Uint8Array;
  /** Sent in place of a grant made for the call; null: none at all. */
  readonly grant?: string | null;
  readonly kind?: 'FACTS' | 'CONTENT' | 'CASELOAD';
};

/** One agency's server, asked over HTTP as the gateway asks it. */
export type AgencyUnderTest = {
  readonly server: AgencyServer;
  readonly signed: (document: string, variables: unknown, changes?: GrantChanges) => Promise<string>;
  readonly ask: (document: string, variables?: unknown, changes?: GrantChanges) => Promise<Reply>;
  readonly control: (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ readonly status: number; readonly body: any }>;
};

/** Starts an agency's server with the named families, and generated children if any are asked for. */
export const startAgencyUnderTest = async (
  agency: AgencyName,
  dialect: Dialect,
  children = 0,
): Promise<AgencyUnderTest> => {
  const key = new Uint8Array(randomBytes(32));
  const definitions = [
    ...allFamilies(calendar).flatMap((family) => family.children),
    ...generateChildren(children, calendar),
  ];
  const server = await startAgencyServer({
    agency,
    dialect,
    records: definitions.flatMap((child) => recordsOf(child, agency, calendar)),
    stories: storyRecordsOf(allStories(calendar), agency, calendar),
    grantKey: key,
    today,
  });
  const signed: AgencyUnderTest['signed'] = (document, variables, { claims, key: otherKey, kind } = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      iss: 'childview',
      aud: agency,
      iat: now,
      exp: now + 30,
      jti: randomUUID(),
      sub: 'https://issuer.example|tester',
      org: 'ODS:Y99001',
      roles: ['TESTER'],
      purpose: 'WELLBEING',
      bases: [],
      kind: kind ?? 'CONTENT',
      classes: [],
      doc: digestOf(document),
      vars: digestOf(JSON.stringify(variables)),
      ...claims,
    })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(otherKey ?? key);
  };
  return {
    server,
    signed,
    async ask(document, variables = {}, changes = {}) {
      const grant = changes.grant === undefined ? await signed(document, variables, changes) : changes.grant;
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(grant === null ? {} : { 'childview-grant': grant }) },
        body: JSON.stringify({ query: document, variables }),
      });
      const text = await response.text();
      let body: Reply['body'] = {};
      try {
        body = JSON.parse(text) as Reply['body'];
      } catch {
        // A fault: the test looks at the text.
      }
      return { status: response.status, text, body };
    },
    async control(method, path, body) {
      const response = await fetch(`${server.url}${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
  };
};

/** The identifier of a named child; fails for one that does not exist. */
export const identifierOf = (slug: string, scheme: string): string => {
  for (const { children } of allFamilies(calendar)) {
    for (const child of children) {
      if (child.slug !== slug) continue;
      for (const agency of agencyNames) {
        for (const record of recordsOf(child, agency, calendar)) {
          const found = record.identifiers.find((identifier) => identifier.scheme === scheme);
          if (found !== undefined) return found.value;
        }
      }
    }
  }
  throw new Error(`no named child ${slug} with ${scheme}`);
};
