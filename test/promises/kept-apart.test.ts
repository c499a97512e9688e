import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { namedChild } from '../harness/named-children.ts';
import { askFor, childOf, withheldAt } from '../harness/view.ts';
import { type AgencyUnderTest, type Answer, startWorld, type World } from '../harness/world.ts';

const why = 'zq-reason: compared by telephone with both registers';
const linkFields = 'reference agency outcome rule agreements { field agreement } flags verdicts { id verdict state }';
const selection = `certainLinks { ${linkFields} } possibleLinks { ${linkFields} } keptApart { ${linkFields} }
  dataQuality { flags { kind } } withheld { path class state code }`;
const judging = `mutation Judge($link: ID!, $verdict: Verdict!, $why: String!) {
  recordMatchVerdict(link: $link, verdict: $verdict, reason: $why) { id state }
}`;
const withdrawing = `mutation Withdraw($verdict: ID!, $why: String!) {
  withdrawMatchVerdict(verdict: $verdict, reason: $why) { state }
}`;

type Link = {
  readonly reference: string;
  readonly agency: string;
  readonly outcome: string;
  readonly rule: string;
  readonly agreements: readonly { readonly field: string; readonly agreement: string }[];
  readonly flags: readonly string[];
  readonly verdicts: readonly { readonly id: string; readonly verdict: string; readonly state: string }[];
};

let world: World;
let judge: string;
beforeAll(async () => {
  world = await startWorld();
  judge = await world.tokenOf('index-team');
});
afterAll(() => world.stop());

const given: string[] = [];
afterEach(async () => {
  await world.restoreAll();
  for (const verdict of given.splice(0)) await world.ask(judge, withdrawing, { verdict, why });
});

const look = (slug: string, token = judge, purpose = 'DATA_QUALITY') =>
  askFor(world, { token }, slug, 'NHS_NUMBER', { purpose, selection });
const linksIn = (answer: Answer, field: string) => childOf(answer)[field] as readonly Link[];
async function judged(link: string, verdict: 'SAME' | 'NOT_SAME'): Promise<string> {
  const answer = await world.ask(judge, judging, { link, verdict, why });
  expect(answer.errors).toBeUndefined();
  const id = String(answer.data?.['recordMatchVerdict']?.id);
  given.push(id);
  return id;
}
const apartAs = (agency: string, rule: string) => expect.objectContaining({ agency, outcome: 'NO_MATCH', rule });
/** Gives a child's record at one agency a verified NHS number of its own. */
const renumber = (child: string, agency: AgencyUnderTest) =>
  world.patchState(agency, {
    child,
    patch: {
      identifiers: [{ scheme: 'NHS_NUMBER', value: testNhsNumber(419_990), verified: true, former: false }],
    },
  });

describe('keptApart', () => {
  it('has the record that a verdict keeps apart, so that whoever finds it wrong can take it back', async () => {
    const [link] = linksIn(await look('respelt'), 'certainLinks').filter(({ agency }) => agency === 'education');
    const id = await judged(link?.reference ?? '', 'NOT_SAME');
    const apart = linksIn(await look('respelt'), 'keptApart');
    expect(apart).toEqual([apartAs('education', 'R1')]);
    expect(apart[0]?.verdicts).toEqual([{ id, verdict: 'NOT_SAME', state: 'IN_FORCE' }]);
    expect(apart[0]?.agreements).toContainEqual({ field: 'givenName', agreement: 'VARIANT' });
    expect(JSON.stringify(apart)).not.toContain(namedChild('respelt').identifiers['UPN']);
    await world.ask(judge, withdrawing, { verdict: id, why });
    const after = await look('respelt');
    expect(linksIn(after, 'keptApart')).toEqual([]);
    expect(linksIn(after, 'certainLinks').map(({ agency }) => agency)).toContain('education');
  });

  it('takes the contrary verdict, which takes the other’s place', async () => {
    const [link] = linksIn(await look('respelt'), 'certainLinks').filter(({ agency }) => agency === 'education');
    await judged(link?.reference ?? '', 'NOT_SAME');
    const [apart] = linksIn(await look('respelt'), 'keptApart');
    await judged(apart?.reference ?? '', 'SAME');
    const after = await look('respelt');
    expect(linksIn(after, 'keptApart')).toEqual([]);
    expect(linksIn(after, 'certainLinks')).toContainEqual(
      expect.objectContaining({ agency: 'education', rule: 'VERDICT' }),
    );
  });

  it('has the record that only another verified number keeps apart (R2), and says that it may be a twin’s', async () => {
    expect(linksIn(await look('respelt'), 'keptApart')).toEqual([]);
    await renumber('respelt', 'social-care');
    const apart = linksIn(await look('respelt'), 'keptApart');
    expect(apart).toEqual([apartAs('social-care', 'R2')]);
    expect(apart[0]).toMatchObject({ flags: [], verdicts: [] });
    const twins = linksIn(await look('twin-isolde'), 'keptApart');
    expect(twins.length).toBeGreaterThan(0);
    expect(twins.map(({ rule, flags }) => [rule, ...flags])).toEqual(twins.map(() => ['R2', 'TWIN_SUSPECT']));
  });

  it('is of a shielded child as guarded as any link: its postcode agrees with nothing aloud', async () => {
    await renumber('respelt', 'social-care');
    await world.patchState('social-care', { child: 'respelt', patch: { restrictions: { shielded: true } } });
    const [apart] = linksIn(await look('respelt'), 'keptApart');
    expect(apart?.agreements).toContainEqual({ field: 'postcode', agreement: 'UNKNOWN' });
  });

  it('has nothing of a severed identity, nor of an agency that the caller may not know of', async () => {
    expect(linksIn(await look('adopted-after'), 'keptApart')).toEqual([]);
    expect(linksIn(await look('adopted-before'), 'keptApart')).toEqual([]);
    const before = linksIn(await look('leeann'), 'keptApart');
    await renumber('leeann', 'police');
    expect(linksIn(await look('leeann'), 'keptApart')).toEqual(before);
    expect(before).toEqual([]);
  });

  it('is closed to whoever is not shown links, and tells them by no flag that there is such a record', async () => {
    const knowing = await world.tokenOf('social-worker');
    const before = await look('respelt', knowing, 'CHILD_PROTECTION');
    expect(childOf(before)['keptApart']).toBeNull();
    expect(withheldAt(childOf(before), 'keptApart')).toEqual([
      expect.objectContaining({ class: 'RESTRICTED', code: 'NOT_NEED_TO_KNOW' }),
    ]);
    await renumber('respelt', 'social-care');
    const after = await look('respelt', knowing, 'CHILD_PROTECTION');
    expect(childOf(after)['dataQuality']).toEqual(childOf(before)['dataQuality']);
  });
});
