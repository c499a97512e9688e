import { describe, expect, test } from 'vitest';
import { createPolicyEngine, type Question } from '../../src/access/policy-engine.ts';
import type { PolicyText } from '../../src/model/protocol.ts';
import { accessOf, child, decide, noRelationship, protocol, record, request } from './support.ts';

const engine = createPolicyEngine(protocol.policies, protocol.cedarSchema);

const mayRead: Question = {
  role: 'HEAD',
  action: 'read',
  resource: { type: 'Class', id: 'ID' },
  schedules: ['school-wellbeing'],
  facts: {
    kind: 'PRACTITIONER',
    mode: 'NORMAL',
    isMediator: false,
    purpose: 'WELLBEING',
    bases: ['CA04_S10'],
    exemption: 'NONE',
    isExempt: false,
    isEmergency: false,
    isWritten: false,
    isOrdered: false,
    discloser: 'LA_EDU',
    isPresenceKnown: true,
    lifecycle: 'CHILD',
    shield: 'NONE',
    competence: 'NOT_PRESUMED',
    consent: 'NONE',
    isRefusedBySource: false,
    isDetrimental: false,
    aspect: 'PLAIN',
    slots: 'COMPLETE',
    consentRule: 'NONE',
    isOwn: false,
    isRelevant: false,
  },
};

/** A policy as it must never be: strict validation would have refused it. */
function unchecked(id: string, effect: 'permit' | 'forbid', text: string): PolicyText {
  return { id, effect, file: 'tier1.cedar', schedule: null, text, annotations: { id, gate: 'G0', code: 'X' } };
}

describe('a question', () => {
  test('is allowed by the policy that permits, which is named', () => {
    const answer = engine.ask(mayRead);
    expect(answer).toMatchObject({ kind: 'ALLOWED', policies: [{ id: 'school-wellbeing.release' }] });
  });

  test.each(Object.keys(mayRead.facts))(
    'that lacks %s is denied as an error, also after it was allowed',
    (attribute) => {
      expect(engine.ask(mayRead).kind).toBe('ALLOWED');
      const facts = Object.fromEntries(Object.entries(mayRead.facts).filter(([name]) => name !== attribute));
      expect(engine.ask({ ...mayRead, facts })).toEqual({ kind: 'ERRED' });
    },
  );

  test.each([
    ['a role', { role: 'WIZARD' }],
    ['an action', { action: 'browse' }],
    ['a class', { resource: { type: 'Class', id: 'GOSSIP' } }],
    ['a code of a fact', { facts: { ...mayRead.facts, shield: 'PERHAPS' } }],
  ])('with %s that the schema does not list is denied', (_what, change) => {
    expect(engine.ask({ ...mayRead, ...change }).kind).not.toBe('ALLOWED');
  });

  test('is not allowed by a schedule that does not count', () => {
    expect(engine.ask({ ...mayRead, schedules: [] })).toEqual({ kind: 'DENIED', policies: [] });
    expect(engine.ask({ ...mayRead, schedules: ['teaching'] })).toEqual({ kind: 'DENIED', policies: [] });
  });

  test('has the same answer from the policies that can count as from all of them', () => {
    // Each membership test wrapped, so that the analysis leaves every policy in every set.
    const opaque = createPolicyEngine(
      protocol.policies.map((policy) => ({
        ...policy,
        text: policy.text.replaceAll(
          /^when \{ ((?:principal|resource|context\.purpose) [^{}]*) \}/gm,
          'when { true && ($1) }',
        ),
      })),
      protocol.cedarSchema,
    );
    const differing: string[] = [];
    for (const role of ['HEAD', 'TEACHER', 'GP', 'SOCIAL_WORKER', 'CPMT']) {
      for (const id of engine.valuesOf('Class')) {
        for (const consent of ['NONE', 'GIVEN']) {
          const question = { ...mayRead, role, resource: { type: 'Class', id }, facts: { ...mayRead.facts, consent } };
          if (engine.ask(question).kind !== opaque.ask(question).kind) differing.push(`${role} ${id} ${consent}`);
        }
      }
    }
    expect(differing).toEqual([]);
    expect(opaque.policiesFor(mayRead).length).toBeGreaterThan(engine.policiesFor(mayRead).length);
  });
});

describe('a policy that errs', () => {
  const onRoll = child([record('education', { relationship: { ...noRelationship, roll: true } })]);
  const head = { who: { roles: ['HEAD'] }, child: onRoll };

  test('denies the request, though it only forbids and Cedar would skip it', () => {
    const broken = accessOf({
      ...protocol,
      policies: [
        ...protocol.policies,
        unchecked('broken', 'forbid', 'forbid (principal, action == Action::"ask", resource) when { context.absent };'),
      ],
    });
    expect(request({}, broken)).toMatchObject({ kind: 'REFUSED', code: 'POLICY_ERROR' });
  });

  test('denies the child', () => {
    const broken = accessOf({
      ...protocol,
      policies: [
        ...protocol.policies,
        unchecked(
          'broken',
          'forbid',
          'forbid (principal, action == Action::"enter", resource) when { context.absent };',
        ),
      ],
    });
    expect(decide(head, broken)).toEqual({ kind: 'REFUSED', trueCode: 'POLICY_ERROR', gate: 'G14' });
  });

  test.each(['permit', 'forbid'] as const)(
    'denies every item, a %s alike, so that the child is refused like one whom nobody knows',
    (effect) => {
      const text = `${effect} (principal, action in [Action::"know", Action::"read"], resource) when { context.absent };`;
      const broken = accessOf({ ...protocol, policies: [...protocol.policies, unchecked('broken', effect, text)] });
      expect(decide(head, broken)).toMatchObject({ kind: 'REFUSED' });
    },
  );
});

test('policies that cannot be read stop the start', () => {
  expect(() => createPolicyEngine([unchecked('broken', 'forbid', 'forbid (')], protocol.cedarSchema)).toThrow('broken');
});

test('a class that the policies do not know stops the start and is named', () => {
  expect(() => accessOf({ ...protocol, cedarSchema: protocol.cedarSchema.replace('"CHR", ', '') })).toThrow('CHR');
});
