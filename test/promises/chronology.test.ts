import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { namedChild } from '../harness/named-children.ts';
import { askFor, childOf, withheldAt } from '../harness/view.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.restoreAll());

type Entry = {
  readonly id: string;
  readonly occurredOn: string | null;
  readonly agency: string;
  readonly summary: string;
};

const entry = '{ id occurredOn agency kind summary statement service custodian }';

const leeannBy = async (persona: string, scheme: string, purpose: string, selection: string, more = '') =>
  childOf(
    await askFor(world, persona, 'leeann', scheme, {
      purpose,
      selection: `${selection} withheld { path class state code }`,
      more,
    }),
  );

const protection = (selection: string) =>
  leeannBy('social-worker', 'SOCIAL_CARE_ID', 'CHILD_PROTECTION', selection, ', informed: UNSAFE');

/** The social worker's chronology of Leeann, by the arguments of the list. */
const entriesBy = async (args: { readonly first?: number; readonly after?: string | null; readonly to?: string }) => {
  const answer = await world.ask(
    await world.tokenOf('social-worker'),
    `query Entries($v: String!, $why: String!, $first: Int, $after: ID, $to: LocalDate)
      @access(purpose: CHILD_PROTECTION, reason: $why, informed: UNSAFE) {
      childByIdentifier(scheme: SOCIAL_CARE_ID, value: $v) {
        chronology(first: $first, after: $after, to: $to) ${entry}
      }
    }`,
    { v: namedChild('leeann').identifiers['SOCIAL_CARE_ID'], why: 'zq-reason entries', ...args },
  );
  return childOf(answer)['chronology'] as readonly Entry[];
};

describe('the chronology', () => {
  it('tells what happened, over all agencies, newest first', async () => {
    const { chronology } = (await protection(`chronology ${entry}`)) as unknown as { chronology: Entry[] };
    const days = chronology.map(({ occurredOn }) => occurredOn);

    expect(days).toEqual(days.toSorted((one, other) => String(other).localeCompare(String(one))));
    const agencies = chronology.map(({ agency }) => agency);
    expect(new Set(agencies)).toEqual(new Set(['Education', 'Health', "Children's social care"]));
    // One after the other would be three runs; in time they alternate.
    expect(agencies.filter((agency, index) => agency !== agencies[index - 1]).length).toBeGreaterThan(3);
    expect(chronology.map(({ summary }) => summary.split(' zq-')[0])).toEqual(
      expect.arrayContaining([
        'Strategy discussion; section 47 enquiries begin',
        'Bruises on both wrists seen and drawn',
        'Late and without Trent, clinging, frightened of both',
        'Referred for rent arrears and notice to leave',
        'Joined Oakfield Primary School, from another town',
      ]),
    );
  });

  it('is the same in pages as in one piece', async () => {
    const whole = await entriesBy({ first: 200 });
    const pages: Entry[] = [];
    for (let after: string | null = null; ; after = String(pages.at(-1)?.id)) {
      const page = await entriesBy({ first: 4, after });
      if (page.length === 0) break;
      pages.push(...page);
    }
    expect(pages.length).toBeGreaterThan(8);
    expect(pages).toEqual(whole);
  });

  it('goes further back by day', async () => {
    const whole = await entriesBy({});
    const day = String(whole[Math.floor(whole.length / 2)]?.occurredOn);
    const earlier = await entriesBy({ to: day });
    expect(earlier.length).toBeLessThan(whole.length);
    expect(earlier).toEqual(whole.filter(({ occurredOn }) => String(occurredOn) <= day));
  });

  it('is never asked for where it is not granted: the teacher has none', async () => {
    await world.clearReceived();
    const child = await leeannBy(
      'teacher',
      'UPN',
      'WELLBEING',
      'chronology { id occurredOn } plan { id } wellbeing { id }',
    );
    expect([child['chronology'], child['plan'], child['wellbeing']]).toEqual([null, null, null]);
    expect(withheldAt(child, 'chronology')).toEqual([
      expect.objectContaining({ class: 'RESTRICTED', state: 'WITHHELD_OR_NONE', code: 'NOT_NEED_TO_KNOW' }),
    ]);
    for (const agency of ['education', 'health', 'social-care'] as const) {
      const asked = (await world.receivedBy(agency)).map(({ document }) => document).join();
      for (const field of ['chronology', 'occurredOn', 'plan', 'wellbeing']) expect(asked).not.toContain(field);
    }
  });

  it('costs nothing but its own part when an agency is silent', async () => {
    await world.setFaults('health', [{ fault: 'DOWN' }]);
    const child = (await protection(`chronology ${entry}`)) as unknown as { chronology: Entry[] };
    expect(new Set(child.chronology.map(({ agency }) => agency))).toEqual(
      new Set(['Education', "Children's social care"]),
    );
    expect(withheldAt(child, 'chronology')).toContainEqual(expect.objectContaining({ state: 'NO_RESPONSE' }));
  });
});

describe('the plan and the wellbeing of the child', () => {
  const selection = `
    plan { kind startedOn leadProfessional leadService outcomes { outcome indicators actions { action owner state dueOn } } }
    wellbeing { on agency indicator isStrength statement finding }
  `;

  it('show what is to be achieved, who does what by when, and the indicators over all agencies by date', async () => {
    const child = await protection(selection);
    expect(child['plan']).toEqual([
      expect.objectContaining({
        kind: 'EARLY_HELP',
        leadService: 'Oakfield Primary School',
        outcomes: expect.arrayContaining([
          expect.objectContaining({
            indicators: ['ACHIEVING', 'INCLUDED'],
            actions: expect.arrayContaining([
              expect.objectContaining({ owner: 'Educational psychology service', state: 'DONE' }),
            ]),
          }),
        ]),
      }),
    ]);
    const wellbeing = child['wellbeing'] as { on: string; agency: string; indicator: string }[];
    const days = wellbeing.map(({ on }) => on);
    expect(days).toEqual(days.toSorted((one, other) => other.localeCompare(one)));
    expect(wellbeing.map(({ agency, indicator }) => `${agency} ${indicator}`)).toEqual([
      'Education SAFE',
      'Health HEALTHY',
      'Education INCLUDED',
      'Education ACHIEVING',
      'Education ACHIEVING',
    ]);
  });

  it('need consent for the head teacher’s work on wellbeing, and are not asked for without it', async () => {
    await world.clearReceived();
    const child = await leeannBy('safeguarding-lead', 'UPN', 'WELLBEING', selection);
    for (const field of ['plan', 'wellbeing']) {
      expect(child[field]).toBeNull();
      expect(withheldAt(child, field)).toContainEqual(
        expect.objectContaining({ class: 'PLN', code: 'CONSENT_REQUIRED' }),
      );
    }
    const asked = (await world.receivedBy('education')).map(({ document }) => document).join();
    expect(asked).not.toContain('outcomes');
    expect(asked).not.toContain('finding');
  });
});
