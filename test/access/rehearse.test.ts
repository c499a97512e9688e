import { expect, test } from 'vitest';
import type { ChildInput } from '../../src/access/child-input.ts';
import { createAccess } from '../../src/access/create-access.ts';
import { createDecideRequest } from '../../src/access/create-decide-request.ts';
import { createDecideChild } from '../../src/access/decide-child.ts';
import { createMemo } from '../../src/access/memo.ts';
import { createPolicyEngine } from '../../src/access/policy-engine.ts';
import { rehearse } from '../../src/access/rehearse.ts';
import type { RequestInput } from '../../src/access/request-facts.ts';
import { classes, now, protocol, restrictions, today } from './support.ts';

/** Few, so that it is soon over. */
const agencies = ['education', 'social-care'];

/** Rehearses, and keeps what was decided and how often others had their turn. */
async function rehearsed(isOver: (turns: number) => boolean = () => false) {
  const engine = createPolicyEngine(protocol.policies, protocol.cedarSchema);
  const requests = createDecideRequest({ agencies, engine, protocol });
  const memo = createMemo<never>(50) as never;
  const parts = { agencies, classes: ['ID', 'ADR'], restrictions, engine, protocol, memo };
  const decideChild = createDecideChild(parts, requests.caseOf);
  const asked: RequestInput[] = [];
  const children: ChildInput[] = [];
  let turns = 0;
  await rehearse(
    {
      ...parts,
      decideRequest: (input) => {
        asked.push(input);
        return requests.decide(input);
      },
      decideChild: (input) => {
        children.push(input);
        return decideChild(input);
      },
      pause: async () => {
        turns += 1;
      },
    },
    { today, now, isOver: () => isOver(turns) },
  );
  return { asked, children, turns };
}

const workOf = ({ practitioner, declaration }: RequestInput): string =>
  `${practitioner.roles[0]} ${declaration.purpose} ${practitioner.organisation}`;

test('each work of a schedule in force is rehearsed once, each decision in a turn of its own', async () => {
  const { asked, children, turns } = await rehearsed();
  const works = asked.map(workOf);
  expect(new Set(works).size).toBe(works.length);
  const inForce = protocol.schedules.filter(({ validFrom, validUntil }) => validFrom <= today && today <= validUntil);
  const kinds = new Set(protocol.signatories.map(({ kind }) => kind));
  for (const { roles, purposes, organisationKinds } of inForce) {
    if (!organisationKinds.some((kind) => kinds.has(kind))) continue;
    for (const role of roles) {
      for (const purpose of purposes) expect(works.some((work) => work.startsWith(`${role} ${purpose} `))).toBe(true);
    }
  }
  expect(children.length).toBeGreaterThan(10);
  // One for each request and each child, and for each cell of those that were decided.
  expect(turns).toBeGreaterThan(asked.length + children.length);
});

test('it stops when it is told to', async () => {
  const { asked, turns } = await rehearsed((taken) => taken >= 3);
  expect(turns).toBe(3);
  expect(asked.length).toBeLessThan(4);
});

test('nobody and no child that there is takes part in it', async () => {
  const { asked, children } = await rehearsed((taken) => taken > 200);
  expect(children.length).toBeGreaterThan(0);
  for (const { practitioner } of asked) expect([practitioner.subject, practitioner.staffIds]).toEqual(['', []]);
  for (const { record } of children.flatMap(({ child }) => child.records)) {
    expect([record.recordId, record.identifiers, record.names]).toEqual(['', [], []]);
  }
});

test('it opens and closes nothing that would be otherwise without it', async () => {
  const fresh = () => createAccess({ protocol, agencies, classes, restrictions });
  const [untouched, rehearsedBefore] = [fresh(), fresh()];
  let turns = 0;
  await rehearsedBefore.rehearse({ today, now, isOver: () => (turns += 1) > 200 });
  const { asked } = await rehearsed((taken) => taken > 200);
  expect(asked.map((input) => rehearsedBefore.decideRequest(input).kind)).toEqual(
    asked.map((input) => untouched.decideRequest(input).kind),
  );
});
