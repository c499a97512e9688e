import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readPolicies } from '../../src/access/read-policies.ts';
import { loadProtocol } from '../../src/config/load-protocol.ts';
import { ProtocolError } from '../../src/config/protocol-error.ts';
import { protocol as shipped } from './support.ts';

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
function faults(): readonly string[] {
  try {
    load();
  } catch (error) {
    if (error instanceof ProtocolError) return error.faults.map(({ file, problem }) => `${file}: ${problem}`);
    throw error;
  }
  return [];
}

test('issuers written as paths stand under the base, others stay as they are', () => {
  edit('signatories.yaml', 'issuer: nhs', 'issuer: https://login.example/nhs');
  const issuers = load().issuers.map(({ issuer }) => issuer);
  expect(issuers.slice(0, 2)).toEqual(['http://127.0.0.1:9/schools', 'https://login.example/nhs']);
});

test('the register names people by issuer and subject', () => {
  edit('signatories.yaml', 'register: []', 'register: [{ issuer: nhs, subject: someone, isSuspended: true }]');
  expect(load().register).toEqual([{ subject: 'http://127.0.0.1:9/nhs|someone', isSuspended: true }]);
});

test('the version changes with any file and not with the base of issuers', () => {
  expect(load().version).toBe(shipped.version);
  edit('tier2/teaching.cedar', '7.4 S: only', '7.4 S:  only');
  expect(load().version).not.toBe(shipped.version);
});

test('the protocol is frozen to its depth', () => {
  const protocol = load();
  expect(Object.isFrozen(protocol)).toBe(true);
  expect(Object.isFrozen(protocol.signatories[0]?.contact)).toBe(true);
  expect(Object.isFrozen(protocol.policies[0]?.annotations)).toBe(true);
});

test('policies of a gate keep the order of their file', () => {
  const ids = load()
    .policies.filter(({ file }) => file === 'tier1.cedar')
    .map(({ id }) => id);
  expect(ids.slice(0, 4)).toEqual(['ask', 'account-suspended', 'no-standing', 'freedom-of-information']);
});

describe('a fault is reported with its file', () => {
  test.each([
    ['a missing file', () => rmSync(join(directory, 'bases.yaml')), 'bases.yaml: is missing'],
    ['YAML that cannot be read', () => edit('bases.yaml', 'bases:', 'bases: ['), 'bases.yaml: line'],
    [
      'a key that is not one',
      () => edit('settings.yaml', 'vettingMonths:', 'vettingWeeks:'),
      'settings.yaml: vettingMonths',
    ],
    [
      'a date that is none',
      () => edit('schedules.yaml', '2024-04-01', '2024-04-31'),
      'schedules.yaml: schedules.0.validFrom',
    ],
    [
      'a policy that cannot be parsed',
      () => edit('tier2/teaching.cedar', 'permit (', 'permit '),
      'tier2/teaching.cedar: ',
    ],
    [
      'a class that nobody knows',
      () => edit('tier2/teaching.cedar', 'Class::"EDU"', 'Class::"EDUC"'),
      'tier2/teaching.cedar: policy teaching.own',
    ],
    [
      'an attribute that is not declared',
      () => edit('tier2/teaching.cedar', 'context.isOwn', 'context.isMine'),
      'tier2/teaching.cedar: policy teaching.own',
    ],
    ['a policy without an id', () => edit('tier1.cedar', '@id("shielded")', ''), 'tier1.cedar: a policy has no @id'],
    [
      'an id used twice',
      () => edit('tier1.cedar', '@id("shielded")', '@id("detriment")'),
      'tier1.cedar: @id("detriment") is used twice',
    ],
    [
      'a policy that forbids without a code',
      () => edit('tier1.cedar', '@code("SHIELDED")', ''),
      'tier1.cedar: policy shielded has no @code',
    ],
    [
      'a gate that has no place',
      () => edit('tier1.cedar', '@gate("G9") @code("SHIELDED")', '@gate("G99") @code("SHIELDED")'),
      'tier1.cedar: policy shielded: gate G99',
    ],
    [
      'a remedy that is not defined',
      () => edit('tier1.cedar', '@remedy("TRAINING")', '@remedy("PRAYER")'),
      'tier1.cedar: policy training-not-current: there is no remedy PRAYER',
    ],
    [
      'a schedule without policies',
      () => rmSync(join(directory, 'tier2/teaching.cedar')),
      'schedules.yaml: schedule teaching has no policies',
    ],
    [
      'policies without a schedule',
      () => edit('schedules.yaml', '- id: teaching\n', '- id: instruction\n'),
      'tier2/teaching.cedar: there is no schedule teaching',
    ],
    [
      'a basis that is not listed',
      () => edit('bases.yaml', 'ANY: [SAR_ART15]', 'ANY: [SAR_ART16]'),
      'bases.yaml: allowed.SAR names SAR_ART16',
    ],
    [
      'an issuer bound to nobody known',
      () => edit('signatories.yaml', 'organisations: [ORG:citizens]', 'organisations: [ORG:subjects]'),
      'signatories.yaml: issuer http://127.0.0.1:9/citizens is bound to ORG:subjects',
    ],
    [
      'an agency without a kind',
      () => edit('signatories.yaml', 'shield: [social-care]', 'shield: [safeguarding]'),
      'signatories.yaml: agency safeguarding',
    ],
    [
      'a schema that cannot be read',
      () => edit('schema.cedarschema', 'entity Role enum [', 'entity Role enumerated ['),
      'schema.cedarschema: ',
    ],
  ])('%s', (_title, breakIt, expected) => {
    breakIt();
    expect(faults().filter((fault) => fault.startsWith(expected))).not.toEqual([]);
  });

  test('and all of them at once', () => {
    edit('settings.yaml', 'vettingMonths: 36', 'vettingMonths: many');
    edit('tier2/teaching.cedar', 'Class::"EDU"', 'Class::"EDUC"');
    rmSync(join(directory, 'bases.yaml'));
    expect(faults().map((fault) => fault.split(':')[0])).toEqual([
      'bases.yaml',
      'settings.yaml',
      'tier2/teaching.cedar',
    ]);
  });

  test('but nothing that only follows from a schema that cannot be read', () => {
    edit('schema.cedarschema', 'entity Role enum [', 'entity Role enumerated [');
    edit('settings.yaml', 'vettingMonths: 36', 'vettingMonths: many');
    expect(faults().map((fault) => fault.split(':')[0])).toEqual(['settings.yaml', 'schema.cedarschema']);
    edit('settings.yaml', 'vettingMonths: many', 'vettingMonths: 36');
    expect(faults().map((fault) => fault.split(':')[0])).toEqual(['schema.cedarschema']);
  });
});

test('a directory that cannot be read is named', () => {
  expect(() => loadProtocol(join(directory, 'absent'), { issuerBase: 'x', readPolicies })).toThrow(ProtocolError);
});
