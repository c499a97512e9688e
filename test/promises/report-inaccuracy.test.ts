import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { loadKey } from '../../src/config/load-key.ts';
import { loadAuditKeys } from '../../src/ledger/ledger-keys.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { createSealedIds } from '../../src/matching/sealed-id.ts';
import { namedChild } from '../harness/named-children.ts';
import { askFor, childOf } from '../harness/view.ts';
import { agencies, type AgencyUnderTest, type Answer, startWorld, type World } from '../harness/world.ts';

const note = 'zq-reason: the day of birth is the third of April, her mother says';
const reason = 'zq-reason: saw it when we met';

let world: World;
/** Ids of Leeann's, by persona. */
const ids = new Map<string, string>();

beforeAll(async () => {
  world = await startWorld({ deadlineMsOf: { education: 4000 } });
  for (const [persona, purpose] of [
    ['social-worker', 'CHILD_PROTECTION'],
    ['index-team', 'DATA_QUALITY'],
  ] as const) {
    const answer = await askFor(world, persona, 'leeann', 'NHS_NUMBER', { purpose, selection: 'id' });
    ids.set(persona, String(childOf(answer)['id']));
  }
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.restoreAll();
  await world.clearReceived();
  await Promise.all(agencies.map((agency) => fetch(addressOf(agency), { method: 'DELETE' })));
});

const addressOf = (agency: AgencyUnderTest) => new URL('/__reports', world.agency(agency).url);
const reportsAt = async (agency: AgencyUnderTest) =>
  (await (await fetch(addressOf(agency))).json()) as readonly Record<string, unknown>[];
const everyReport = async () => (await Promise.all(agencies.map(reportsAt))).flat();
const codesOf = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions['code']);

type Given = {
  readonly persona?: string;
  readonly purpose?: string;
  readonly agency?: string;
  readonly class?: string;
  readonly field?: string | null;
  readonly key?: string;
  readonly child?: string;
  readonly more?: string;
  readonly note?: string;
};

async function report(given: Given = {}): Promise<Answer> {
  const persona = given.persona ?? 'social-worker';
  return world.ask(
    await world.tokenOf(persona),
    `mutation Report($child: ID!, $agency: String!, $class: DisclosureClass!, $field: String, $note: String!, $key: ID!, $why: String!)
      @access(purpose: ${given.purpose ?? 'CHILD_PROTECTION'}, reason: $why${given.more ?? ''}) {
      reportInaccuracy(child: $child, agency: $agency, class: $class, field: $field, note: $note, idempotencyKey: $key) {
        agency reference
      }
    }`,
    {
      child: given.child ?? ids.get(persona),
      agency: given.agency ?? 'education',
      class: given.class ?? 'ID',
      field: given.field === undefined ? 'identity.dateOfBirth' : given.field,
      note: given.note ?? note,
      key: given.key ?? 'report-0001',
      why: reason,
    },
  );
}

describe('a report of an inaccuracy', () => {
  it('reaches the agency that owns the data, under a signed grant of its class, and no other', async () => {
    const answer = await report();
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.['reportInaccuracy']).toEqual({ agency: 'education', reference: 'ED-REPORT-1' });
    const [held] = (await (
      await fetch(new URL('/__state?child=leeann', world.agency('education').url))
    ).json()) as readonly { recordId: string }[];
    expect(await reportsAt('education')).toEqual([
      {
        reference: expect.stringMatching(/^[\w-]{43}$/),
        recordId: held?.recordId,
        class: 'ID',
        field: 'identity.dateOfBirth',
        note,
        organisation: 'LA:001-CSC',
        ownReference: 'ED-REPORT-1',
      },
    ]);
    expect(await everyReport()).toHaveLength(1);
    for (const agency of agencies) {
      const writes = (await world.receivedBy(agency)).filter(({ document }) => document.startsWith('mutation'));
      expect(writes.map(({ accepted }) => accepted)).toEqual(agency === 'education' ? [true] : []);
    }
  });

  it('speaks to a federated system as well', async () => {
    const answer = await report({ agency: 'health', field: null });
    expect(answer.data?.['reportInaccuracy']).toEqual({ agency: 'health', reference: 'HE-REPORT-1' });
    expect(await reportsAt('health')).toEqual([expect.objectContaining({ class: 'ID', field: null, note })]);
  });

  it('that comes again under its key is the same report, and under another’s key or by another person another', async () => {
    for (let time = 1; time <= 3; time += 1) {
      expect((await report()).data?.['reportInaccuracy'].reference).toBe('ED-REPORT-2');
    }
    await report({ key: 'report-0002' });
    await report({ persona: 'index-team', purpose: 'DATA_QUALITY' });
    expect(await reportsAt('education')).toHaveLength(3);
  });

  it('is put on record before it is written and after, without a word of it', async () => {
    const answer = await report();
    const records = (
      await readLedger({
        directory: join(world.directory, 'ledger'),
        keys: loadAuditKeys(join(world.directory, 'keys')),
        query: {
          kind: 'CHILD',
          identifiers: [{ scheme: 'NHS_NUMBER', value: String(namedChild('leeann').identifiers['NHS_NUMBER']) }],
        },
        limit: 100,
      })
    ).filter(({ recordId }) => recordId === answer.extensions?.['recordId']);
    const outcomes = records.map(({ kind, roots, opened }) => [
      kind,
      roots,
      opened?.reason,
      opened?.outcomes.map((each) => [each.agency, each.class, each.outcome]),
    ]);
    expect(outcomes).toContainEqual(['GRANTED', ['reportInaccuracy'], reason, [['education', 'ID', 'GRANTED']]]);
    expect(outcomes).toContainEqual(['RELEASED', ['reportInaccuracy'], reason, [['education', 'ID', 'REPORTED']]]);
    expect(outcomes).toHaveLength(2);
    expect(JSON.stringify(records)).not.toContain('third of April');
    for (const file of filesOf(world.directory)) expect(readFileSync(file).includes('third of April')).toBe(false);
  });

  it('in a dry run is decided and not written', async () => {
    const answer = await report({ more: ', dryRun: true' });
    expect(answer.data?.['reportInaccuracy']).toEqual({ agency: 'education', reference: null });
    expect(await everyReport()).toEqual([]);
  });
});

function filesOf(directory: string): readonly string[] {
  return (readdirSync(directory, { recursive: true }) as string[])
    .map((name) => join(directory, name))
    .filter((file) => statSync(file).isFile());
}

describe('the field of a report', () => {
  it.each([
    ['identity', 'ID'],
    ['identity.names.family', 'ID'],
    ['addresses.postcode', 'ADR'],
    ['education.attendance', 'EDU'],
  ])('may name any field of its class that the agency offers: %s', async (field, disclosed) => {
    expect(
      codesOf(await report({ field, class: disclosed, key: `report-${disclosed}-${field.length}` })),
    ).toBeUndefined();
    expect(await reportsAt('education')).toEqual([expect.objectContaining({ class: disclosed, field })]);
  });
});

describe('what could not be shown cannot be reported', () => {
  const withoutReference = ({ text, extensions }: Answer) => [text, Object.keys(extensions ?? {})];

  it('whoever the child is: one answer for a closed class, a record that is not held, a child who may not be known of and nobody', async () => {
    const stranger = createSealedIds({ keys: [sealingKey()] }).seal(
      { scheme: 'NHS_NUMBER', value: testNhsNumber(419_999) },
      'LA:001',
    );
    const mine = { persona: 'index-team', purpose: 'DATA_QUALITY' };
    const answers = [
      await report({ ...mine, class: 'EDU', field: null }),
      await report({ ...mine, agency: 'police', class: 'POL', field: null }),
      await report({ ...mine, agency: 'youth-justice' }),
      await report({ ...mine, child: stranger }),
      await report({ persona: 'data-manager', purpose: 'REVIEW', child: ids.get('index-team') ?? '' }),
    ];
    expect(codesOf(answers[0] as Answer)).toEqual(['NOT_REPORTABLE']);
    for (const answer of answers) expect(withoutReference(answer)).toEqual(withoutReference(answers[0] as Answer));
    expect(await everyReport()).toEqual([]);
  });

  it('and asks the agencies the same whether or not there is such a child', async () => {
    const asked = async (child?: string) => {
      await world.clearReceived();
      expect(
        codesOf(
          await report({
            persona: 'index-team',
            purpose: 'DATA_QUALITY',
            class: 'EDU',
            field: null,
            ...(child === undefined ? {} : { child }),
          }),
        ),
      ).toEqual(['NOT_REPORTABLE']);
      return Promise.all(
        agencies.map(async (agency) => (await world.receivedBy(agency)).map(({ document }) => document)),
      );
    };
    const stranger = createSealedIds({ keys: [sealingKey()] }).seal(
      { scheme: 'NHS_NUMBER', value: testNhsNumber(419_998) },
      'LA:001',
    );
    expect(await asked(stranger)).toEqual(await asked());
  });

  it('and one refused part refuses the whole, before anything is written', async () => {
    const answer = await world.ask(
      await world.tokenOf('index-team'),
      `mutation Two($child: ID!, $agency: String!, $note: String!, $key: ID!, $why: String!)
        @access(purpose: DATA_QUALITY, reason: $why) {
        one: reportInaccuracy(child: $child, agency: $agency, class: ID, note: $note, idempotencyKey: $key) { reference }
        two: reportInaccuracy(child: $child, agency: $agency, class: EDU, note: $note, idempotencyKey: $key) { reference }
      }`,
      { child: ids.get('index-team'), agency: 'education', note, key: 'report-0003', why: reason },
    );
    expect([codesOf(answer), answer.data]).toEqual([['NOT_REPORTABLE'], undefined]);
    expect(await everyReport()).toEqual([]);
  });

  it('and a gate that refuses the request refuses it, with nothing asked', async () => {
    const refused = await report({ purpose: 'IMMIGRATION' });
    expect(refused.data).toBeUndefined();
    expect(refused.errors?.[0]?.extensions).toHaveProperty('gate');
    for (const agency of agencies) expect(await world.receivedBy(agency)).toEqual([]);
  });
});

function sealingKey(): Uint8Array {
  const directory = join(world.directory, 'keys');
  const file = readdirSync(directory).find((name) => name.includes('sealed'));
  if (file === undefined) throw new Error('no key of sealed ids');
  return loadKey(join(directory, file), { mayCreate: false });
}

describe('an agency that takes no reports', () => {
  it('is named with its contact, whoever the child is, and nothing is asked', async () => {
    const answer = await report({ agency: 'voluntary' });
    expect(codesOf(answer)).toEqual(['REPORT_NOT_OFFERED']);
    expect(answer.errors?.[0]?.extensions['route']).toEqual({
      kind: 'ASK_AGENCY',
      needs: [],
      contact: expect.objectContaining({ organisation: expect.any(String), phone: expect.any(String) }),
    });
    for (const agency of agencies) expect(await world.receivedBy(agency)).toEqual([]);
  });
});

describe('an agency that fails', () => {
  it.each([
    ['DOWN', 'NO_RESPONSE'],
    ['HANG', 'NO_RESPONSE'],
    ['GRAPHQL_ERROR', 'SOURCE_ERROR'],
    ['INVALID_JSON', 'SOURCE_ERROR'],
    ['WRONG_TYPES', 'SOURCE_ERROR'],
  ])('at taking the report (%s) is told as %s, and the report is safe to repeat', async (fault, code) => {
    await world.setFaults('education', [{ fault, kind: 'REPORT', count: 1 }]);
    const key = `report-${fault.replaceAll('_', '-')}`;
    const failed = await report({ key });
    expect(codesOf(failed)).toEqual([code]);
    expect(failed.data).toEqual({ reportInaccuracy: null });
    expect(failed.errors?.[0]).toMatchObject({ path: ['reportInaccuracy'], extensions: { route: { kind: 'RETRY' } } });
    expect((await report({ key })).errors).toBeUndefined();
    expect(await reportsAt('education')).toHaveLength(1);
  });

  it('at giving its facts has nothing written, and says so', async () => {
    await world.setFaults('education', [{ fault: 'DOWN', kind: 'FACTS' }]);
    const answer = await report();
    expect([codesOf(answer), answer.data]).toEqual([['NO_RESPONSE'], undefined]);
    expect(await everyReport()).toEqual([]);
  });

  it('at giving facts that can be used tells of it only whom the part would be open to', async () => {
    await world.setFaults('police', [{ fault: 'INVALID_JSON', kind: 'FACTS' }]);
    const index = await report({ persona: 'index-team', purpose: 'DATA_QUALITY', agency: 'police' });
    expect(codesOf(index)).toEqual(['NOT_REPORTABLE']);
  });
});

describe('what a report must be', () => {
  it('declared, alone in its mutation, and not of an emergency', async () => {
    const token = await world.tokenOf('social-worker');
    const variables = { child: ids.get('social-worker'), agency: 'education', note, key: 'report-0004', why: reason };
    const root = `reportInaccuracy(child: $child, agency: $agency, class: ID, note: $note, idempotencyKey: $key) { reference }`;
    const declared =
      'mutation R($child: ID!, $agency: String!, $note: String!, $key: ID!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why)';
    const bare = 'mutation R($child: ID!, $agency: String!, $note: String!, $key: ID!)';
    expect(codesOf(await world.ask(token, `${bare} { ${root} }`, variables))).toEqual(['PURPOSE_REQUIRED']);
    const mixed = `${declared} { ${root} justifyBreakGlass(recordId: $key, justification: $note) { at } }`;
    expect(codesOf(await world.ask(token, mixed, variables))).toEqual(['OPERATION_NOT_SUPPORTED']);
    expect(await everyReport()).toEqual([]);
  });

  it.each<[string, Given, string]>([
    ['an agency that there is not', { agency: 'nowhere' }, 'ARGUMENT_INVALID'],
    ['a field that is a sentence', { field: 'the day of birth' }, 'ARGUMENT_INVALID'],
    ['a field that there is not', { field: 'identity.shoeSize' }, 'ARGUMENT_INVALID'],
    ['a field of another class', { field: 'addresses.postcode' }, 'ARGUMENT_INVALID'],
    ['a field of the class of another agency', { field: 'health.allergies', class: 'HLT' }, 'ARGUMENT_INVALID'],
    ['a field that only the gateway has', { field: 'sources.state' }, 'ARGUMENT_INVALID'],
    ['a key that is too short', { key: 'short' }, 'ARGUMENT_INVALID'],
    ['a key with words in it', { key: 'report of Leeann' }, 'ARGUMENT_INVALID'],
    ['a blank note', { note: ' ' }, 'ARGUMENT_INVALID'],
    ['a note that is too long', { note: `zq-reason ${'x'.repeat(2000)}` }, 'ARGUMENT_INVALID'],
    ['an id that was given to nobody', { child: 'AAAA' }, 'ID_INVALID'],
  ])('acceptable: %s is refused', async (_what, given, code) => {
    expect(codesOf(await report(given))).toEqual([code]);
    for (const agency of agencies) expect(await world.receivedBy(agency)).toEqual([]);
  });

  it('in variables: a literal note is refused before the document is remembered', async () => {
    const answer = await world.ask(
      await world.tokenOf('social-worker'),
      'mutation { reportInaccuracy(child: "a", agency: "education", class: ID, note: "n", idempotencyKey: "k") { reference } }',
    );
    expect(answer.status).toBe(400);
    expect(new Set(codesOf(answer))).toEqual(new Set(['LITERAL_NOT_ALLOWED']));
  });
});
