import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personasOn } from '../../mocks/identity/personas.ts';
import { askFor } from '../harness/view.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world.stop());

/** Persona, purpose, a child whom they may see, one whom they may not. */
const cases: readonly (readonly [string, string, string, string])[] = [
  ['teacher', 'WELLBEING', 'leeann', 'trent'],
  ['classroom-assistant', 'WELLBEING', 'leeann', 'trent'],
  ['senco', 'WELLBEING', 'leeann', 'trent'],
  ['safeguarding-lead', 'CHILD_PROTECTION', 'leeann', 'convicted'],
  ['nursery', 'WELLBEING', 'trent', 'leeann'],
  ['school-nurse', 'DIRECT_CARE', 'leeann', 'trent'],
  ['health-visitor', 'DIRECT_CARE', 'trent', 'leeann'],
  ['gp', 'DIRECT_CARE', 'leeann', 'known-to-many'],
  ['ed-clinician', 'DIRECT_CARE', 'known-to-many', 'leeann'],
  ['camhs', 'DIRECT_CARE', 'sensitive-recorded', 'leeann'],
  ['sexual-health', 'DIRECT_CARE', 'sensitive-clinic', 'leeann'],
  ['midwife', 'DIRECT_CARE', 'unborn', 'leeann'],
  ['social-worker', 'CIN_ASSESSMENT', 'leeann', 'convicted'],
  ['csc-manager', 'CIN_ASSESSMENT', 'trent', 'convicted'],
  ['emergency-duty', 'CHILD_PROTECTION', 'convicted', 'not-participating-19'],
  ['personal-adviser', 'LAC_CARE', 'participating-19', 'looked-after'],
  ['yot-worker', 'OFFENDING_PREVENTION', 'at-risk-of-offending', 'leeann'],
  ['probation-officer', 'OFFENDING_PREVENTION', 'convicted', 'at-risk-of-offending'],
  ['police-designated', 'OFFENDING_PREVENTION', 'at-risk-of-offending', 'leeann'],
  ['police-cp', 'CHILD_PROTECTION', 'known-to-many', 'not-participating-19'],
  ['police-general', 'CRIME_INVESTIGATION', 'looked-after', 'not-participating-19'],
  ['education-welfare', 'CME', 'missing-education', 'not-participating-19'],
  ['housing-officer', 'EARLY_HELP', 'early-help', 'convicted'],
  ['voluntary-worker', 'EARLY_HELP', 'early-help', 'convicted'],
  ['fire-officer', 'EARLY_HELP', 'early-help', 'leeann'],
  ['index-team', 'DATA_QUALITY', 'leeann', 'not-participating-19'],
];

const ask = async (persona: string, purpose: string, slug: string): Promise<unknown> => {
  const isPathOne = purpose === 'OFFENDING_PREVENTION';
  // An assistant may know of no other agency: only the number that the own school holds leads to its record.
  const scheme = persona === 'classroom-assistant' ? 'UPN' : 'NHS_NUMBER';
  const answer = await askFor(world, persona, slug, scheme, {
    purpose,
    selection: 'sources { agency state } withheld { state }',
    ...(isPathOne ? { more: ', emergency: true' } : {}),
  });
  expect(answer.errors).toBeUndefined();
  return answer.data?.['childByIdentifier'];
};

describe('each persona', () => {
  it.each(cases)('%s, for %s, may look at %s and not at %s', async (persona, purpose, mayLookAt, mayNot) => {
    expect(await ask(persona, purpose, mayLookAt)).not.toBeNull();
    expect(await ask(persona, purpose, mayNot)).toBeNull();
  });

  it('is there for every role that may ever ask, at an organisation of the protocol', () => {
    const schema = readFileSync('protocol/schema.cedarschema', 'utf8');
    const [, list = ''] = /entity Role enum \[([^\]]*)\]/.exec(schema) ?? [];
    const roles = [...list.matchAll(/"(\w+)"/g)].map(([, role]) => role ?? '');
    const held = new Set(personasOn('2031-05-14').flatMap(({ claims }) => claims.roles));
    // An advocate has no schedule and asks through nobody; NONE is no role.
    expect(roles.filter((role) => !held.has(role))).toEqual(['NONE', 'ADVOCATE']);
    const signatories = readFileSync('protocol/signatories.yaml', 'utf8');
    for (const { claims } of personasOn('2031-05-14')) {
      expect(signatories).toContain(`organisation: ${claims.organisation}\n`);
    }
  });
});
