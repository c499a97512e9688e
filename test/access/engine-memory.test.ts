import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { takeEngineMemory } from '../../src/access/engine-memory.ts';
import { createPolicyEngine, type Question } from '../../src/access/policy-engine.ts';
import type { PolicyText } from '../../src/model/protocol.ts';

const schema = `
  entity Role enum ["READER"];
  entity Thing enum ["A"];
  action "read" appliesTo { principal: Role, resource: Thing, context: { isOwn: Bool } };
`;
const question: Question = {
  role: 'READER',
  action: 'read',
  resource: { type: 'Thing', id: 'A' },
  schedules: [],
  facts: { isOwn: true },
};
const policy = (id: string, effect: 'permit' | 'forbid', condition: string): PolicyText => ({
  id,
  effect,
  file: 'tier1.cedar',
  schedule: null,
  text: `${effect} (principal, action, resource) when { ${condition} };`,
  annotations: {},
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Lets go of what nothing refers to; what follows from that is done between the turns of the event loop. */
async function letGo(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("the policy engine's memory", () => {
  it('takes no more room however many versions of the protocol follow one another', async () => {
    const names = new Set<string>();
    const use = (round: number): void => {
      const memory = takeEngineMemory(schema);
      memory.addPolicies({ p: `permit (principal, action, resource) when { context.isOwn || ${round} == 1 };` });
      names.add(memory.schema);
    };
    for (let round = 0; round < 30; round += 1) {
      use(round);
      await letGo();
    }
    expect(names.size).toBeLessThan(10);
  });

  it('stays with an engine that is in use, whatever follows', async () => {
    const inUse = createPolicyEngine([policy('own', 'permit', 'context.isOwn')], schema);
    expect(inUse.ask(question).kind).toBe('ALLOWED');
    for (let round = 0; round < 20; round += 1) {
      const next = createPolicyEngine([policy('own', 'permit', '!context.isOwn')], schema);
      expect(next.ask(question).kind).toBe('DENIED');
      await letGo();
    }
    // Another fact, so that the answer is not a remembered one.
    const again = createPolicyEngine([policy('own', 'permit', 'context.isOwn')], schema);
    expect([inUse.ask({ ...question, facts: { isOwn: false } }).kind, again.ask(question).kind]).toEqual([
      'DENIED',
      'ALLOWED',
    ]);
    expect(inUse.ask(question).kind).toBe('ALLOWED');
  });

  it('stays also with a single function of the engine, so that a request under way is decided as it began', async () => {
    const { ask } = createPolicyEngine(
      [policy('own', 'permit', 'context.isOwn'), policy('not-own', 'forbid', '!context.isOwn')],
      schema,
    );
    expect(ask(question).kind).toBe('ALLOWED');
    for (let round = 0; round < 20; round += 1) {
      createPolicyEngine([policy('all', 'permit', 'true')], schema).ask(question);
      await letGo();
    }
    expect(ask({ ...question, facts: { isOwn: false } })).toMatchObject({
      kind: 'DENIED',
      policies: [{ id: 'not-own' }],
    });
  });

  it('tells what was asked, one of a kind, so that the next version can be warmed up', () => {
    const engine = createPolicyEngine([policy('own', 'permit', 'context.isOwn')], schema);
    expect(engine.asked()).toEqual([]);
    engine.ask(question);
    engine.ask({ ...question, facts: { isOwn: false } });
    expect(engine.asked()).toEqual([question]);
  });
});
