import { parse } from 'yaml';
import type { ConfigFault } from './config-error.ts';
import { environmentPrefix as prefix } from './environment-variable.ts';

/**
 * Overrides keys of the configuration from the environment. `CHILDVIEW__LISTEN__PORT=4001` is
 * `listen.port`: two underscores step into a section, one joins words (`CHECKPOINTS_FILE` is
 * `checkpointsFile`). In a list of named entries the step is the name, hyphens as underscores
 * (`CHILDVIEW__AGENCIES__SOCIAL_CARE__URL`), or the position from 0. A value is read as YAML, so that
 * numbers, booleans and lists (`[a, b]`) can be given. Changes nothing of `written`; a variable that
 * cannot be placed is a fault.
 */
export function applyEnvironment(
  written: unknown,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly value: unknown; readonly faults: readonly ConfigFault[] } {
  const faults: ConfigFault[] = [];
  let value = structuredClone(written);
  for (const variable of Object.keys(environment)
    .filter((name) => name.startsWith(prefix))
    .sort()) {
    const steps = variable.slice(prefix.length).split('__');
    try {
      value = override(value, steps, parse(environment[variable] ?? ''));
    } catch {
      // The parser's message quotes the value.
      faults.push({
        key: variable,
        problem: 'cannot be placed in the configuration',
        fix: `Name an existing key as ${prefix}SECTION__KEY and give its value in YAML.`,
      });
    }
  }
  return { value, faults };
}

function override(target: unknown, steps: readonly string[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (!/^[A-Z0-9]+(_[A-Z0-9]+)*$/.test(step)) throw new Error('not a step');
  if (Array.isArray(target)) {
    const index = indexOf(target, step);
    return target.map((entry: unknown, at) => (at === index ? override(entry, rest, value) : entry));
  }
  if (target !== undefined && target !== null && typeof target !== 'object') throw new Error('not a section');
  const section = new Map(Object.entries(target ?? {}));
  const key = keyOf(step);
  return Object.fromEntries(section.set(key, override(section.get(key), rest, value)));
}

function indexOf(list: readonly unknown[], step: string): number {
  const index = /^\d+$/.test(step)
    ? Number(step)
    : list.findIndex((entry) => isNamed(entry) && entry.name.toUpperCase().replaceAll('-', '_') === step);
  if (index < 0 || index >= list.length) throw new Error('no such entry');
  return index;
}

function isNamed(entry: unknown): entry is { readonly name: string } {
  return typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string';
}

function keyOf(step: string): string {
  return step.toLowerCase().replace(/_(.)/g, (_all, letter: string) => letter.toUpperCase());
}
