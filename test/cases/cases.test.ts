import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type IdentifierScheme, testIdentifier } from '../../mocks/identifiers/test-identifier.ts';
import { personasOn } from '../../mocks/identity/personas.ts';
import { namedChild } from '../harness/named-children.ts';
import { agencies, type Answer, startWorld, type World } from '../harness/world.ts';
import { type Case, readCases } from './read-cases.ts';
import { recordOf } from './record-of.ts';
import { isReleased, releasedParts, valuesAt, wholeView } from './whole-view.ts';

const everything = wholeView();
/** Valid numbers that no mocked record bears. */
const unknownOrdinal = 499_999;
const cases = readCases().filter((each) => each.needs === undefined);
const tokens = new Map<object, string>();
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.restoreAll());

for (const [file, listed] of Map.groupBy(cases, (each) => each.file)) {
  describe(file, () => {
    for (const each of listed) it(`row ${each.row}: ${each.title}`, () => holds(each));
  });
}

async function holds(each: Case): Promise<void> {
  await setUp(each);
  const answer = await ask(each, each.child);

  if (each.refused !== undefined) {
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual([each.refused]);
    expect(answer.data ?? null).toBeNull();
    for (const agency of agencies) expect(await world.receivedBy(agency), `${agency} was asked`).toEqual([]);
    await isRecorded(each, String(answer.errors?.[0]?.extensions['recordId']));
    return;
  }
  expect(answer.errors, 'errors of the answer').toBeUndefined();
  const recordId = String(answer.data?.['disclosure'].recordId);
  if (each.nobody === true) {
    const unknown = await ask(each, null);
    expect(answer.text.replaceAll(recordId, '')).toBe(
      unknown.text.replaceAll(String(unknown.data?.['disclosure'].recordId), ''),
    );
    expect(answer.data?.['child']).toBeNull();
  } else isShown(each, answer);

  const { disclosure } = answer.data as {
    disclosure: { obligations: { kind: string }[]; bases: { bases: string[] }[] };
  };
  if (each.obligations !== undefined)
    expect(disclosure.obligations.map(({ kind }) => kind).sort()).toEqual([...each.obligations].sort());
  if (each.bases !== undefined)
    expect(disclosure.bases.flatMap(({ bases }) => bases)).toEqual(expect.arrayContaining(each.bases));
  await isRecorded(each, recordId);
}

async function setUp({ story, before, silent }: Case): Promise<void> {
  for (const [family, chapter] of Object.entries(story ?? {})) await world.story(family, chapter);
  for (const { agency, child, patch } of before ?? [])
    await world.patchState(agency as (typeof agencies)[number], { child, patch });
  for (const agency of silent ?? []) await world.setFaults(agency as (typeof agencies)[number], [{ fault: 'DOWN' }]);
  await world.clearReceived();
}

/** Asks for a named child, or, with null, for one whom nobody knows, by the same scheme. */
async function ask(each: Case, slug: string | null): Promise<Answer> {
  const token = await tokenFor(each.who);
  const { purpose, ...declared } = each.declares;
  const value =
    slug === null ? testIdentifier(each.by as IdentifierScheme, unknownOrdinal) : namedChild(slug).identifiers[each.by];
  if (value === undefined) throw new Error(`${slug} has no ${each.by}`);
  // Objects go as variables: they hold what may not stand in a document.
  const objects = Object.entries(declared).filter(([name]) => name in inputTypes);
  const more = Object.entries(declared).map(
    ([name, argument]) => `, ${name}: ${name in inputTypes ? `$${name}` : literal(argument)}`,
  );
  const typed = objects.map(([name]) => `, $${name}: ${inputTypes[name]}!`);
  return world.ask(
    token,
    `query Case($scheme: IdentifierScheme!, $value: String!, $why: String!${typed.join('')})
      @access(purpose: ${String(purpose)}, reason: $why${more.join('')}) {
      child: childByIdentifier(scheme: $scheme, value: $value) {
        ${each.asks ?? everything}
        sources { agency state }
        withheld { path class state code route { kind needs } }
      }
      disclosure { recordId bases { bases } obligations { kind } }
    }`,
    { scheme: each.by, value, why: `row ${each.row} of the cases`, ...Object.fromEntries(objects) },
  );
}

/** A persona's token, or one with claims that differ from the persona's as the case says. */
async function tokenFor(who: Case['who']): Promise<string> {
  if (typeof who === 'string') return world.tokenOf(who);
  const known = tokens.get(who);
  if (known !== undefined) return known;
  const { persona: name, ...claims } = who;
  const persona = personasOn(new Date().toISOString().slice(0, 10)).find((each) => each.name === name);
  if (persona === undefined) throw new Error(`no persona ${String(name)}`);
  const token = await world.tokenWith({ issuer: persona.issuer, ...persona.claims, ...claims });
  tokens.set(who, token);
  return token;
}

function isShown(each: Case, answer: Answer): void {
  const child = answer.data?.['child'] as Record<string, unknown> | null;
  if (child === null) throw new Error(`the child was refused as a whole: ${JSON.stringify(answer.extensions)}`);
  const parts = releasedParts(child);
  for (const path of each.released ?? []) expect(isReleased(child, path), `${path} of ${parts.join(', ')}`).toBe(true);
  if (each.only === true) {
    const expected = (each.released ?? []).map((path) => path.split('.').slice(0, 2).join('.'));
    const isNamed = (part: string) =>
      expected.some((path) => path === part || path.split('.')[0] === part || part.split('.')[0] === path);
    expect(
      parts.filter((part) => !isNamed(part)),
      'released besides',
    ).toEqual([]);
  }
  for (const path of each.absent ?? []) expect(isReleased(child, path), `${path} is released`).toBe(false);
  for (const [path, texts] of Object.entries(each.containing ?? {}))
    for (const text of texts) expect(JSON.stringify(valuesAt(child, path.split('.'))), path).toContain(text);
  for (const [path, texts] of Object.entries(each.without ?? {}))
    for (const text of texts) expect(JSON.stringify(valuesAt(child, path.split('.'))), path).not.toContain(text);
  for (const [path, expected] of Object.entries(each.withheld ?? {})) isWithheld(child, path, expected);
  for (const [agency, state] of Object.entries(each.sources ?? {}))
    expect(child['sources']).toContainEqual({ agency, state });
}

type Entry = { path: string[]; class: string; state: string; code: string | null; route: Route };
type Route = { kind: string; needs: string[] } | null;

function isWithheld(
  child: Record<string, unknown>,
  path: string,
  expected: NonNullable<Case['withheld']>[string],
): void {
  const wanted = typeof expected === 'string' ? shorthand(expected) : expected;
  const entries = (child['withheld'] as Entry[]).filter(
    (entry) => entry.path.filter((step) => step !== '*').join('.') === path,
  );
  expect(entries.length, `${path} is explained; explained are ${explained(child)}`).toBeGreaterThan(0);
  expect(entries).toContainEqual(
    expect.objectContaining({
      state: wanted.state,
      ...('code' in wanted ? { code: wanted.code } : {}),
      ...('class' in wanted ? { class: wanted.class } : {}),
      ...('route' in wanted ? { route: expect.objectContaining({ kind: wanted.route }) } : {}),
      ...('needs' in wanted ? { route: expect.objectContaining({ needs: wanted.needs }) } : {}),
    }),
  );
}

const states = new Set([
  'EXISTS',
  'PLACEHOLDER',
  'GENERALISED',
  'NOT_HELD',
  'NO_RESPONSE',
  'SOURCE_ERROR',
  'WITHHELD_OR_NONE',
]);

/** A state by itself, or a code, whose state is then REDACTED. */
function shorthand(text: string): { readonly state: string; readonly code?: string | null } {
  return states.has(text) ? { state: text } : { state: 'REDACTED', code: text };
}

function explained(child: Record<string, unknown>): string {
  return (child['withheld'] as Entry[])
    .map(({ path, state, code }) => `${path.join('.')} ${state} ${code ?? ''}`)
    .join('; ');
}

async function isRecorded({ recorded, who, child, by, refused }: Case, recordId: string): Promise<void> {
  if (recorded === undefined) return;
  const value = namedChild(child).identifiers[by] ?? '';
  const found = refused === undefined ? { child: { scheme: by, value } } : { token: await tokenFor(who) };
  const record = recordOf(world.directory, recordId, found);
  if (recorded.refused !== undefined) expect(record.refusal).toBe(recorded.refused);
  if (recorded.child !== undefined) expect(record.childRefusal).toBe(recorded.child);
  if (recorded.mode !== undefined) expect(record.mode).toBe(recorded.mode);
  for (const [disclosureClass, code] of Object.entries(recorded.withheld ?? {}))
    expect(record.codes.get(disclosureClass) ?? new Set()).toContain(code);
  for (const disclosureClass of recorded.released ?? []) expect(record.released).toContain(disclosureClass);
}

/** The arguments of `@access` that are objects, and their types. */
const inputTypes: Readonly<Record<string, string>> = {
  written: 'WrittenRequest',
  courtOrder: 'CourtOrder',
  override: 'ShieldOverride',
  breakGlass: 'BreakGlass',
};

/** A value of YAML as GraphQL writes it: codes bare, other texts quoted. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .map(([name, each]) => `${name}: ${literal(each)}`)
      .join(', ')}}`;
  return typeof value === 'string' && !/^[A-Z][A-Z0-9_]*$/.test(value) ? JSON.stringify(value) : String(value);
}
