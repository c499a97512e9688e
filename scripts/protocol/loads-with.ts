import { readPolicies } from '../../src/access/read-policies.ts';
import { checkProtocol } from '../../src/config/check-protocol.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import type { Mutant } from './mutants.ts';

/**
 * Whether the protocol would still load with one policy changed: the loader's own checks, of the changed file and
 * of what spans files. All else is as it was.
 */
export function loadsWith({ policy, text }: Mutant, protocol: Protocol): boolean {
  const { file, schedule } = policy;
  const read = readPolicies({ schema: protocol.cedarSchema, files: [{ file, schedule, text }] });
  if (read.faults.length > 0) return false;
  const others = protocol.policies.filter((each) => each.file !== file);
  return checkProtocol({ ...protocol, policies: [...others, ...read.policies] }).length === 0;
}
