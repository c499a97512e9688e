import { describe, expect, it } from 'vitest';
import type { ChildPart } from '../../src/graph/graph-step.ts';
import { normaliseIdentifier } from '../../src/matching/identifiers.ts';
import type { ChildRecord, LinkedChild } from '../../src/model/child-record.ts';
import { factsRows } from '../../src/pipeline/forwarded-facts.ts';
import { indexOnly } from '../../src/pipeline/index-only.ts';
import { child, classes, decide, noRelationship, protocol, record } from '../access/support.ts';

const nhs = { scheme: 'NHS_NUMBER', value: '9990000018', verified: true, former: false };
const local = { scheme: 'SOCIAL_CARE_ID', value: 'SC9000001', verified: true, former: false };
const socialWorker = { organisation: 'LA:001-CSC', roles: ['SOCIAL_WORKER'] };

/** The child as a forwarded request of a social worker's finds it. */
function part(linked: LinkedChild, knowable: readonly string[] | null = null): ChildPart {
  const decision = decide({ who: socialWorker, why: { purpose: 'CHILD_PROTECTION' }, child: linked });
  if (decision.kind === 'OPEN') throw new Error('the child was not decided');
  if (decision.kind === 'REFUSED' && !('trueCode' in decision)) throw new Error('the request was refused');
  return { root: 0, slot: 0, id: null, linked, decision: indexOnly(decision, knowable, protocol) };
}

function rows(parts: readonly ChildPart[]) {
  return factsRows(parts, {
    protocol,
    authority: 'LA:001',
    classes,
    identityClass: 'ID',
    placeClass: 'ADR',
    normaliseIdentifier: ({ scheme, value }) => {
      const read = normaliseIdentifier(scheme, value, 2026);
      return read.kind === 'VALID' ? read : { kind: 'INVALID' };
    },
    seal: ({ scheme, value }) => `sealed ${scheme} ${value}`,
  }).map(({ row }) => row as Record<string, any>);
}

const held = (agency: string, more: Partial<ChildRecord> = {}): ChildRecord =>
  record(agency, { identifiers: [nhs], names: [{ given: 'Ann', family: agency, kind: 'LEGAL' }], ...more });
const one = (...records: readonly ChildRecord[]) => rows([part(child(records))])[0];

describe('the row that a peer is given of a child', () => {
  it('is one of all own records, under an id that is sealed, with the numbers that mean the same everywhere', () => {
    const told = rows([part(child([held('social-care', { identifiers: [local, nhs] }), held('education')]))]);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      recordId: 'sealed NHS_NUMBER 9990000018',
      identifiers: [nhs],
      custodian: 'LA:001',
      recordedIdentity: { names: [{ family: 'social-care' }, { family: 'education' }] },
    });
  });

  it('is one row however the child was asked for', () => {
    const parts = [part(child([held('education')])), part(child([held('education'), held('social-care')]))];
    expect(rows(parts).map(({ recordId }) => recordId)).toEqual(['sealed NHS_NUMBER 9990000018']);
  });

  it('is kept under an own number where there is no other, which is not told', () => {
    expect(one(held('social-care', { identifiers: [local] }))).toMatchObject({
      recordId: 'sealed SOCIAL_CARE_ID SC9000001',
      identifiers: [],
    });
  });

  it('refuses every class that is not of the index, and of the index what the own decision does not open', () => {
    const refused = (row: Record<string, any> | undefined) => row?.['restrictions'].refusedClasses as readonly string[];
    const open = refused(one(held('education')));
    for (const each of ['NUM', 'HLT', 'EDU', 'SCS', 'SCD', 'CAFB', 'SENS', 'POL', 'CHR', 'PLN', 'LOG'])
      expect(open).toContain(each);
    for (const each of ['ID', 'ADR', 'FAM', 'UNI', 'INV']) expect(open).not.toContain(each);
    const own = refused(one(held('education', { refusedClasses: ['FAM'] })));
    expect(own).toContain('FAM');
    // Another agency of the same authority gives it.
    expect(refused(one(held('education', { refusedClasses: ['FAM'] }), held('health')))).not.toContain('FAM');
  });

  it('refuses everything of a child whom the own protocol refuses as a whole, and still carries what restricts', () => {
    const shielded = held('education', { isShielded: true, relationship: { ...noRelationship, excluded: true } });
    const row = one(shielded);
    expect(row?.['restrictions'].refusedClasses).toEqual(classes);
    expect(row).toMatchObject({ restrictions: { shielded: true }, relationship: { excluded: true }, postcodes: [] });
  });

  it('is shielded when any link is, also a possible one, and then sends no postcode', () => {
    const postcodes = [{ postcode: 'WX1 1AA', isCurrent: true }];
    expect(one(held('education', { postcodes }))).toMatchObject({
      restrictions: { shielded: false },
      postcodes: [{ postcode: 'WX1 1AA', current: true }],
    });
    const possible = {
      record: held('housing', { isShielded: true }),
      outcome: 'POSSIBLE' as const,
      rule: 'R8',
      linkedWith: [],
    };
    const [row] = rows([part(child([held('education', { postcodes }), possible]))]);
    expect(row).toMatchObject({ restrictions: { shielded: true }, postcodes: [] });
  });

  it('is shielded while a custodian of shields is silent: the worst that it could say', () => {
    const [row] = rows([part(child([held('education')], { 'social-care': 'NO_RESPONSE' }))]);
    expect(row?.['restrictions'].shielded).toBe(true);
    const [other] = rows([part(child([held('education')], { health: 'NO_RESPONSE' }))]);
    expect(other?.['restrictions'].shielded).toBe(false);
  });

  it('unites what ties and what excludes, and counts nothing that ties from an uncertain record', () => {
    const tied = { ...noRelationship, allocated: true };
    expect(one(held('education'), held('social-care', { relationship: tied }))?.['relationship'].allocated).toBe(true);
    const uncertain = {
      record: held('housing', { relationship: tied }),
      outcome: 'POSSIBLE' as const,
      rule: 'R8',
      linkedWith: [],
    };
    const [row] = rows([part(child([held('education'), uncertain]))]);
    expect(row?.['relationship'].allocated).toBe(false);
  });

  it('does not exist where a restricted service alone knows the child; its restrictions count with others', () => {
    const restricted = held('sexual-health', { isShielded: true });
    expect(rows([part(child([restricted]))])).toEqual([]);
    expect(one(held('education'), restricted)?.['restrictions'].shielded).toBe(true);
  });

  it('has only the names of copies that may be shown, where any may', () => {
    const row = one(held('education'), held('youth-justice', { refusedClasses: ['ID'] }));
    expect(row?.['recordedIdentity'].names).toEqual([{ given: 'Ann', family: 'education', kind: 'LEGAL' }]);
  });
});

describe('what a peer may be told of a decided child', () => {
  const linked = child([held('education'), held('social-care'), held('sexual-health')]);
  const decided = (knowable: readonly string[] | null) => {
    const { decision } = part(linked, knowable);
    if (decision.kind === 'REFUSED') throw new Error('the child was refused');
    return decision;
  };

  it('is the index, never a detail', () => {
    expect(decided(null).cellOf('social-care', 'INV', 'PLAIN').read).not.toBe(0);
    expect(decided(null).cellOf('social-care', 'SCS', 'PLAIN')).toMatchObject({
      read: 0,
      know: 0,
      mayKnowExistence: false,
    });
  });

  it('leaves out agencies whose presence the origin does not let its practitioner know of', () => {
    expect(decided(['SCS']).cellOf('social-care', 'ID', 'PLAIN').know).not.toBe(0);
    expect(decided([]).cellOf('social-care', 'ID', 'PLAIN')).toMatchObject({ read: 0, know: 0 });
    expect(decided([]).mayKnowOf('social-care')).toBe(false);
    expect(decided([]).cellOf('education', 'ID', 'PLAIN').know).not.toBe(0);
  });

  it('is nothing of a restricted service, whatever the origin says', () => {
    expect(decided(['SENS']).mayKnowOf('sexual-health')).toBe(false);
    expect(decided(['SENS']).cellOf('sexual-health', 'ID', 'PLAIN').know).toBe(0);
  });
});
