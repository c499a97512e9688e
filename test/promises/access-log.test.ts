import { createPublicKey, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadLedgerKeys } from '../../src/ledger/ledger-keys.ts';
import { type Ledger, openLedger } from '../../src/ledger/open-ledger.ts';
import type { LedgerEntry } from '../../src/model/ledger-entry.ts';
import { namedChild } from '../harness/named-children.ts';
import { askFor, childOf, withheldAt } from '../harness/view.ts';
import { type AgencyUnderTest, agencies, startWorld, type World } from '../harness/world.ts';

let world: World;
/** A second writer over the gateway's ledger directory: rows of other days and of organisations without a system here. */
let other: Ledger;
let recordIds: Readonly<Record<string, string>>;

const logged = 'accessLog { id organisation roles purpose date } withheld { path class state code }';
const today = new Date().toISOString().slice(0, 10);
const dayFrom = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  world = await startWorld();
  const keys = loadLedgerKeys({
    files: {},
    isProduction: false,
    developmentDirectory: join(world.directory, 'keys'),
  });
  other = await openLedger({
    directory: join(world.directory, 'ledger'),
    checkpointsFile: join(world.directory, 'ledger-checkpoints.jsonl'),
    keys,
    writerId: 'another-gateway',
    now: Date.now,
  });
});
afterAll(async () => {
  await other.close();
  await world.stop();
});
beforeEach(async () => {
  recordIds = Object.fromEntries(
    await Promise.all(
      (['education', 'health', 'social-care'] as const).map(async (agency) => {
        const origin = new URL(world.agency(agency).url).origin;
        const [held] = (await (await fetch(`${origin}/__state?child=child-13`)).json()) as { recordId: string }[];
        return [agency, held?.recordId ?? ''];
      }),
    ),
  );
});
afterEach(async () => {
  for (const agency of agencies)
    await fetch(`${new URL(world.agency(agency).url).origin}/__state`, { method: 'DELETE' });
});

type Row = {
  readonly id: string;
  readonly organisation: string;
  readonly roles: readonly string[];
  readonly purpose: string;
  readonly date: string;
};

async function log(persona: string | { token: string }, slug = 'child-13', args = '', purpose = 'SAR'): Promise<any> {
  const answer = await askFor(world, persona, slug, 'NHS_NUMBER', {
    purpose,
    selection: logged.replace('accessLog', `accessLog${args}`),
  });
  return childOf(answer);
}

/** A class teacher of the child's, who looks at it for its wellbeing. */
const asTeacher = async (): Promise<{ token: string }> => ({
  token: await world.tokenWith({
    sub: 'teacher-of-8a',
    kind: 'PRACTITIONER',
    organisation: 'URN:100003',
    roles: ['TEACHER'],
    trainedUntil: dayFrom(100),
    vettedOn: dayFrom(-100),
    staffIds: [],
    teams: [],
    groups: ['8A'],
    declaredConflicts: [],
  }),
});
const teacherLooks = async (more = ''): Promise<void> => {
  const looked = await askFor(world, await asTeacher(), 'child-13', 'NHS_NUMBER', {
    purpose: 'WELLBEING',
    more,
    selection: 'identity { givenName }',
  });
  if (more === '') expect(childOf(looked)['identity']['givenName']).toBe('Calliope');
};
const socialWorkerLooks = async (purpose: string): Promise<void> => {
  await world.patchState('social-care', {
    child: 'child-13',
    patch: {
      ties: {
        work: [
          {
            organisation: 'LA:001-CSC',
            staffIds: [{ scheme: 'SWE', value: 'SW990001' }],
            teams: [],
            from: '2020-01-01',
            until: null,
          },
        ],
      },
    },
  });
  childOf(
    await askFor(world, 'social-worker', 'child-13', 'NHS_NUMBER', { purpose, selection: 'identity { givenName }' }),
  );
};

/** Puts a look on record as a gateway would have. */
async function onRecord(differs: Partial<LedgerEntry> & { readonly organisation?: string; readonly roles?: string[] }) {
  const { organisation = 'URN:100003', roles = ['TEACHER'], ...rest } = differs;
  const lookedAt = Object.entries(recordIds).map(([agency, recordId]) => ({ agency, recordId }));
  await other.append({
    kind: 'RELEASED',
    recordId: crypto.randomUUID(),
    at: Date.now(),
    caller: { subject: 'https://elsewhere.example|somebody', organisation, roles, mediator: null },
    purpose: 'WELLBEING',
    reason: 'put on record by a test',
    informed: null,
    heldBackUntil: null,
    bases: [],
    policyVersion: '0123456789abcdef',
    dryRun: false,
    shape: { roots: ['child'], classes: [] },
    children: [{ keys: [], lookedAt, outcomes: [], refusal: null }],
    refusal: null,
    ...rest,
  } as LedgerEntry);
}
const rowOf = ({ organisation, roles, purpose, date }: Row) => ({ organisation, roles, purpose, date });
const brookside = 'Brookside Secondary School';
const socialCare = "Wexborough children's social care";

describe('a child of 13', () => {
  it('sees who looked: organisation, roles, purpose and date, newest first, and no person', async () => {
    await teacherLooks();
    await socialWorkerLooks('CIN_ASSESSMENT');
    const { accessLog } = await log('child-13');

    expect((accessLog as Row[]).slice(0, 2).map(rowOf)).toEqual([
      { organisation: socialCare, roles: ['SOCIAL_WORKER'], purpose: 'CIN_ASSESSMENT', date: today },
      { organisation: brookside, roles: ['TEACHER'], purpose: 'WELLBEING', date: today },
    ]);
    expect(JSON.stringify(accessLog)).not.toMatch(/social-worker|teacher-of-8a|SW990001|issuer|http/);
  });

  it('does not see the look that is being made, and sees it afterwards', async () => {
    const count = async (): Promise<number> =>
      ((await log('child-13', 'child-13', '(first: 200)'))['accessLog'] as Row[]).filter(({ roles }) =>
        roles.includes('CHILD'),
      ).length;
    const before = await count();
    expect(await count()).toBe(before + 1);
  });

  it('does not see looks of a live enquiry, nor any trace of them', async () => {
    const before = await log('child-13', 'child-13', '(first: 200)');
    await socialWorkerLooks('CHILD_PROTECTION');
    await onRecord({ heldBackUntil: dayFrom(1), purpose: 'WELLBEING', at: Date.now() - 1000 });
    const after = await log('child-13', 'child-13', '(first: 200)');

    const practitioners = (child: { accessLog: Row[] }) =>
      child.accessLog.filter(({ roles }) => !roles.includes('CHILD')).map(({ id }) => id);
    expect(practitioners(after)).toEqual(practitioners(before));
    expect(after['withheld']).toEqual([]);
  });

  it('sees them from their date on', async () => {
    const held = { organisation: 'LA:001-CSC', roles: ['SOCIAL_WORKER'], at: Date.now() - 200 * 86_400_000 };
    await onRecord({ ...held, purpose: 'CHILD_PROTECTION', heldBackUntil: dayFrom(1) });
    const before = ((await log('child-13', 'child-13', '(first: 200)'))['accessLog'] as Row[]).map(rowOf);
    await onRecord({ ...held, purpose: 'CHILD_PROTECTION', heldBackUntil: today });
    const after = ((await log('child-13', 'child-13', '(first: 200)'))['accessLog'] as Row[]).map(rowOf);

    const row = {
      organisation: socialCare,
      roles: ['SOCIAL_WORKER'],
      purpose: 'CHILD_PROTECTION',
      date: dayFrom(-200),
    };
    expect(before).not.toContainEqual(row);
    expect(after).toContainEqual(row);
  });

  it('does not see a look at which nothing was shown: a dry run, a refusal, a request cut short', async () => {
    const count = async (): Promise<number> =>
      ((await log('child-13', 'child-13', '(first: 200)'))['accessLog'] as Row[]).filter(
        ({ roles }) => !roles.includes('CHILD'),
      ).length;
    const before = await count();
    await teacherLooks(', dryRun: true');
    await askFor(world, 'teacher', 'child-13', 'NHS_NUMBER', { purpose: 'WELLBEING', selection: 'id' });
    await askFor(world, 'untrained', 'child-13', 'NHS_NUMBER', { purpose: 'DIRECT_CARE', selection: 'id' });
    await onRecord({ kind: 'GRANTED', children: [{ keys: [], lookedAt: [], outcomes: [], refusal: null }] });

    expect(await count()).toBe(before);
  });

  it('sees who else works with it, which it may know, but nobody of whom nothing is known any more', async () => {
    await onRecord({ organisation: 'ORG:wexborough-yot', roles: ['YOT_WORKER'] });
    await onRecord({ organisation: 'ORG:nobody-knows-any-more', roles: ['MIDWIFE'] });
    const { accessLog } = await log('child-13', 'child-13', '(first: 200)');

    expect((accessLog as Row[]).map(({ roles }) => roles)).toContainEqual(['YOT_WORKER']);
    expect((accessLog as Row[]).map(({ roles }) => roles)).not.toContainEqual(['MIDWIFE']);
  });

  it('pages through all rows, none twice, by ids that say nothing, also while rows are added', async () => {
    for (let day = 1; day <= 7; day += 1) await onRecord({ at: Date.now() - day * 86_400_000 });
    const all = ((await log('child-13', 'child-13', '(first: 200)'))['accessLog'] as Row[]).map(({ id }) => id);
    const ask = async (after: string | null): Promise<readonly string[]> => {
      const token = await world.tokenOf('child-13');
      const answer = await world.ask(
        token,
        `query ($v: String!, $why: String!, $after: ID) @access(purpose: SAR, reason: $why) {
          childByIdentifier(scheme: NHS_NUMBER, value: $v) { accessLog(first: 3, after: $after) { id } } }`,
        { v: namedChild('child-13').identifiers['NHS_NUMBER'], why: 'zq-reason paging', after },
      );
      return (childOf(answer)['accessLog'] as Row[]).map(({ id }) => id);
    };
    const paged: string[] = [];
    // Begins where the looks of this test's own asking end.
    for (let after: string | null = all[0] ?? null; ; ) {
      const page = await ask(after);
      if (page.length === 0) break;
      paged.push(...page);
      after = page.at(-1) ?? null;
    }
    expect(paged).toEqual(all.slice(1));
    expect(new Set(all).size).toBe(all.length);
    for (const id of all) expect(id).toMatch(/^[\w-]{43}$/);
    expect(await ask('no-such-row')).toEqual([]);
  });

  it('is refused a page of more than 200', async () => {
    const answer = await askFor(world, 'child-13', 'child-13', 'NHS_NUMBER', {
      purpose: 'SAR',
      selection: 'accessLog(first: 201) { id }',
    });
    expect(answer.errors?.[0]?.extensions['code']).toBe('ARGUMENT_INVALID');
  });

  it('may ask for the log alone, under several names, each with its own page', async () => {
    await teacherLooks();
    await teacherLooks();
    const answer = await askFor(world, 'child-13', 'child-13', 'NHS_NUMBER', {
      purpose: 'SAR',
      selection: 'one: accessLog(first: 1) { date } two: accessLog(first: 2) { organisation }',
    });
    const child = childOf(answer);
    expect([child['one'].length, child['two'].length]).toEqual([1, 2]);
  });
});

describe('a parent', () => {
  const looks = async (slug: string, at: readonly AgencyUnderTest[]): Promise<LedgerEntry['children']> => {
    const held = await Promise.all(
      at.map(async (agency) => {
        const origin = new URL(world.agency(agency).url).origin;
        const records = (await (await fetch(`${origin}/__state?child=${slug}`)).json()) as { recordId: string }[];
        return records.map(({ recordId }) => ({ agency, recordId }));
      }),
    );
    return [{ keys: [], lookedAt: held.flat(), outcomes: [], refusal: null }];
  };
  const rolesSeen = async (): Promise<readonly (readonly string[])[]> =>
    ((await log('parent', 'leeann', '(first: 200)'))['accessLog'] as Row[]).map(({ roles }) => roles);

  it('with responsibility sees everyday work, and of no enquiry or assessment, nor that the child or a parent looked', async () => {
    const children = await looks('leeann', ['education', 'social-care']);
    await onRecord({ organisation: 'URN:100001', roles: ['HEAD'], children });
    await onRecord({ organisation: 'LA:001-CSC', roles: ['CSC_MANAGER'], purpose: 'CIN_ASSESSMENT', children });
    await onRecord({ organisation: 'ORG:citizens', roles: ['CHILD'], purpose: 'SAR', children });
    await onRecord({ organisation: 'ORG:citizens', roles: ['PARENT'], purpose: 'SAR', children });
    await onRecord({ organisation: 'ODS:Y99001', roles: ['HEALTH_VISITOR'], purpose: 'CIN_ASSESSMENT', children });
    await onRecord({ roles: ['DSL'], purpose: 'CHILD_PROTECTION', heldBackUntil: today, children });
    await onRecord({
      organisation: 'ORG:wexborough-family-centre',
      roles: ['VCSO_WORKER'],
      purpose: 'EARLY_HELP',
      children,
    });
    await onRecord({ roles: ['EDT'], heldBackUntil: dayFrom(1), children });
    const seen = await rolesSeen();

    expect(seen).toContainEqual(['HEAD']);
    for (const role of ['CSC_MANAGER', 'CHILD', 'PARENT', 'HEALTH_VISITOR', 'DSL', 'VCSO_WORKER', 'EDT'])
      expect(seen).not.toContainEqual([role]);
  });

  it.each([
    ['a youth offending team', { organisation: 'ORG:wexborough-yot', roles: [] }],
    ['the police', { organisation: 'ORG:wexshire-police', roles: [] }],
    ['mental health', { organisation: 'ODS:Y99004', roles: [] }],
    ['mental health in a hospital', { organisation: 'ODS:Y99003', roles: ['CAMHS_CLINICIAN'] }],
    ['youth justice in social care', { organisation: 'LA:001-CSC', roles: ['YOT_WORKER'] }],
    ['youth justice by the purpose', { organisation: 'LA:001-CSC', roles: [], purpose: 'OFFENDING_PREVENTION' }],
  ])('is not shown a look that would tell of %s', async (_what, row) => {
    const before = await rolesSeen();
    await onRecord({ ...row, children: await looks('leeann', ['education']) });
    expect(await rolesSeen()).toEqual(before);
  });

  it('without responsibility sees nothing, as of a child whom nobody knows', async () => {
    const answer = await askFor(world, 'steve', 'leeann', 'NHS_NUMBER', { purpose: 'SAR', selection: logged });
    expect(answer.data?.['childByIdentifier']).toBeNull();
  });
});

describe('the index team, which looks into misuse', () => {
  it('sees rows of live enquiries too, but none that would tell it more than it may know', async () => {
    await onRecord({ roles: ['SENCO'], purpose: 'CHILD_PROTECTION', heldBackUntil: dayFrom(100) });
    await onRecord({ organisation: 'ORG:wexborough-yot', roles: ['YOT_WORKER'] });
    const { accessLog } = await log('index-team', 'child-13', '(first: 200)', 'DATA_QUALITY');

    const roles = (accessLog as Row[]).map((row) => row.roles);
    expect(roles).toContainEqual(['SENCO']);
    expect(roles).not.toContainEqual(['YOT_WORKER']);
  });
});

describe('anybody else', () => {
  it('gets null, withheld in the same words whether or not anybody ever looked', async () => {
    const teacher = await asTeacher();
    const child = await log(teacher, 'child-13', '', 'WELLBEING');
    expect(child['accessLog']).toBeNull();
    expect(withheldAt(child, 'accessLog')).toEqual([
      { path: ['accessLog'], class: 'RESTRICTED', state: 'WITHHELD_OR_NONE', code: 'NOT_NEED_TO_KNOW' },
    ]);
    const never = await log('health-visitor', 'trent', '', 'DIRECT_CARE');
    expect(never['accessLog']).toBeNull();
    expect(withheldAt(never, 'accessLog')).toEqual(withheldAt(child, 'accessLog'));
  });

  it('is told so in a dry run too, which reads no row', async () => {
    const answer = await askFor(world, await asTeacher(), 'child-13', 'NHS_NUMBER', {
      purpose: 'WELLBEING',
      more: ', dryRun: true',
      selection: 'accessLog { id }',
    });
    expect(answer.data?.['disclosure'].withheld).toContainEqual(
      expect.objectContaining({ path: ['childByIdentifier', 'accessLog'], class: 'RESTRICTED' }),
    );
  });
});

describe('what an agency holds that may not be known', () => {
  /** All that the index team is answered, but for its own looks, of which each asking adds one, and the references. */
  const seen = async (): Promise<string> => {
    const answer = await askFor(world, 'index-team', 'known-to-many', 'NHS_NUMBER', {
      purpose: 'DATA_QUALITY',
      selection: 'accessLog(first: 200) { id organisation roles purpose date } sources { agency state }',
    });
    return JSON.stringify({ data: answer.data, extensions: answer.extensions }, (_key, value: unknown) =>
      Array.isArray(value) ? value.filter((row: Partial<Row>) => row?.roles?.includes('CPMT') !== true) : value,
    ).replace(/"recordId":"[^"]*"/g, '');
  };

  it('neither adds a row nor takes one away', async () => {
    const origin = new URL(world.agency('youth-justice').url).origin;
    const [held] = (await (await fetch(`${origin}/__state?child=known-to-many`)).json()) as { recordId: string }[];
    const lookedAt = [{ agency: 'youth-justice', recordId: held?.recordId ?? '' }];
    await onRecord({ roles: ['SENCO'], children: [{ keys: [], lookedAt, outcomes: [], refusal: null }] });
    const health = new URL(world.agency('health').url).origin;
    const [atHealth] = (await (await fetch(`${health}/__state?child=known-to-many`)).json()) as { recordId: string }[];
    const both = [...lookedAt, { agency: 'health', recordId: atHealth?.recordId ?? '' }];
    await onRecord({
      organisation: 'ODS:Y99002',
      roles: ['GP'],
      children: [{ keys: [], lookedAt: both, outcomes: [], refusal: null }],
    });
    const whenHeld = await seen();
    await world.patchState('youth-justice', { child: 'known-to-many', patch: { forgotten: true } });
    const whenNot = await seen();

    expect(whenHeld).toContain('GP');
    expect(whenHeld).not.toContain('SENCO');
    expect(whenNot).toBe(whenHeld);
  });
});

describe('a change of the key that the hashes of the ledger are made with', () => {
  it('hides no look of before it, as long as the former key is configured', async () => {
    await onRecord({ roles: ['GP'] });
    const before = (await log('child-13', 'child-13', '(first: 200)'))['accessLog'] as readonly Row[];
    const keys = join(world.directory, 'keys');
    const file = join(world.directory, 'gateway.yaml');
    const changed = join(keys, 'changed-identifier.key');
    writeFileSync(changed, randomBytes(32).toString('hex'), { mode: 0o600 });
    const audit = join(keys, 'audit.pub');
    const ofAuditor = createPublicKey(readFileSync(join(keys, 'ledger-audit.key')));
    writeFileSync(audit, ofAuditor.export({ type: 'spki', format: 'pem' }));
    const former = { formerIdentifiers: [join(keys, 'ledger-identifier.key')] };
    const ofLedger = { identifier: changed, ...former, signing: join(keys, 'ledger-signing.key'), audit };
    const settings = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...settings, ledger: { keys: ofLedger } }));
    await world.restartGateway();

    const after = (await log('child-13', 'child-13', '(first: 200)'))['accessLog'] as readonly Row[];
    const untold = (rows: readonly Row[]) => rows.map((row) => JSON.stringify({ ...row, id: null }));
    expect(before.length).toBeGreaterThan(0);
    expect(untold(after)).toEqual(expect.arrayContaining(untold(before)));
    expect(after.length).toBeGreaterThanOrEqual(before.length);
  });
});
