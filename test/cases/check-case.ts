import { expect } from 'vitest';
import { comparable, type Found } from '../harness/search.ts';
import type { Answer, World } from '../harness/world.ts';
import { askCase, keyOfCase, tokenOfCase } from './ask-case.ts';
import { isFoundAs } from './found-as.ts';
import type { Case } from './read-cases.ts';
import { recordOf } from './record-of.ts';
import { isReleased, releasedParts, valuesAt } from './whole-view.ts';

/** The gateway that a case is asked at, how tokens are had, and where its ledger is. */
export type CaseWorld = Pick<World, 'ask' | 'tokenOf' | 'tokenWith' | 'directory'>;

/** Asks a case and checks all that it says of the answer; `isUnasked` checks that no agency was asked anything. */
export async function checkCase(world: CaseWorld, each: Case, isUnasked: () => Promise<void>): Promise<void> {
  const answer = await askCase(world, each, 'CHILD');

  if (each.refused !== undefined) {
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual([each.refused]);
    expect(answer.data ?? null).toBeNull();
    await isUnasked();
    await isRecorded(world, each, String(answer.errors?.[0]?.extensions['recordId']));
    return;
  }
  expect(answer.errors, 'errors of the answer').toBeUndefined();
  const recordId = String(answer.data?.['disclosure'].recordId);
  const found = answer.data?.['found'] as Found | undefined;
  if (found !== undefined) isFoundAs(each, found);
  if (each.nobody === true) {
    expect(comparable(answer)).toBe(comparable(await askCase(world, each, 'NOBODY')));
    if (found === undefined) expect(answer.data?.['child']).toBeNull();
    else expect(found).toMatchObject({ outcome: 'NO_MATCH', candidates: [] });
  } else if (found === undefined || found.candidates.some(({ child }) => child !== null)) isShown(each, answer);

  const { disclosure } = answer.data as {
    disclosure: { obligations: { kind: string }[]; bases: { bases: string[] }[] };
  };
  if (each.obligations !== undefined)
    expect(disclosure.obligations.map(({ kind }) => kind).sort()).toEqual([...each.obligations].sort());
  if (each.bases !== undefined)
    expect(disclosure.bases.flatMap(({ bases }) => bases)).toEqual(expect.arrayContaining(each.bases));
  await isRecorded(world, each, recordId);
}

function isShown(each: Case, answer: Answer): void {
  const found = answer.data?.['found'] as Found | undefined;
  const child = (found === undefined ? answer.data?.['child'] : found.candidates[0]?.child) as Record<
    string,
    unknown
  > | null;
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

async function isRecorded(world: CaseWorld, each: Case, recordId: string): Promise<void> {
  const { recorded, who, refused } = each;
  if (recorded === undefined) return;
  const found = refused === undefined ? { child: keyOfCase(each) } : { token: await tokenOfCase(world, who) };
  const record = await recordOf(world.directory, recordId, found);
  if (recorded.refused !== undefined) expect(record.refusal).toBe(recorded.refused);
  if (recorded.child !== undefined) expect(record.childRefusal).toBe(recorded.child);
  if (recorded.mode !== undefined) expect(record.mode).toBe(recorded.mode);
  for (const [disclosureClass, code] of Object.entries(recorded.withheld ?? {}))
    expect(record.codes.get(disclosureClass) ?? new Set()).toContain(code);
  for (const disclosureClass of recorded.released ?? []) expect(record.released).toContain(disclosureClass);
}
