import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ChildRecord } from '../../src/model/child-record.ts';
import type { CellDecision } from '../../src/model/decision.ts';
import {
  access,
  accessOf,
  agencies,
  bornYearsAgo,
  child,
  classes,
  consent,
  day,
  decide,
  noRelationship,
  now,
  protocol,
  record,
  type Situation,
  today,
} from './support.ts';

/** Agencies that disclose as the matrix says: of the others, the restricted and the voluntary, see test/promises/other-agencies.test.ts. */
const alike = agencies.filter((agency) => !['voluntary', 'sexual-health'].includes(agency));

const file = z.strictObject({
  columns: z.array(
    z.strictObject({
      name: z.string(),
      role: z.string(),
      organisation: z.string(),
      purpose: z.string(),
      basis: z.array(z.string()).optional(),
      signs: z.boolean().default(false),
      kind: z.string().default('VCSO'),
      caller: z.enum(['PRACTITIONER', 'SUBJECT', 'PARENT', 'COURT']).default('PRACTITIONER'),
      breaksGlass: z.boolean().default(false),
      isWritten: z.boolean().default(true),
      order: z.string().optional(),
      heldAt: z.string().optional(),
      presenceKnownAt: z.array(z.string()).default([]),
      child: z
        .strictObject({
          ageYears: z.int().default(9),
          participates: z.boolean().default(false),
          diedDaysAgo: z.int().optional(),
          unborn: z.boolean().default(false),
        })
        .prefault({}),
      relationship: z.record(z.string(), z.union([z.string(), z.boolean(), z.int()])),
      onlyAt: z.array(z.string()).default(alike),
      cells: z.record(z.string(), z.string()),
      numbers: z.record(z.string(), z.string()),
    }),
  ),
});
type Column = z.infer<typeof file>['columns'][number];

const { columns } = file.parse(parse(readFileSync(join(import.meta.dirname, 'matrix.yaml'), 'utf8'), { merge: true }));

type Told = {
  readonly read: number;
  readonly know: number;
  readonly state: string | null;
  readonly code: string | null;
};

const all = { read: 15, know: 15, state: null, code: null };
const closed = (state: string, code: string): Told => ({ read: 0, know: 0, state, code });

/** What a cell of the matrix means at an agency (domain reference 7.0, 7.4 legend). */
function meaning(cell: string, isOwn: boolean, hasConsent: boolean, isThirdParty: boolean): Told {
  const notNeeded = isThirdParty ? 'THIRD_PARTY' : 'NOT_NEED_TO_KNOW';
  // S at an agency that cannot hold the caller's own: nobody else's existence may be known by it.
  const own = (mask: number): Told =>
    isOwn
      ? { read: mask, know: mask, state: 'REDACTED', code: 'NOT_NEED_TO_KNOW' }
      : closed('WITHHELD_OR_NONE', 'NOT_NEED_TO_KNOW');
  switch (cell) {
    case 'R':
      return all;
    case 'R rel':
      return { read: 10, know: 10, state: 'REDACTED', code: notNeeded };
    case 'S':
      return own(12);
    case 'S rel':
      return own(8);
    case 'C':
      return hasConsent ? all : closed('REDACTED', 'CONSENT_REQUIRED');
    case 'C rel':
      return hasConsent
        ? { read: 10, know: 10, state: 'REDACTED', code: 'NOT_NEED_TO_KNOW' }
        : closed('REDACTED', 'CONSENT_REQUIRED');
    case 'R own/C':
      if (hasConsent) return all;
      return isOwn
        ? { read: 12, know: 12, state: 'REDACTED', code: 'CONSENT_REQUIRED' }
        : closed('REDACTED', 'CONSENT_REQUIRED');
    case 'E':
      return { read: 0, know: 15, state: 'REDACTED', code: 'NOT_NEED_TO_KNOW' };
    case 'P':
    case 'P/R ex':
      return { read: 0, know: 15, state: 'PLACEHOLDER', code: 'SENSITIVE_SERVICE' };
    case 'P own R':
      return { read: isOwn ? 12 : 0, know: 15, state: 'PLACEHOLDER', code: 'SENSITIVE_SERVICE' };
    default:
      return closed('WITHHELD_OR_NONE', cell.replace(/^- ?/, '') || 'NOT_NEED_TO_KNOW');
  }
}

/** A child and a parent are told nothing of what is closed to them. */
function untold(told: Told, { caller }: Column): Told {
  if (caller !== 'SUBJECT' && caller !== 'PARENT') return told;
  return told.read === 15 ? told : { ...told, state: 'WITHHELD_OR_NONE', code: null };
}

function situation(column: Column, hasConsent: boolean): Situation {
  const { at, contactMadeDaysAgo, ...flags } = column.relationship;
  const dateOfBirth = column.child.unborn ? null : bornYearsAgo(column.child.ageYears);
  const lifecycle: ChildRecord['lifecycle'] = {
    unborn: column.child.unborn,
    dateOfBirth,
    diedOn: column.child.diedDaysAgo === undefined ? null : day(-column.child.diedDaysAgo),
    participatingUntil: column.child.participates ? day(100) : null,
  };
  const recordedBy: Readonly<Record<string, string>> = {
    education: 'URN:100001',
    health: 'ODS:Y99002',
    'social-care': 'LA:001-CSC',
    'youth-justice': 'ORG:wexborough-yot',
    police: 'ORG:wexshire-police',
    voluntary: 'ORG:wexborough-family-centre',
    'sexual-health': 'ODS:Y99005',
    housing: 'ORG:wexborough-housing',
  };
  return {
    who: {
      kind: column.caller,
      roles: [column.role],
      organisation: column.organisation,
      designatedOfficer: true,
      personId: column.caller === 'PRACTITIONER' ? null : { scheme: 'PERSON', value: 'P-1' },
    },
    why: {
      purpose: column.purpose,
      basis: column.basis ?? null,
      written: column.isWritten ? { reference: 'W-1', madeAt: now } : null,
      breakGlass: column.breaksGlass ? { ground: 'LIFE_OR_LIMB', acknowledged: true } : null,
      courtOrder: column.order === undefined ? null : { reference: column.order, classes, expiresOn: day(10) },
    },
    child: child(
      agencies.map((agency) =>
        record(agency, {
          lifecycle,
          relationship: {
            ...noRelationship,
            ...(agency === at
              ? { ...flags, contactMadeOn: contactMadeDaysAgo ? day(-Number(contactMadeDaysAgo)) : null }
              : {}),
          },
          consents: hasConsent
            ? [
                consent({
                  recordedBy: recordedBy[agency] ?? '',
                  classes,
                  recipients: [column.organisation],
                  purposes: [column.purpose],
                  // From 16 the young person decides; and nobody consents to what they ask for themselves.
                  ...(column.child.ageYears >= 16 ? { giver: 'CHILD', capacity: 'PRESUMED_16' } : {}),
                  ...(column.caller === 'PARENT' ? { giver: 'CHILD', capacity: 'GILLICK' } : {}),
                }),
              ]
            : [],
        }),
      ),
    ),
  };
}

function told({ read, know, explanation }: CellDecision): Told {
  return { read, know, state: explanation?.state ?? null, code: explanation?.code ?? null };
}

/** The protocol as it would be, had the column's organisation signed it. */
function accessFor({ signs, organisation, kind }: Column): typeof access {
  if (!signs) return access;
  const others = protocol.signatories.filter((signatory) => signatory.organisation !== organisation);
  const contact = protocol.generalContact;
  const signatory = { organisation, name: organisation, kind, agency: null, signedOn: day(-400), contact };
  return accessOf({ ...protocol, signatories: [...others, signatory] });
}

const ownSystem = (organisation: string): string | null =>
  protocol.signatories.find((signatory) => signatory.organisation === organisation)?.agency ?? null;

describe.each(columns)('$name', (column) => {
  const by = accessFor(column);
  test.each(['without', 'with'])('every cell at every agency is as the matrix says, %s consent', (given) => {
    const hasConsent = given === 'with';
    const decision = decide(situation(column, hasConsent), by);

    const expected: Record<string, Told> = {};
    const actual: Record<string, Told> = {};
    for (const agency of column.onlyAt) {
      const isOwn = ownSystem(column.organisation) === agency;
      // That one of these holds a record may be known where its status may; by its own staff always.
      const status = { 'social-care': 'SCS', 'youth-justice': 'YJS', police: 'POL', housing: 'INV' }[agency];
      const isHidden =
        status !== undefined &&
        !isOwn &&
        !column.presenceKnownAt.includes(agency) &&
        meaning(column.cells[status] ?? '-', isOwn, hasConsent, false).know === 0;
      for (const name of classes.filter((each) => each !== 'NUM')) {
        const given = column.cells[name] ?? '-';
        const cell = (column.heldAt ?? agency) === agency || given.startsWith('-') ? given : '-';
        const meant = meaning(cell, isOwn, hasConsent, name === 'ADU');
        const never = cell.startsWith('-') ? meant : closed('WITHHELD_OR_NONE', 'NOT_NEED_TO_KNOW');
        expected[`${agency} ${name}`] = untold(isHidden ? never : meant, column);
        if (decision.kind === 'DECIDED') actual[`${agency} ${name}`] = told(decision.cellOf(agency, name, 'PLAIN'));
      }
    }
    // Where nothing at all may be known, the child is refused as a whole, like one whom nobody knows.
    const isNothing = Object.values(expected).every(({ know, state }) => know === 0 && state === 'WITHHELD_OR_NONE');
    if (isNothing) expect(decision.kind).toBe('REFUSED');
    else expect(actual).toEqual(expected);
  });

  test('numbers are open scheme by scheme', () => {
    const decision = decide(situation(column, false), by);
    if (decision.kind !== 'DECIDED') {
      expect(Object.values(column.cells).filter((cell) => !/^[-C]/.test(cell))).toEqual([]);
      return;
    }
    const masks = (agency: string): Record<string, number> =>
      Object.fromEntries([...(decision.cellOf(agency, 'NUM', 'PLAIN').split ?? [])].filter(([, mask]) => mask !== 0));

    for (const agency of column.onlyAt.filter((each) => each !== 'youth-justice')) {
      const isOwn = ownSystem(column.organisation) === agency;
      const status = { 'social-care': 'SCS', police: 'POL', housing: 'INV' }[agency];
      const isHidden =
        !column.presenceKnownAt.includes(agency) &&
        meaning(column.cells[status ?? ''] ?? '-', isOwn, false, false).know === 0;
      if (status !== undefined && !isOwn && isHidden) {
        expect({ agency, ...masks(agency) }).toEqual({ agency });
        continue;
      }
      const expected = Object.entries(column.numbers)
        .map(([scheme, cell]): [string, number] => [scheme, meaning(cell, isOwn, false, false).read])
        .filter(([, mask]) => mask !== 0);
      expect({ agency, ...masks(agency) }).toEqual({ agency, ...Object.fromEntries(expected) });
    }
  });
});

test('the cases play on a day on which every schedule is valid', () => {
  expect(protocol.schedules.filter(({ validFrom, validUntil }) => today < validFrom || validUntil < today)).toEqual([]);
});
