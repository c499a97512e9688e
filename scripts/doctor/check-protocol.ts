import { readPolicies } from '../../src/access/read-policies.ts';
import type { Config } from '../../src/config/load-config.ts';
import { protocolOf } from '../../src/config/load-protocol.ts';
import { ProtocolError } from '../../src/config/protocol-error.ts';
import { readProtocolFiles, versionOf } from '../../src/config/read-protocol-files.ts';
import { composeGraph } from '../../src/graph/compose/compose-graph.ts';
import { loadContracts } from '../../src/graph/compose/load-contracts.ts';
import { identifierScalars } from '../../src/matching/scalars.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import { type Finding, mend, ok } from './finding.ts';

/** The sharing protocol and the contracts, as the gateway would load them. */
export function checkProtocol(config: Config): {
  readonly findings: readonly Finding[];
  readonly protocol: Protocol | null;
} {
  const what = 'sharing protocol';
  let protocol: Protocol;
  try {
    const files = readProtocolFiles(config.protocolDirectory);
    protocol = protocolOf(config.protocolDirectory, files, { issuerBase: config.identity.issuerBase, readPolicies });
    const found = ok(what, `version ${versionOf(files)}, edition ${protocol.edition}`);
    return { protocol, findings: [found, contracts(config, protocol)] };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const fix = 'Correct it; `npm run protocol -- check` looks closer.';
    return {
      protocol: null,
      findings: error.faults.map(({ file, problem }) => mend(what, `${file}: ${problem}`, fix)),
    };
  }
}

function contracts(config: Config, { agencyOrder }: Protocol): Finding {
  const what = 'contracts';
  try {
    const { agencies } = config;
    composeGraph({
      ...loadContracts({ schemas: config.schemasDirectory, agencies }),
      agencyOrder,
      scalars: identifierScalars,
    });
    return ok(what, `${agencies.length} agencies`);
  } catch (error) {
    return mend(
      what,
      error instanceof Error ? error.message : 'cannot be composed',
      'docs/adding-an-agency.md says what a contract needs.',
    );
  }
}
