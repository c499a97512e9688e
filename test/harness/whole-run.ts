import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { installMissingPackages } from './debian-packages.ts';
import { plantedMarkers } from './markers.ts';

let directory = '';

/** Gives the whole run one directory for everything that any process of ours writes. */
export function setup(): void {
  directory = mkdtempSync(join(tmpdir(), 'childview-test-'));
  process.env['CHILDVIEW_TEST_DIRECTORY'] = directory;
  installMissingPackages();
}

/**
 * After all tests: searches every file written (ledgers, checkpoints, logs, keys) for the markers
 * planted in the mocks' case data and in the requests' arguments. One found fails the run
 * (DESIGN promise 2). The last workers are ending meanwhile, and are let.
 */
export async function teardown(): Promise<void> {
  const markers = plantedMarkers();
  const leaks: string[] = [];
  let files = 0;
  for (const name of readdirSync(directory, { recursive: true }) as string[]) {
    const file = join(directory, name);
    if (!statSync(file).isFile()) continue;
    files += 1;
    const bytes = readFileSync(file);
    let found = 0;
    for (const [index, marker] of markers.entries()) {
      if (index % markersATurn === 0) await nextTurn();
      if (holds(bytes, marker)) found += 1;
    }
    if (found > 0) leaks.push(`${name} (${found} markers)`);
  }
  if (files === 0) return;
  if (leaks.length > 0) throw new Error(`case data or request arguments were written to: ${leaks.join(', ')}`);
  rmSync(directory, { recursive: true, force: true });
}

const markersATurn = 100;

/** Shorter ones occur in ciphertext by chance; there they are no words of their own. */
const surelyLong = 9;

function holds(bytes: Buffer, marker: string): boolean {
  if (marker.length >= surelyLong) return bytes.includes(marker);
  const encoded = Buffer.from(marker);
  for (let at = bytes.indexOf(encoded); at >= 0; at = bytes.indexOf(encoded, at + 1)) {
    if (!isEncoding(bytes[at - 1]) && !isEncoding(bytes[at + encoded.length])) return true;
  }
  return false;
}

/** Whether a byte may be part of base64 or base64url. */
function isEncoding(byte: number | undefined): boolean {
  return byte !== undefined && /[A-Za-z0-9+/=_-]/.test(String.fromCharCode(byte));
}
