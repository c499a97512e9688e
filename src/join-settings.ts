import { ConfigError } from './config/config-error.ts';
import type { Config } from './config/load-config.ts';
import { type ConfigSource, createReadSettings, type FoundSettings } from './config/read-settings.ts';
import { restartKeys } from './config/restart-keys.ts';
import { type ContentWatch, watchContent } from './config/watch-content.ts';
import { CompositionError } from './graph/compose/composition-error.ts';
import { type Checked, checkedOf, contractsOf } from './join-graphs.ts';
import { closeSurroundings, joinSurroundings, type Surroundings, type SurroundingsParts } from './join-surroundings.ts';

/** Why a change of configuration or contracts did not take effect; what was in force stays, all of it. */
export type SettingsRefusal =
  /** The configuration is not sound, or something that it names is not. */
  | 'CONFIGURATION_REFUSED'
  /** It is sound, and changes keys that take effect with a restart only. */
  | 'CONFIGURATION_NEEDS_RESTART'
  /** The contracts cannot be read or composed. */
  | 'CONTRACTS_REFUSED';

/** What serves, as far as a change of settings is concerned. */
type Serving = { readonly checked: Checked; readonly surroundings: Surroundings };

/** Looks after the configuration and the contracts. */
export type Settings = ContentWatch & {
  /** Codes for whoever asks after the gateway's health; none while the last change took effect. */
  readonly warnings: () => readonly SettingsRefusal[];
  /** Closes what serves, and what former requests still end with. */
  readonly close: () => Promise<void>;
};

/** A request that has begun takes what it began with this much later, at the latest, to its first call. */
const graceMs = 10_000;

/**
 * Has a changed configuration and changed contracts take effect while requests are answered. Everything that follows
 * from them is built beside what serves; then new requests take it, and those under way end with what they began
 * with, after which its connections are closed. Where anything is at fault nothing changes at all.
 */
export function joinSettings(options: {
  readonly config: Config;
  /** Null: another process reads the configuration. */
  readonly source: ConfigSource | null;
  readonly parts: SurroundingsParts;
  readonly serving: () => Serving;
  /** Has requests that begin from now on take these. */
  readonly serve: (next: Serving) => void;
  /** Does one change after another, whatever kind it is. */
  readonly inTurn: <T>(change: () => Promise<T>) => Promise<T>;
  /** Told of a configuration that serves from now on, for what is kept and takes other settings. */
  readonly onTaken: (config: Config) => void;
}): Settings {
  const { config: first, source, parts, serving, serve, inTurn } = options;
  const { log, tell } = parts;
  let refused: SettingsRefusal | null = null;
  let closesAt = 0;
  const retired = new Map<NodeJS.Timeout, () => Promise<void>>();

  const refuse = (code: SettingsRefusal, error: unknown, count: number): void => {
    refused = code;
    log.warn(code, { count });
    const detail = error instanceof Error ? `\n${error.message}` : '';
    tell(`A change of ${whatOf[code]} was refused (${code}); what was in force stays.${detail}`);
  };
  const retire = (former: Surroundings, next: Surroundings): void => {
    // Its documents are still answered by, and no longer looked after.
    if (former.trusted !== next.trusted) void former.trusted.stop();
    const close = () => closeSurroundings(former, next);
    // Never before those that were retired earlier: they may share connections with these.
    closesAt = Math.max(
      closesAt,
      performance.now() + graceMs + Math.max(former.operationDeadlineMs, next.operationDeadlineMs),
    );
    const timer = setTimeout(() => {
      retired.delete(timer);
      close().catch((error: unknown) => log.error('FAULT', { error }));
    }, closesAt - performance.now()).unref();
    retired.set(timer, close);
  };

  const take = async ({ config }: FoundSettings): Promise<void> => {
    const current = serving();
    if ('error' in config) {
      const { error } = config;
      return refuse('CONFIGURATION_REFUSED', error, error instanceof ConfigError ? error.faults.length : 1);
    }
    const restarts = restartKeys(current.surroundings.config, config);
    if (restarts.length > 0) {
      const error = new Error(restarts.map((key) => `  ${key}: takes effect with a restart only.`).join('\n'));
      return refuse('CONFIGURATION_NEEDS_RESTART', error, restarts.length);
    }
    let checked: Checked;
    try {
      checked = checkedOf(current.checked.protocol, contractsOf(config), config, current.checked);
    } catch (error) {
      return refuse('CONTRACTS_REFUSED', error, error instanceof CompositionError ? error.faults.length : 1);
    }
    let surroundings: Surroundings;
    try {
      surroundings = await joinSurroundings(config, checked, current.surroundings, parts);
    } catch (error) {
      return refuse('CONFIGURATION_REFUSED', error, 1);
    }
    refused = null;
    if (checked === current.checked && isUnchanged(surroundings, current.surroundings)) return;
    // Before it serves it is asked what the former one was asked, in turns with requests.
    if (checked.access !== current.checked.access) await checked.access.warmUp(current.checked.access.asked());
    serve({ checked, surroundings });
    surroundings.operations.setDuration(surroundings.operationDeadlineMs);
    options.onTaken(config);
    retire(current.surroundings, surroundings);
    log.info('SETTINGS_TAKEN');
  };

  const { watch, pollMs, settleMs } = first.protocolReload;
  const watching = watchContent({
    read: createReadSettings(source, () => serving().surroundings.config),
    directories: (found) => found?.directories ?? [],
    pollMs: watch ? pollMs : null,
    settleMs,
    onFound: async (found) => {
      if (found !== null) await inTurn(() => take(found));
      return true;
    },
  });
  return {
    ...watching,
    look: async () => {
      await watching.look();
      await serving().surroundings.trusted.look();
    },
    warnings: () => (refused === null ? [] : [refused]),
    close: async () => {
      const closing = [...retired].map(([timer, close]) => {
        clearTimeout(timer);
        return close();
      });
      await Promise.all([...closing, closeSurroundings(serving().surroundings, null)]);
    },
  };
}

const whatOf: Readonly<Record<SettingsRefusal, string>> = {
  CONFIGURATION_REFUSED: 'the configuration',
  CONFIGURATION_NEEDS_RESTART: 'the configuration',
  CONTRACTS_REFUSED: 'the contracts',
};

function isUnchanged(one: Surroundings, other: Surroundings): boolean {
  const areSame = (['agencies', 'peers', 'front', 'trusted'] as const).every((part) => one[part] === other[part]);
  return areSame && JSON.stringify(one.config) === JSON.stringify(other.config);
}
