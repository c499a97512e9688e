/** One fault of the configuration: the key, what is wrong with it, and what it takes. Never a value. */
export type ConfigFault = { readonly key: string; readonly problem: string; readonly fix: string };

/** The configuration cannot be used; its message lists every fault, a line each. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(file: string, faults: readonly ConfigFault[]) {
    const lines = faults.map(({ key, problem, fix }) => `  ${key}: ${problem}. ${fix}`);
    super(`The configuration in ${file} cannot be used:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}
