import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeView } from '../cases/whole-view.ts';
import type { FuzzCase } from './fuzz-case.ts';
import { type FuzzWorld, type Sent, startFuzzWorld } from './fuzz-world.ts';
import type { Judged } from './judge-answer.ts';
import { runFuzz } from './run-fuzz.ts';

let fuzz: FuzzWorld;
beforeAll(async () => {
  fuzz = await startFuzzWorld();
}, 120_000);
afterAll(() => fuzz.stop());

const asked = process.env['CHILDVIEW_SEED'];
const seed = asked === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(asked ?? 20261122);

describe('what the gateway answers to generated operations', () => {
  it('is what the agencies hold of the child asked for, as far as the asker may see it, and nothing is left out', async () => {
    const run = await runFuzz(fuzz, { seed, seconds: 20 });
    console.log(
      `Seed ${run.seed}: ${run.cases} cases showed ${run.children} children and ${run.items} items ${JSON.stringify([...run.byStanding])}, errors ${JSON.stringify([...run.codes])}.`,
    );
    expect(run.failure).toBeNull();
    // A run in which nothing is shown compares nothing.
    expect(run.children).toBeGreaterThan(10);
    expect(run.items).toBeGreaterThan(10);
    const special = [...run.byStanding].filter(([kind, shown]) => kind !== 'PLAIN' && shown > 0);
    expect(special.length).toBeGreaterThan(0);
  }, 240_000);
});

describe('the comparison', () => {
  const given: FuzzCase = {
    persona: 'social-worker',
    purpose: 'CHILD_PROTECTION',
    exemption: null,
    written: null,
    standing: { kind: 'PLAIN' },
    changes: [],
    dryRun: false,
    slugs: ['leeann'],
    scheme: 'NHS_NUMBER',
    faults: [],
    entropy: [],
  };
  let sent: Sent;
  let answer: Judged;
  let child: Record<string, any>;
  const judge = (): readonly string[] => fuzz.judge(given, sent, answer);

  beforeAll(async () => {
    const numbers = (fuzz.held.get('leeann') ?? []).flatMap(({ record }) => record.identifiers);
    const number = numbers.find(({ scheme }) => scheme === 'NHS_NUMBER');
    const parts = new Set(['identity', 'carers', 'addresses', 'education', 'health', 'police']);
    sent = fuzz.traced(
      `query Generated($s: IdentifierScheme!, $v: String!) { childByIdentifier(scheme: $s, value: $v) { ${wholeView(parts)} } }`,
      given,
      { s: 'NHS_NUMBER', v: number?.value },
    );
  });
  const fresh = async (): Promise<void> => {
    const { status, data, errors, extensions } = await fuzz.ask(given, sent);
    answer = structuredClone({ status, data, errors, extensions });
    child = answer.data?.['childByIdentifier'];
    expect(errors).toBeUndefined();
    expect(judge(), print(sent.document)).toEqual([]);
  };

  it('finds a value that is not the one that is held', async () => {
    await fresh();
    child['carers'][0].name = 'Somebody Else';
    expect(judge()).toEqual(['childByIdentifier.carers.*.name: not what is held']);
  });

  it('finds an item of another child, and one of nobody', async () => {
    await fresh();
    const other = fuzz.held.get('trent')?.find(({ agency }) => agency === 'education');
    const [item] = (other?.details['carers'] ?? []) as readonly Record<string, unknown>[];
    child['carers'].push({ zz_type: 'Carer', zz_id: item?.['id'] });
    expect(judge()).toEqual(["childByIdentifier.carers.*: of nobody's"]);
    child['carers'].at(-1).zz_id = 'made-up';
    expect(judge()).toEqual(["childByIdentifier.carers.*: of nobody's"]);
  });

  it('finds a name of another child', async () => {
    await fresh();
    child['identity'].givenName = fuzz.held.get('trent')?.[0]?.record.recordedIdentity.names[0]?.given;
    expect(judge()).toEqual(['childByIdentifier.identity.givenName: in no copy that may be shown']);
  });

  it('finds an item that is held, and may not be shown', async () => {
    await fresh();
    const health = fuzz.held.get('leeann')?.find(({ agency }) => agency === 'health')?.details['health'];
    const contacts = (health as { contacts: readonly Record<string, any>[] }).contacts;
    const hidden = contacts.find(({ relevance }) => !relevance.includes('CHILD_PROTECTION'));
    expect(hidden).toBeDefined();
    child['health'].contacts.push({ zz_type: hidden?.['__typename'], zz_id: hidden?.['id'] });
    expect(judge()).toEqual(['childByIdentifier.health.contacts.*: of health, not permitted']);
  });

  it('finds an item shown twice', async () => {
    await fresh();
    child['carers'].push(child['carers'][0]);
    expect(judge()).toEqual(["childByIdentifier.carers.*: of nobody's"]);
  });

  it('finds an item, a value, a list and a child that is missing', async () => {
    await fresh();
    const [, ...rest] = child['carers'];
    child['carers'] = rest;
    expect(judge()).toEqual([expect.stringMatching(/^childByIdentifier\.carers: an item of \S+ is missing$/)]);
    await fresh();
    child['carers'][0].name = null;
    expect(judge()).toContainEqual(expect.stringMatching(/^childByIdentifier\.carers\.\*\.name: of \S+, missing$/));
    await fresh();
    child['carers'] = null;
    expect(judge()).toContainEqual(expect.stringMatching(/^childByIdentifier\.carers: of \S+, missing$/));
    await fresh();
    (answer.data as Record<string, unknown>)['childByIdentifier'] = null;
    expect(judge()).toContain('childByIdentifier: null without a word');
  });

  it('finds a null of which nothing is said, and an answer that is the gateway’s own fault', async () => {
    await fresh();
    expect(child['health'].contacts.length).toBeGreaterThan(0);
    const withheld = Object.keys(child).find((part) => child[part] === null);
    expect(withheld ?? 'none').toBeDefined();
    answer = { ...answer, extensions: { ...answer.extensions, redactions: [] } };
    child['addresses'] = null;
    expect(judge()).toContain('childByIdentifier.addresses: null without a word');
    await fresh();
    expect(fuzz.judge(given, sent, { ...answer, status: 500 })).toEqual(['status 500']);
  });

  it('holds an agency that fails to nothing, but shows nothing that the failure closes', async () => {
    await fresh();
    const failing: FuzzCase = { ...given, faults: [{ agency: 'social-care', fault: 'DOWN', kind: null }] };
    // The custodian of shields is silent: addresses are closed, whoever has them.
    expect(fuzz.judge(failing, sent, answer)).toContainEqual(
      expect.stringMatching(/^childByIdentifier\.addresses\.\*: of \S+, not permitted$/),
    );
    expect(fuzz.judge(failing, sent, await fuzz.ask(failing, sent))).toEqual([]);
  });
});
