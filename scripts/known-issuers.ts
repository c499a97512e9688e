import { readPolicies } from '../src/access/read-policies.ts';
import type { Config } from '../src/config/load-config.ts';
import { loadProtocol } from '../src/config/load-protocol.ts';

/**
 * Whose tokens a gateway of this configuration takes, mediators among them, in order; null: the sharing protocol cannot
 * be loaded.
 */
export function knownIssuers({ protocolDirectory, identity }: Config): readonly string[] | null {
  try {
    const { issuers } = loadProtocol(protocolDirectory, { issuerBase: identity.issuerBase, readPolicies });
    return [...new Set(issuers.flatMap(({ issuer, mediators }) => [issuer, ...mediators]))].sort();
  } catch {
    return null;
  }
}
