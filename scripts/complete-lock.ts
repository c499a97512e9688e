/**
 * Completes package-lock.json after `npm install`.
 *
 * A registry mirror may serve only the binaries of its own platform. `npm install` then leaves the
 * others out of the lock file, and `npm ci` calls the lock out of step. This adds an entry (version,
 * platform, no integrity) for every optional dependency that has none; `--check` only reports.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type LockEntry = {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
};
type Lock = { packages: Record<string, LockEntry> };

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'] as const;
const processors: Readonly<Record<string, string>> = {
  arm64: 'arm64',
  x64: 'x64',
  ia32: 'ia32',
  riscv64: 'riscv64',
  s390x: 's390x',
  ppc64: 'ppc64',
  arm: 'arm',
};

/** Reads platform fields off a package's name, e.g. `@oxlint/binding-linux-arm64-musl`. */
function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> {
  const parts = name.split(/[-/]/);
  const os = systems.find((system) => parts.includes(system));
  const cpu = Object.keys(processors).find((processor) => parts.includes(processor));
  const musl = parts.some((part) => part.startsWith('musl'));
  const gnu = parts.some((part) => part.startsWith('gnu'));
  return {
    ...(os === undefined ? {} : { os: [os] }),
    ...(cpu === undefined ? {} : { cpu: [processors[cpu] ?? cpu] }),
    ...(musl ? { libc: ['musl'] } : gnu && os === 'linux' ? { libc: ['glibc'] } : {}),
  };
}

/** Whether `name` is found from the package at `at`, as Node's resolution would. */
function isListed(packages: Lock['packages'], at: string, name: string): boolean {
  for (let base = at; ; ) {
    if (packages[`${base === '' ? '' : `${base}/`}node_modules/${name}`] !== undefined) return true;
    if (base === '') return false;
    const parent = base.lastIndexOf('/node_modules/');
    base = parent < 0 ? '' : base.slice(0, parent);
  }
}

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock;
const missing: string[] = [];
for (const [at, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isListed(lock.packages, at, name)) continue;
    missing.push(`${name}@${range}`);
    lock.packages[`node_modules/${name}`] = {
      version: range.replace(/^[~^]/, ''),
      ...(entry.dev === true ? { dev: true } : {}),
      optional: true,
      ...platformOf(name),
    };
  }
}
const addressed = Object.values(lock.packages).filter((entry) => entry.resolved !== undefined).length;

if (process.argv.includes('--check')) {
  if (missing.length > 0)
    console.error(`package-lock.json lacks ${missing.length} entries; run: npm run lock:complete`);
  if (addressed > 0) console.error(`package-lock.json records ${addressed} download addresses; see .npmrc`);
  process.exitCode = missing.length > 0 || addressed > 0 ? 1 : 0;
} else {
  const sorted = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
  console.log(`package-lock.json: ${missing.length} entries added`);
}
