import { expect, it } from 'vitest';
import { readPolicies } from '../../src/access/read-policies.ts';
import { checkProtocol } from '../../src/config/check-protocol.ts';
import { loadProtocol } from '../../src/config/load-protocol.ts';
import type { ControlRules } from '../../src/model/control-rules.ts';

const protocol = loadProtocol('protocol', { issuerBase: 'http://127.0.0.1:4100', readPolicies });
const { control } = protocol;
const { health: _, ...withoutHealth } = control.sourceOwners;

it.each<[string, Partial<ControlRules>, string]>([
  [
    'a duty that no obligation has',
    { duties: { ...control.duties, JUSTIFY_NOTHING: { effect: 'JUSTIFY' } } },
    'control.duties names JUSTIFY_NOTHING, which is not among obligations.yaml',
  ],
  [
    'an index team that is no signatory',
    { indexTeam: 'LA:999' },
    'control.indexTeam is LA:999, which is not among the signatories',
  ],
  [
    'an owner that is no signatory',
    { sourceOwners: { ...control.sourceOwners, health: 'ODS:Y0' } },
    'control.sourceOwners names ODS:Y0, which is not among the signatories',
  ],
  [
    'a system that nobody answers for',
    { sourceOwners: withoutHealth },
    'control.sourceOwners says of no organisation that it answers for health',
  ],
])('a protocol with %s is at fault', (_what, differs, problem) => {
  expect(checkProtocol(protocol)).toEqual([]);
  expect(checkProtocol({ ...protocol, control: { ...control, ...differs } })).toEqual([
    { file: 'settings.yaml', problem },
  ]);
});
