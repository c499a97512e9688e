import type { ProtocolFault } from '../model/protocol.ts';

/** The sharing protocol cannot be used; its message lists every fault, a line each. */
export class ProtocolError extends Error {
  readonly faults: readonly ProtocolFault[];

  constructor(directory: string, faults: readonly ProtocolFault[]) {
    const lines = faults.map(({ file, problem }) => `  ${file}: ${problem}`);
    super(`The sharing protocol in ${directory} cannot be used:\n${lines.join('\n')}`);
    this.name = 'ProtocolError';
    this.faults = faults;
  }
}
