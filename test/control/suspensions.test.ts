import { inPractice } from '../harness/claims.ts';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ServerProcess, startServer } from '../harness/process.ts';
import { askFor } from '../harness/view.ts';
import {
  accountMutation,
  codesOf,
  controlOverHttp,
  justifyMutation,
  meQuery,
  recordIdOf,
  reviewsQuery,
  subjectOf,
  why,
} from './over-http.ts';

const over = controlOverHttp();
const { dutyToken, breakGlass, justify, obligationsOf, account, nothingWasAsked } = over;

describe('a suspension by the index team', () => {
  it('refuses the account as a whole with nothing asked, in every process, until it is lifted', async () => {
    const second = await startServer('src/main.ts', ['--config', join(over.world.directory, 'gateway.yaml')]);
    try {
      const token = await over.world.tokenOf('health-visitor');
      const ask = () => askFor(over.world, { token }, 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });
      expect(codesOf(await ask())).toBeUndefined();
      expect((await account('suspendAccount', token)).data?.['suspendAccount'].suspended).toBe(true);
      await over.world.clearReceived();
      expect(codesOf(await ask())).toEqual(['ACCOUNT_SUSPENDED']);
      expect(await suspendedAt(second, token)).toBe(true);
      await nothingWasAsked();
      await account('liftSuspension', token);
      expect(codesOf(await ask())).toBeUndefined();
      expect(await suspendedAt(second, token)).toBe(false);
    } finally {
      await second.stop();
    }
  });

  it('is pronounced and lifted by nobody else', async () => {
    const victim = await over.world.tokenOf('gp');
    for (const who of ['social-worker', 'auditor', 'safeguarding-lead']) {
      const token = await over.world.tokenOf(who);
      expect(codesOf(await account('suspendAccount', victim, token))).toEqual(['NOT_NEED_TO_KNOW']);
      expect(codesOf(await account('liftSuspension', victim, token))).toEqual(['NOT_NEED_TO_KNOW']);
    }
    expect((await over.world.ask(victim, meQuery)).data?.['me'].suspended).toBe(false);
  });

  it('takes its own right to lift from whom it suspends', async () => {
    const member = await over.world.tokenWith({
      ...inPractice,
      organisation: 'LA:001',
      roles: ['CPMT'],
    });
    expect((await account('suspendAccount', member)).errors).toBeUndefined();
    expect(codesOf(await account('liftSuspension', member, member))).toEqual(['NOT_NEED_TO_KNOW']);
    expect(codesOf(await over.world.ask(member, reviewsQuery))).toEqual(['NOT_NEED_TO_KNOW']);
  });

  it('is of an account of the protocol’s issuers and told to a signatory, nothing else', async () => {
    const ask = (who: string, of: string) =>
      over.world.ask(over.indexTeam, accountMutation('suspendAccount'), { who, of, why });
    for (const who of ['Trent', 'https://elsewhere.example|trent', `${subjectOf(over.auditor)} and more`, '|'])
      expect(codesOf(await ask(who, 'LA:001'))).toEqual(['ARGUMENT_INVALID']);
    expect(codesOf(await ask(subjectOf(over.auditor), 'ORG:nobody'))).toEqual(['ARGUMENT_INVALID']);
  });
});

describe('a mutation', () => {
  it('with any refused part is refused whole, before anything is written', async () => {
    const token = await dutyToken();
    const id = recordIdOf(await breakGlass(token));
    const both = `mutation Both($id: ID!, $other: ID!, $why: String!) {
      one: justifyBreakGlass(recordId: $id, justification: $why) { recordId }
      two: justifyBreakGlass(recordId: $other, justification: $why) { recordId }
    }`;
    for (const other of ['no-such-operation', id]) {
      const answer = await over.world.ask(token, both, { id, other, why });
      expect(answer.data).toBeUndefined();
      expect(codesOf(answer)).toEqual([other === id ? 'ALREADY_DONE' : 'RECORD_UNKNOWN']);
      expect(await obligationsOf(token)).toContainEqual(expect.objectContaining({ recordId: id, doneAt: null }));
    }
    const second = recordIdOf(await breakGlass(token));
    expect((await over.world.ask(token, both, { id, other: second, why })).data).toEqual({
      one: { recordId: id },
      two: { recordId: second },
    });
  });

  it('has its texts as variables, not blank, not too long', async () => {
    const token = await dutyToken();
    const literal = await over.world.ask(
      token,
      'mutation { justifyBreakGlass(recordId: "r", justification: "w") { at } }',
    );
    expect([literal.status, codesOf(literal)]).toEqual([400, ['LITERAL_NOT_ALLOWED', 'LITERAL_NOT_ALLOWED']]);
    for (const text of [' ', '\u200b', `zq-reason ${'x'.repeat(2000)}`]) {
      expect(codesOf(await over.world.ask(token, justifyMutation, { id: 'r', why: text }))).toEqual([
        'ARGUMENT_INVALID',
      ]);
    }
  });

  it('is of somebody: a stranger is refused', async () => {
    const answer = await over.world.ask(null, justifyMutation, { id: 'r', why });
    expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
  });

  it('is not sent by GET', async () => {
    const url = new URL('/graphql', over.world.gateway.url);
    url.searchParams.set('query', justifyMutation);
    const response = await fetch(url, { headers: { authorization: `Bearer ${await dutyToken()}` } });
    expect(response.status).toBe(405);
  });
});

describe('while the control state cannot be reached', () => {
  it('everything of a child and of the account is refused and nothing is asked; the rest answers', async () => {
    const token = await over.world.tokenOf('health-visitor');
    const ask = () => askFor(over.world, { token }, 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });
    const file = join(over.world.directory, 'ledger', 'control.sqlite');
    const ready = new URL('/health/ready', over.world.gateway.url);
    renameSync(file, `${file}-away`);
    try {
      const refused = await ask();
      expect([refused.status, codesOf(refused), refused.data]).toEqual([200, ['CONTROL_STATE_UNAVAILABLE'], undefined]);
      expect(codesOf(await over.world.ask(token, meQuery))).toEqual(['CONTROL_STATE_UNAVAILABLE']);
      expect(codesOf(await justify(token, 'r'))).toEqual(['CONTROL_STATE_UNAVAILABLE']);
      expect((await over.world.ask(token, '{ protocol { version } }')).errors).toBeUndefined();
      expect((await fetch(ready)).status).toBe(503);
      await nothingWasAsked();
    } finally {
      renameSync(`${file}-away`, file);
    }
    expect(codesOf(await ask())).toBeUndefined();
  });
});

async function suspendedAt({ url }: ServerProcess, token: string): Promise<boolean> {
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: meQuery }),
  });
  return ((await response.json()) as { data: { me: { suspended: boolean } } }).data.me.suspended;
}
