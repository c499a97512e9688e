import { describe, expect, it } from 'vitest';
import { createGraph } from '../../src/graph/graph.ts';
import { sourceState } from '../../src/graph/source-state.ts';
import type { AgencyError } from '../../src/model/agency-call.ts';
import { accessOf, child, decideOne, protocol, record } from '../access/support.ts';
import { factsAsk, graphOptions } from '../graph/world.ts';

const graph = createGraph(graphOptions);
const [call] = graph.factsCalls('education', [{ scheme: 'NHS_NUMBER', value: '9990000018' }], factsAsk);
const read = (errors: readonly AgencyError[]) => {
  if (call === undefined) throw new Error('a facts call is always made');
  return graph.readFacts(call, { kind: 'ANSWERED', data: { records: [] }, errors });
};

describe('an agency that does not tell whom it does not hold', () => {
  it('says so by a refusal of nothing in particular; any other error makes its answer unusable', () => {
    expect(read([])).toEqual({ kind: 'RECORDS', records: [], dropped: 0 });
    expect(read([{ path: [], code: 'SOURCE_RESTRICTED' }])).toEqual({
      kind: 'RECORDS',
      records: [],
      dropped: 0,
      isAbsenceUntold: true,
    });
    const unusable = { kind: 'SILENT', silence: 'SOURCE_ERROR' };
    expect(read([{ path: ['records'], code: 'SOURCE_RESTRICTED' }])).toEqual(unusable);
    expect(read([{ path: [], code: 'SOURCE_ERROR' }])).toEqual(unusable);
    expect(read([{ path: [], code: 'DETRIMENT' }])).toEqual(unusable);
  });

  it('leaves open whether the child is shielded, where its word on that counts: what a shield hides stays closed', () => {
    const custodians = { ...protocol.custodians, shield: [...protocol.custodians.shield, 'housing'] };
    const byPeers = accessOf({ ...protocol, custodians });
    const who = { organisation: 'LA:001-CSC', roles: ['SOCIAL_WORKER'] };
    const held = child([record('social-care')]);
    const addressOf = (linked: typeof held, by = byPeers) =>
      decideOne({ child: linked, who, why: { purpose: 'CHILD_PROTECTION' } }, 'social-care', 'ADR', by);
    const untold = { ...held, untold: new Set(['housing']) };
    expect(addressOf(held).read).not.toBe(0);
    expect(addressOf(untold).read).toBe(0);
    expect(addressOf(untold).explanation?.code).toBe('RESTRICTION_UNKNOWN');
    // Of one whose word on shields does not count it closes nothing.
    expect(addressOf(untold, accessOf(protocol)).read).not.toBe(0);
  });

  it('reads WITHHELD_OR_NONE, never NOT_HELD nor POSSIBLE_MATCH, unless something of it was released', () => {
    const situation = {
      child: child([record('education')]),
      who: { organisation: 'LA:001-CSC', roles: ['SOCIAL_WORKER'] },
    };
    const known = [decideOne({ ...situation, why: { purpose: 'CHILD_PROTECTION' } }, 'education', 'ID')];
    const facts = {
      known,
      silence: null,
      hasRecord: false,
      isPossible: true,
      isUntold: true,
      isReleased: false,
      contentSilence: null,
    };
    expect(sourceState(facts)).toBe('WITHHELD_OR_NONE');
    expect(sourceState({ ...facts, hasRecord: true, isReleased: true })).toBe('RELEASED');
    expect(sourceState({ ...facts, silence: 'NO_RESPONSE' })).toBe('NO_RESPONSE');
    expect(sourceState({ ...facts, isUntold: false })).toBe('POSSIBLE_MATCH');
  });
});
