/** Variables with this prefix override keys of the configuration. */
export const environmentPrefix = 'CHILDVIEW__';

/** The variable that overrides a key: `CHILDVIEW__LISTEN__PORT` of `listen.port`; `<NAME>` stands for an entry of a list. */
export function environmentVariableOf(key: string): string {
  const steps = key
    .split('.')
    .map((step) => (step === '*' ? '<NAME>' : step.replaceAll(/([A-Z])/g, '_$1').toUpperCase()));
  return `${environmentPrefix}${steps.join('__')}`;
}
