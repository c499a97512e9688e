import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { IssuerBinding } from '../../src/model/protocol.ts';

/** The issuers of `protocol/signatories.yaml`, under the provider at `base`. */
export function shippedIssuers(base: string): readonly IssuerBinding[] {
  const { issuers } = parse(readFileSync('protocol/signatories.yaml', 'utf8')) as {
    issuers: readonly (Omit<IssuerBinding, 'mediators'> & Partial<IssuerBinding>)[];
  };
  return issuers.map((binding) => ({
    ...binding,
    issuer: `${base}/${binding.issuer}`,
    mediators: (binding.mediators ?? []).map((issuer) => `${base}/${issuer}`),
  }));
}
