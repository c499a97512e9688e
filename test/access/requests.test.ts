import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ControlFacts } from '../../src/model/control.ts';
import type { Declaration } from '../../src/model/declaration.ts';
import type { Practitioner } from '../../src/model/practitioner.ts';
import { accessOf, agencies, day, nothingHeld, now, practitioner, protocol, request, today } from './support.ts';

const expected = z.strictObject({
  code: z.string(),
  gate: z.string(),
  route: z.string(),
  needs: z.array(z.string()).default([]),
  contact: z.string().default(protocol.generalContact.organisation),
});
const person = z.strictObject({
  roles: z.array(z.string()).optional(),
  organisation: z.string().optional(),
  isSuspended: z.boolean().optional(),
  daysTrained: z.int().nullable().optional(),
  daysVetted: z.int().nullable().optional(),
});
const file = z.strictObject({
  cases: z.array(
    z.strictObject({
      title: z.string(),
      who: person
        .extend({
          kind: z.enum(['PRACTITIONER', 'SUBJECT', 'PARENT', 'COURT', 'PEER']).optional(),
          designatedOfficer: z.boolean().optional(),
          personId: z.string().optional(),
          mediator: person.optional(),
        })
        .prefault({}),
      why: z
        .strictObject({
          purpose: z.string().optional(),
          reason: z.string().optional(),
          basis: z.array(z.string()).optional(),
          emergency: z.boolean().optional(),
          isWritten: z.boolean().optional(),
          declaresBreakGlass: z.boolean().optional(),
          isAcknowledged: z.boolean().default(true),
          order: z.strictObject({ reference: z.string(), daysLeft: z.int() }).optional(),
        })
        .prefault({}),
      control: z
        .strictObject({
          isSuspended: z.boolean().optional(),
          breakGlassesToday: z.int().optional(),
          isPolicyHead: z.boolean().optional(),
        })
        .prefault({}),
      expect: z.union([z.literal('OPEN'), expected]),
    }),
  ),
});
type Case = z.infer<typeof file>['cases'][number];

const { cases } = file.parse(parse(readFileSync(join(import.meta.dirname, 'requests.yaml'), 'utf8'), { merge: true }));

function who({ daysTrained, daysVetted, personId, mediator, ...rest }: Case['who']): Partial<Practitioner> {
  return {
    ...(rest as Partial<Practitioner>),
    ...(daysTrained === undefined ? {} : { trainedUntil: daysTrained === null ? null : day(daysTrained) }),
    ...(daysVetted === undefined ? {} : { vettedOn: daysVetted === null ? null : day(daysVetted) }),
    ...(personId === undefined ? {} : { personId: { scheme: 'PERSON', value: personId } }),
    ...(mediator === undefined
      ? {}
      : { mediator: practitioner({ roles: ['MEDIATOR'], organisation: 'LA:001', ...who(mediator) }) }),
  };
}

function why({ isWritten, declaresBreakGlass, isAcknowledged, order, ...rest }: Case['why']): Partial<Declaration> {
  return {
    ...(rest as Partial<Declaration>),
    ...(isWritten === true ? { written: { reference: 'W-1', madeAt: now } } : {}),
    ...(declaresBreakGlass === true ? { breakGlass: { ground: 'LIFE_OR_LIMB', acknowledged: isAcknowledged } } : {}),
    ...(order === undefined
      ? {}
      : { courtOrder: { reference: order.reference, classes: ['ID'], expiresOn: day(order.daysLeft) } }),
  };
}

test.each(cases)('$title', ({ who: caller, why: reason, control, expect: outcome }) => {
  const decision = request({
    who: who(caller),
    why: why(reason),
    control: { ...nothingHeld, ...(control as Partial<ControlFacts>) },
  });
  const actual =
    decision.kind === 'OPEN'
      ? 'OPEN'
      : {
          code: decision.code,
          gate: decision.gate,
          route: decision.route?.kind,
          needs: decision.route?.needs,
          contact: decision.route?.contact?.organisation,
        };
  expect(actual).toEqual(outcome);
});

test('an open request says which bases were derived for each agency, and by which version it was decided', () => {
  const decision = request({});
  expect(decision).toEqual({
    kind: 'OPEN',
    policyVersion: protocol.version,
    mode: 'NORMAL',
    obligations: [],
    slotsFor: expect.any(Function),
    basesOf: new Map(agencies.map((agency) => [agency, ['CA04_S10']])),
    roles: [{ role: 'TEACHER', schedules: ['teaching'] }],
  });
});

test('only the roles that pass are carried on', () => {
  const decision = request({ who: { roles: ['CLASSROOM_ASSISTANT', 'DSL'] }, why: { purpose: 'CHILD_PROTECTION' } });
  expect(decision).toMatchObject({ roles: [{ role: 'DSL', schedules: ['school-child-protection'] }] });
});

test('a written request dated in the future is none', () => {
  const decision = request({
    who: { roles: ['YOT_DESIGNATED'], organisation: 'ORG:wexborough-yot', designatedOfficer: true },
    why: { purpose: 'OFFENDING_PREVENTION', written: { reference: 'W-1', madeAt: `${day(1)}T00:00:00Z` } },
  });
  expect(decision).toMatchObject({ kind: 'REFUSED', code: 'WRITTEN_REQUIRED' });
});

test('a schedule counts only while it is valid', () => {
  const with_ = (validFrom: string, validUntil: string) =>
    request(
      {},
      accessOf({
        ...protocol,
        schedules: protocol.schedules.map((schedule) =>
          schedule.id === 'teaching' ? { ...schedule, validFrom, validUntil } : schedule,
        ),
      }),
    );
  expect(with_(day(-10), day(-1))).toMatchObject({ code: 'SCHEDULE_EXPIRED', gate: 'G3', route: { kind: 'SCHEDULE' } });
  expect(with_(day(1), day(10))).toMatchObject({ code: 'SCHEDULE_EXPIRED' });
  expect(with_(today, today)).toMatchObject({ kind: 'OPEN' });
});

test('an organisation that signs tomorrow is not a signatory today', () => {
  const signingOn = (signedOn: string) =>
    request({}, accessOf({ ...protocol, signatories: protocol.signatories.map((one) => ({ ...one, signedOn })) }));
  expect(signingOn(day(1))).toMatchObject({ code: 'ORG_NOT_SIGNATORY' });
  expect(signingOn(today)).toMatchObject({ kind: 'OPEN' });
});

test('a purpose that the policies do not know is refused, not evaluated', () => {
  const unknown = { ...protocol, schedules: protocol.schedules.map((one) => ({ ...one, purposes: ['UNHEARD_OF'] })) };
  expect(request({ why: { purpose: 'UNHEARD_OF' } }, accessOf(unknown))).toMatchObject({
    kind: 'REFUSED',
    code: 'POLICY_ERROR',
  });
});

test('a decision does not depend on what was decided before', () => {
  const untrained = { who: { trainedUntil: day(-1) } };
  expect(request(untrained)).toMatchObject({ code: 'TRAINING_NOT_CURRENT' });
  expect(request({})).toMatchObject({ kind: 'OPEN' });
  expect(request(untrained)).toMatchObject({ code: 'TRAINING_NOT_CURRENT' });
});
