import type { Config } from '../../src/config/load-config.ts';
import { loadKey } from '../../src/config/load-key.ts';
import { loadLedgerKeys } from '../../src/ledger/ledger-keys.ts';
import { type Finding, mend, notChecked, ok } from './finding.ts';

/** Every key file: there, private, and of the right form. Makes none. */
export function checkKeys(config: Config): readonly Finding[] {
  const isProduction = config.environment === 'production';
  const tried = (what: string, load: () => unknown): Finding => {
    try {
      load();
      return ok(what);
    } catch (error) {
      const detail = error instanceof Error ? error.message : 'cannot be had';
      return isProduction
        ? mend(what, detail, 'Keys are listed in config/README.md.')
        : notChecked(what, 'is made with the first start in development');
    }
  };
  return [
    ...config.agencies.map(({ name, grantKeyFile }) =>
      tried(`key of ${name}`, () => loadKey(grantKeyFile, { mayCreate: false })),
    ),
    ...config.sealedIds.keyFiles.map((file, index) =>
      tried(`key ${index + 1} of sealed ids`, () => loadKey(file, { mayCreate: false })),
    ),
    ...(isProduction
      ? [
          tried('keys of the ledger', () =>
            loadLedgerKeys({ files: config.ledger.keys, isProduction, developmentDirectory: config.keysDirectory }),
          ),
        ]
      : []),
  ];
}
