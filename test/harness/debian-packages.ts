import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';

const aptGet = '/usr/bin/apt-get';

/** What the tests need of Debian, and a file by which it is known to be there (a pattern). */
const needed: Readonly<Record<string, string>> = {
  'redis-server': '/usr/bin/redis-server',
  postgresql: '/usr/lib/postgresql/*/bin/postgres',
  nginx: '/usr/sbin/nginx',
  // Makes the certificates of a test.
  openssl: '/usr/bin/openssl',
};

/**
 * Installs what is missing of Debian's packages, where this is a Debian that we may change. Elsewhere
 * nothing is done, and the tests that need one say so when they do not find it.
 */
export function installMissingPackages(): void {
  const missing = Object.keys(needed).filter((name) => globSync(needed[name] ?? '').length === 0);
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync(aptGet)) return;
  const apt = (...words: readonly string[]): void => {
    execFileSync(aptGet, ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...words], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: 'ignore',
    });
  };
  try {
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...missing);
  } catch {
    // Without a network, say: the tests that need it tell what is missing.
  }
}
