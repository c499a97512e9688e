import { inPractice } from '../harness/claims.ts';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { askFor } from '../harness/view.ts';
import { agencies, type Answer, startWorld, type World } from '../harness/world.ts';
import { noticesIn, type SentNotice } from './control-fixture.ts';

const underBreakGlass = {
  purpose: 'CHILD_PROTECTION',
  more: ', breakGlass: { ground: IMMEDIATE_HARM, acknowledged: true }',
};
/** What the caller owes, and whether the account is suspended. */
export const meQuery = '{ me { suspended obligations { recordId kind dueBy overdue doneAt } } }';
/** Justifies a break-glass. */
export const justifyMutation = `mutation Justify($id: ID!, $why: String!) {
  justifyBreakGlass(recordId: $id, justification: $why) { recordId justifiedAt isLate outcome }
}`;
const reviewMutation = `mutation Review($id: ID!, $outcome: ReviewOutcome!, $note: String!) {
  reviewBreakGlass(recordId: $id, outcome: $outcome, note: $note) { recordId outcome reviewedAt }
}`;
/** What is to be reviewed. */
export const reviewsQuery = '{ breakGlassReviews { recordId organisation roles purpose at justifiedAt reviewBy } }';
/** Suspends an account, or lifts that. */
export const accountMutation = (field: string) => `mutation Account($who: ID!, $of: String!, $why: String!) {
  ${field}(subject: $who, organisation: $of, reason: $why) { subject suspended }
}`;
/** Words that are nowhere but sealed in the ledger. */
export const why = 'zq-reason: the child was alone at night';
/** The account of a token. */
export const subjectOf = (token: string) => `${decodeJwt(token).iss}|${decodeJwt(token).sub}`;
/** The codes of an answer's errors; undefined: none. */
export const codesOf = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions['code']);
/** The reference of an operation. */
export const recordIdOf = (answer: Answer) => String(answer.extensions?.['recordId']);

/**
 * Starts a world before the tests of a file and stops it after them; gives it, and what is done in it with break-glass,
 * obligations and suspensions.
 */
export function controlOverHttp() {
  let world: World;
  let auditor: string;
  let indexTeam: string;
  beforeAll(async () => {
    world = await startWorld();
    [auditor, indexTeam] = await Promise.all([world.tokenOf('auditor'), world.tokenOf('index-team')]);
  });
  afterAll(() => world.stop());
  beforeEach(() => world.clearReceived());

  /** A member of the emergency duty team of a test's own, so that no test spends another's three a day. */
  const dutyToken = (roles: readonly string[] = ['EDT'], more: Readonly<Record<string, unknown>> = {}) =>
    world.tokenWith({ ...inPractice, organisation: 'LA:001-CSC', roles, ...more });
  const breakGlass = (token: string, child: Parameters<typeof askFor>[2] = 'trent', more = '') =>
    askFor(world, { token }, child, 'NHS_NUMBER', { ...underBreakGlass, more: `${underBreakGlass.more}${more}` });
  const justify = (token: string, id: string) => world.ask(token, justifyMutation, { id, why });
  const review = (token: string, id: string, outcome: string) =>
    world.ask(token, reviewMutation, { id, outcome, note: why });
  const obligationsOf = async (token: string) =>
    (await world.ask(token, meQuery)).data?.['me'].obligations as readonly { kind: string; recordId: string }[];
  const account = (field: string, who: string, token = indexTeam) =>
    world.ask(token, accountMutation(field), { who: subjectOf(who), of: 'LA:001-CSC', why });
  const nothingWasAsked = async (): Promise<void> => {
    for (const agency of agencies) expect(await world.receivedBy(agency)).toEqual([]);
  };
  const noticesOf = (recordId: string): readonly SentNotice[] =>
    noticesIn(join(world.directory, 'notices.jsonl')).filter((notice) => notice.recordId === recordId);

  return {
    get world() {
      return world;
    },
    get auditor() {
      return auditor;
    },
    get indexTeam() {
      return indexTeam;
    },
    dutyToken,
    breakGlass,
    justify,
    review,
    obligationsOf,
    account,
    nothingWasAsked,
    noticesOf,
  };
}
