import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loadAuditKeys, loadVerificationKeys } from '../../src/ledger/ledger-keys.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { askFor, childOf } from '../harness/view.ts';
import type { Answer } from '../harness/world.ts';
import { codesOf, controlOverHttp, meQuery, recordIdOf, reviewsQuery, subjectOf, why } from './over-http.ts';

const over = controlOverHttp();
const { dutyToken, breakGlass, justify, review, obligationsOf, account, nothingWasAsked, noticesOf } = over;

/** The organisation that answers for each system, as `protocol/settings.yaml` has it. */
const ownerOf: Readonly<Record<string, string>> = {
  education: 'LA:001',
  health: 'ODS:Y99001',
  'social-care': 'LA:001-CSC',
  'youth-justice': 'ORG:wexborough-yot',
  police: 'ORG:wexshire-police',
  voluntary: 'ORG:wexborough-family-centre',
  'sexual-health': 'ODS:Y99005',
  housing: 'ORG:wexborough-housing',
};

describe('a break-glass, from the declaration to the review', () => {
  let token: string;
  let recordId: string;
  let answer: Answer;

  beforeAll(async () => {
    token = await dutyToken();
    answer = await breakGlass(token);
    expect(answer.errors).toBeUndefined();
    expect(childOf(answer)['identity'].givenName).toBe('Trent');
    recordId = recordIdOf(answer);
  });

  it('notifies the line manager, the index team and each owner whose data was released, and tells no one of the child', async () => {
    const sources = childOf(answer)['sources'] as readonly { agency: string; state: string }[];
    const owners = sources.filter(({ state }) => state === 'RELEASED').map(({ agency }) => ownerOf[agency]);
    expect(owners.length).toBeGreaterThan(1);
    const expected = [
      'NOTIFY_CPMT INDEX_TEAM LA:001',
      'NOTIFY_LINE_MANAGER OWN_ORGANISATION LA:001-CSC',
      ...owners.map((owner) => `NOTIFY_SOURCE SOURCE_OWNERS ${owner}`),
    ];
    await vi.waitFor(() => expect(noticesOf(recordId)).toHaveLength(expected.length));
    const told = noticesOf(recordId).map(({ kind, to, organisation }) => `${kind} ${to} ${organisation}`);
    expect(told.sort()).toEqual(expected.sort());
    expect(readFileSync(join(over.world.directory, 'notices.jsonl'), 'utf8')).not.toMatch(/Trent|999\d{7}/);
  });

  it('is owed for, as the person sees', async () => {
    expect(await obligationsOf(token)).toContainEqual({
      recordId,
      kind: 'JUSTIFY_BREAK_GLASS',
      dueBy: expect.any(String),
      overdue: false,
      doneAt: null,
    });
    expect(await obligationsOf(await over.world.tokenOf('emergency-duty'))).toEqual([]);
  });

  it('is not justified by somebody else, who hears the same as of an operation that there never was', async () => {
    const other = await dutyToken();
    const foreign = await justify(other, recordId);
    const unknown = await justify(other, 'no-such-operation');
    expect(codesOf(foreign)).toEqual(['RECORD_UNKNOWN']);
    expect(foreign.text).toBe(unknown.text);
    expect(foreign.data).toBeUndefined();
  });

  it('is not reviewed before it was justified', async () => {
    expect(codesOf(await review(over.auditor, recordId, 'ACCEPTED'))).toEqual(['JUSTIFICATION_REQUIRED']);
    expect(codesOf(await review(over.auditor, recordId, 'REJECTED'))).toEqual(['JUSTIFICATION_REQUIRED']);
  });

  it('is justified by the person, in words that only the audit role reads', async () => {
    const answer = await justify(token, recordId);
    expect(answer.data).toEqual({
      justifyBreakGlass: { recordId, justifiedAt: expect.any(String), isLate: false, outcome: null },
    });
    expect(codesOf(await justify(token, recordId))).toEqual(['ALREADY_DONE']);
    expect((await obligationsOf(token)).filter(({ kind }) => kind === 'JUSTIFY_BREAK_GLASS')).toEqual([]);
  });

  it('is listed to reviewers without the child, and to nobody else', async () => {
    const listed = (await over.world.ask(over.auditor, reviewsQuery)).data?.['breakGlassReviews'];
    expect(listed).toContainEqual({
      recordId,
      organisation: 'LA:001-CSC',
      roles: ['EDT'],
      purpose: 'CHILD_PROTECTION',
      at: expect.any(String),
      justifiedAt: expect.any(String),
      reviewBy: expect.any(String),
    });
    for (const who of [token, await over.world.tokenOf('social-worker'), await over.world.tokenOf('parent')]) {
      const refused = await over.world.ask(who, reviewsQuery);
      expect(codesOf(refused)).toEqual(['NOT_NEED_TO_KNOW']);
      expect(refused.data).toBeUndefined();
    }
  });

  it('is not reviewed by who may not, nor by the person, nor by a manager of the same organisation', async () => {
    expect(codesOf(await review(token, recordId, 'ACCEPTED'))).toEqual(['NOT_NEED_TO_KNOW']);
    expect(codesOf(await review(token, 'no-such-operation', 'ACCEPTED'))).toEqual(['NOT_NEED_TO_KNOW']);
    const manager = await dutyToken(['CSC_MANAGER']);
    expect(codesOf(await review(manager, recordId, 'ACCEPTED'))).toEqual(['REVIEWER_NOT_INDEPENDENT']);
    expect((await over.world.ask(manager, reviewsQuery)).data?.['breakGlassReviews']).toEqual([]);

    const both = await dutyToken(['EDT', 'AUDITOR']);
    const own = recordIdOf(await breakGlass(both));
    await justify(both, own);
    expect(codesOf(await review(both, own, 'ACCEPTED'))).toEqual(['REVIEWER_NOT_INDEPENDENT']);
  });

  it('is accepted by a reviewer, once, and the person goes on', async () => {
    expect((await review(over.auditor, recordId, 'ACCEPTED')).data?.['reviewBreakGlass']).toEqual({
      recordId,
      outcome: 'ACCEPTED',
      reviewedAt: expect.any(String),
    });
    expect(codesOf(await review(over.auditor, recordId, 'REJECTED'))).toEqual(['ALREADY_DONE']);
    expect(codesOf(await breakGlass(token))).toBeUndefined();
  });

  it('is on record step by step, by one reference, and the trail verifies', async () => {
    const directory = join(over.world.directory, 'ledger');
    const keysDirectory = join(over.world.directory, 'keys');
    const records = await readLedger({
      directory,
      keys: loadAuditKeys(keysDirectory),
      query: { kind: 'OPERATION', recordId },
      limit: 20,
    });
    expect(
      records.map(({ kind, control, opened }) => [kind, control?.act, control?.outcome, opened?.reason]).reverse(),
    ).toEqual([
      ['CONTROL', 'BREAK_GLASS', null, expect.any(String)],
      ['GRANTED', undefined, undefined, expect.any(String)],
      ['RELEASED', undefined, undefined, expect.any(String)],
      ['CONTROL', 'justifyBreakGlass', null, why],
      ['CONTROL', 'reviewBreakGlass', 'ACCEPTED', why],
    ]);
    expect(records.at(-1)?.control?.obligations.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['JUSTIFY_BREAK_GLASS', 'INDEPENDENT_REVIEW', 'NOTIFY_LINE_MANAGER']),
    );
    expect(records[0]?.opened?.account).toBe(subjectOf(token));
    const report = await verifyLedger({
      directory,
      checkpointsFile: join(over.world.directory, 'ledger-checkpoints.jsonl'),
      verificationKeys: loadVerificationKeys(keysDirectory),
    });
    expect(report.findings).toEqual([]);
  });
});

describe('a rejected break-glass', () => {
  it('suspends the account, which may look and justify and ask of no child, until it is lifted', async () => {
    const token = await dutyToken();
    const rejected = recordIdOf(await breakGlass(token));
    const open = recordIdOf(await breakGlass(token));
    await justify(token, rejected);
    expect((await review(over.auditor, rejected, 'REJECTED')).data?.['reviewBreakGlass'].outcome).toBe('REJECTED');
    await vi.waitFor(() =>
      expect(noticesOf(rejected).filter(({ kind }) => kind === 'REVIEW_REJECTED')).toHaveLength(2),
    );

    await over.world.clearReceived();
    const refused = await askFor(over.world, { token }, 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    expect([refused.status, codesOf(refused), refused.data]).toEqual([200, ['ACCOUNT_SUSPENDED'], undefined]);
    await nothingWasAsked();

    expect((await over.world.ask(token, meQuery)).data?.['me'].suspended).toBe(true);
    expect((await justify(token, open)).errors).toBeUndefined();
    expect((await account('liftSuspension', token)).data?.['liftSuspension']).toEqual({
      subject: subjectOf(token),
      suspended: false,
    });
    const again = await askFor(over.world, { token }, 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    expect(again.errors).toBeUndefined();
  });
});

describe('a break-glass that was not justified in time', () => {
  it('suspends the account until a review accepts the late justification', async () => {
    const token = await dutyToken();
    const recordId = recordIdOf(await breakGlass(token));
    const ask = () => askFor(over.world, { token }, 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    expect(codesOf(await ask())).toBeUndefined();
    makeOverdue(recordId);
    expect(codesOf(await ask())).toEqual(['ACCOUNT_SUSPENDED']);
    expect(await obligationsOf(token)).toContainEqual(expect.objectContaining({ recordId, overdue: true }));

    expect((await justify(token, recordId)).data?.['justifyBreakGlass'].isLate).toBe(true);
    expect(codesOf(await ask())).toEqual(['ACCOUNT_SUSPENDED']);
    expect((await account('liftSuspension', token)).data?.['liftSuspension'].suspended).toBe(true);
    expect((await review(over.auditor, recordId, 'ACCEPTED')).errors).toBeUndefined();
    expect(codesOf(await ask())).toBeUndefined();
  });
});

/** Moves what is owed for an operation into the past, as if it had been declared two days ago. */
function makeOverdue(recordId: string): void {
  const database = new DatabaseSync(join(over.world.directory, 'ledger', 'control.sqlite'), { timeout: 2000 });
  database
    .prepare("UPDATE obligation SET due_by = due_by - 2 * 86400000 WHERE record_id = ? AND effect = 'JUSTIFY'")
    .run(recordId);
  database.close();
}
