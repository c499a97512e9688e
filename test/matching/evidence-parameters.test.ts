import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPolicies } from '../../src/access/read-policies.ts';
import { loadProtocol } from '../../src/config/load-protocol.ts';
import { ProtocolError } from '../../src/config/protocol-error.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'protocol-'));
  cpSync(join(import.meta.dirname, '../../protocol'), directory, { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true }));

const load = () => loadProtocol(directory, { issuerBase: 'http://127.0.0.1:9', readPolicies });

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(directory, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not contain what the test edits.`);
  writeFileSync(join(directory, file), text.replace(from, to));
}

/** The faults of the two files of matching; those of others are others'. */
function faults(): readonly string[] {
  try {
    load();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return error.faults
      .map(({ file, problem }) => `${file}: ${problem}`)
      .filter((fault) => /^(matching|name-frequencies)/.test(fault));
  }
  return [];
}

describe('the parameters of matching', () => {
  it('are part of the protocol and of its version', () => {
    const before = load();
    expect(before.matching.thresholds).toEqual({ match: 24, possible: 14, margin: 6 });
    edit('matching.yaml', 'match: 24', 'match: 25');
    expect(load().matching.thresholds.match).toBe(25);
    expect(load().version).not.toBe(before.version);
    edit('name-frequencies.yaml', 'SMITH: 0.0115', 'SMITH: 0.0116');
    expect(load().matching.frequencies.family.names['SMITH']).toBe(0.0116);
  });

  it.each<[string, string, string, string, string]>([
    ['a level that is left out', 'matching.yaml', 'SWAPPED: 6.1, ', '', 'matching.yaml: weights.dateOfBirth.SWAPPED'],
    [
      'a level that there is none of',
      'matching.yaml',
      'SAME: 1.0',
      'SAME: 1.0, ALIKE: 1',
      'matching.yaml: weights.sex',
    ],
    ['a weight that is no number', 'matching.yaml', 'SAME: 1.0', 'SAME: much', 'matching.yaml: weights.sex.SAME'],
    ['a weight beyond all reason', 'matching.yaml', 'SAME: 1.0', 'SAME: 1000', 'matching.yaml: weights.sex.SAME'],
    [
      'less agreement that weighs more',
      'matching.yaml',
      'PREVIOUS: 9.2',
      'PREVIOUS: 13.2',
      'matching.yaml: weights.postcode: CURRENT weighs less than PREVIOUS',
    ],
    [
      'agreement that speaks against',
      'matching.yaml',
      'carer: { AGREES: 9.2',
      'carer: { AGREES: -1',
      'matching.yaml: weights.carer.AGREES',
    ],
    [
      'difference that speaks for',
      'matching.yaml',
      'DIFFERS: -5.6',
      'DIFFERS: 0',
      'matching.yaml: weights.sex.DIFFERS',
    ],
    [
      'a placeholder day that weighs more than a day',
      'matching.yaml',
      'PLACEHOLDER: 5.0',
      'PLACEHOLDER: 13',
      'matching.yaml: weights.dateOfBirth: PLACEHOLDER',
    ],
    ['a threshold under another', 'matching.yaml', 'match: 24', 'match: 14', 'matching.yaml: thresholds.match'],
    [
      'strangers that are possible matches',
      'matching.yaml',
      'possible: 14',
      'possible: 0',
      'matching.yaml: thresholds.possible',
    ],
    [
      'a name as it is not compared',
      'name-frequencies.yaml',
      'SMITH:',
      "O'SMITH:",
      "name-frequencies.yaml: family.names.O'SMITH",
    ],
    [
      'a share above all people',
      'name-frequencies.yaml',
      'SMITH: 0.0115',
      'SMITH: 1.15',
      'name-frequencies.yaml: family.names.SMITH',
    ],
  ])('are refused with %s', (_title, file, from, to, fault) => {
    edit(file, from, to);
    expect(faults()).toEqual([expect.stringContaining(fault)]);
  });

  it('are refused when a file is missing', () => {
    rmSync(join(directory, 'name-frequencies.yaml'));
    expect(faults()).toEqual(['name-frequencies.yaml: is missing']);
  });
});
