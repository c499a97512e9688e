import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { loadAuditKeys } from '../../src/ledger/ledger-keys.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { namedChild } from '../harness/named-children.ts';
import { askFor } from '../harness/view.ts';
import type { Answer } from '../harness/world.ts';
import { accountMutation, codesOf, controlOverHttp, recordIdOf, subjectOf, why } from './over-http.ts';

const over = controlOverHttp();
const { dutyToken, breakGlass, obligationsOf, nothingWasAsked, noticesOf } = over;

describe('what a break-glass owes', () => {
  it('is the same whether or not there is such a child', async () => {
    const token = await dutyToken();
    const unknown = await breakGlass(token, { scheme: 'NHS_NUMBER', value: testNhsNumber(400_001) });
    const known = await breakGlass(token);
    const kinds = async (answer: Answer) =>
      (await obligationsOf(token)).filter(({ recordId }) => recordId === recordIdOf(answer)).map(({ kind }) => kind);
    expect(await kinds(unknown)).toContain('JUSTIFY_BREAK_GLASS');
    expect(await kinds(unknown)).toEqual(await kinds(known));
  });

  it('is owed for a dry run, too, which tells what there is', async () => {
    const token = await dutyToken();
    const answer = await breakGlass(token, 'trent', ', dryRun: true');
    expect(await obligationsOf(token)).toContainEqual(
      expect.objectContaining({ recordId: recordIdOf(answer), kind: 'JUSTIFY_BREAK_GLASS' }),
    );
  });

  it('is counted: a fourth within a day is refused, with nothing asked', async () => {
    const token = await dutyToken();
    for (let time = 1; time <= 3; time += 1) expect(codesOf(await breakGlass(token))).toBeUndefined();
    await over.world.clearReceived();
    expect(codesOf(await breakGlass(token))).toEqual(['BREAK_GLASS_NOT_PERMITTED']);
    await nothingWasAsked();
  });

  it('lets no more pass of many at once', async () => {
    const token = await dutyToken();
    const answers = await Promise.all(Array.from({ length: 8 }, () => breakGlass(token)));
    const passed = answers.filter((answer) => answer.errors === undefined);
    expect(passed.length).toBeGreaterThan(0);
    expect(passed.length).toBeLessThanOrEqual(3);
    expect(new Set(answers.flatMap((answer) => codesOf(answer) ?? []))).not.toContain('INTERNAL');
  });

  it('is nothing where the role may not break the glass', async () => {
    const token = await over.world.tokenOf('teacher');
    expect(codesOf(await breakGlass(token))).toEqual(['BREAK_GLASS_NOT_PERMITTED']);
    expect(await obligationsOf(token)).toEqual([]);
    await nothingWasAsked();
  });
});

describe.each([
  ['a break-glass', 'breakGlass', 'BreakGlass', { ground: 'IMMEDIATE_HARM', acknowledged: true }],
  ['an override', 'override', 'ShieldOverride', { acknowledged: true, reason: why }],
])('%s in bulk', (_what, argument, type, value) => {
  const mayDeclare = () =>
    argument === 'breakGlass' ? dutyToken() : dutyToken(['SOCIAL_WORKER'], { mayOverrideShield: true });
  const ask = (token: string, roots: string, variables: Readonly<Record<string, unknown>> = {}, declared = '') =>
    over.world.ask(
      token,
      `query ($why: String!, $declared: ${type}!${declared})
        @access(purpose: CHILD_PROTECTION, reason: $why, ${argument}: $declared) { ${roots} }`,
      { why, declared: value, ...variables },
    );
  const askByNumbers = (token: string, numbers: readonly string[]) =>
    ask(
      token,
      numbers
        .map((_, at) => `c${at}: childByIdentifier(scheme: NHS_NUMBER, value: $v${at}) { id identity { givenName } }`)
        .join(' '),
      Object.fromEntries(numbers.map((number, at) => [`v${at}`, number])),
      numbers.map((_, at) => `, $v${at}: String!`).join(''),
    );
  const strangers = (count: number) => Array.from({ length: count }, (_, at) => testNhsNumber(410_000 + at));
  const numberOf = (slug: string) => String(namedChild(slug).identifiers['NHS_NUMBER']);
  async function isRefused(token: string, answer: Answer): Promise<void> {
    expect([codesOf(answer), answer.data]).toEqual([['TOO_MANY_CHILDREN'], undefined]);
    await nothingWasAsked();
    expect(await obligationsOf(token)).toEqual([]);
  }

  it('is refused for a sixth child, on record, with nothing asked, owed or used up', async () => {
    const token = await mayDeclare();
    for (let time = 1; time <= 4; time += 1) await isRefused(token, await askByNumbers(token, strangers(6)));
    const records = await readLedger({
      directory: join(over.world.directory, 'ledger'),
      keys: loadAuditKeys(join(over.world.directory, 'keys')),
      query: { kind: 'CALLER', subject: subjectOf(token) },
      limit: 20,
    });
    expect(records.map(({ kind, refusal }) => [kind, refusal])).toEqual(
      Array.from({ length: 4 }, () => ['REFUSED', 'TOO_MANY_CHILDREN']),
    );
    expect(codesOf(await askByNumbers(token, strangers(5)))).toBeUndefined();
  });

  it('is refused for a list of ids, over all fields together, and for the caseload', async () => {
    const token = await mayDeclare();
    const ids = (count: number, of: string) => Array.from({ length: count }, (_, at) => `${of}-${at}`);
    const some = 'one: children(ids: $one) { id } two: children(ids: $two) { id }';
    const given = { one: ids(3, 'one'), two: ids(3, 'two') };
    await isRefused(token, await ask(token, some, given, ', $one: [ID!]!, $two: [ID!]!'));
    await isRefused(token, await ask(token, 'myCaseload(first: 1) { id }'));
  });

  it('is answered for siblings, and one child asked for twice is one', async () => {
    const token = await mayDeclare();
    const siblings = [numberOf('trent'), numberOf('leeann')];
    const answer = await askByNumbers(token, [...siblings, ...siblings, ...siblings]);
    expect(codesOf(answer)).toBeUndefined();
    expect([answer.data?.['c0'].identity.givenName, answer.data?.['c4'].identity.givenName]).toEqual([
      'Trent',
      'Trent',
    ]);
  });
});

describe('a request on the bare word of the caller', () => {
  it('has the owner told at once, and one of an allocated worker does not', async () => {
    const bare = await askFor(over.world, 'police-cp', 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    expect(bare.errors).toBeUndefined();
    await vi.waitFor(() =>
      expect(noticesOf(recordIdOf(bare)).map(({ kind }) => kind)).toContain('ASSERTED_RELATIONSHIP'),
    );
    expect(new Set(noticesOf(recordIdOf(bare)).map(({ to }) => to))).toEqual(new Set(['SOURCE_OWNERS']));

    const allocated = await askFor(over.world, 'social-worker', 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    expect(allocated.errors).toBeUndefined();
    await over.world.ask(over.indexTeam, accountMutation('liftSuspension'), {
      who: subjectOf(over.auditor),
      of: 'LA:001',
      why,
    });
    expect(noticesOf(recordIdOf(allocated))).toEqual([]);
  });
});
