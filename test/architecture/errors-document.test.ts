import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPolicies } from '../../src/access/read-policies.ts';
import { loadProtocol } from '../../src/config/load-protocol.ts';
import { gatewayErrorCodes } from '../../src/model/errors.ts';

/** Codes of the first column of every table. */
function documented(): readonly string[] {
  const text = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  return [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code ?? '');
}

function inUse(): ReadonlySet<string> {
  const protocol = loadProtocol('protocol', { issuerBase: 'http://127.0.0.1:4100', readPolicies });
  const { notPermitted, policyError, noRecord, ambiguous, insufficient, consent } = protocol.codes;
  return new Set([
    ...gatewayErrorCodes,
    ...protocol.policies.flatMap(({ annotations }) =>
      [annotations['code'], annotations['unanswered']].filter((code) => code !== undefined),
    ),
    notPermitted.code,
    policyError.code,
    noRecord.code,
    ambiguous.code,
    insufficient.code,
    consent.untold,
    ...Object.values(consent.states),
    ...protocol.agencyRefusalCodes,
  ]);
}

describe('docs/errors.md', () => {
  it('lists every code that the gateway or the protocol can give, and no other, each once', () => {
    expect([...documented()].sort()).toEqual([...inUse()].sort());
  });
});
