import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { installMissingPackages } from './debian-packages.ts';
import { filesBelow } from './files-below.ts';
import { holdsMarker } from './holds-marker.ts';
import { plantedMarkers } from './markers.ts';

const compiled = fileURLToPath(new URL('../../node_modules/.cache/compiled-by-node', import.meta.url));
let directory = '';

/** Gives the whole run one directory for everything that any process of ours writes. */
export function setup(): void {
  directory = mkdtempSync(join(tmpdir(), 'childview-test-'));
  process.env['CHILDVIEW_TEST_DIRECTORY'] = directory;
  // The same files are started hundreds of times: what Node made of them is kept, beside the files and not among
  // what is searched below, since it holds the mocks' own source.
  process.env['NODE_COMPILE_CACHE'] ??= compiled;
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
  for (const { name, read } of filesBelow(directory)) {
    const bytes = read();
    if (bytes === null) continue;
    files += 1;
    let found = 0;
    for (const [index, marker] of markers.entries()) {
      if (index % markersATurn === 0) await nextTurn();
      if (holdsMarker(bytes, marker)) found += 1;
    }
    if (found > 0) leaks.push(`${name} (${found} markers)`);
  }
  if (files === 0) return;
  if (leaks.length > 0) throw new Error(`case data or request arguments were written to: ${leaks.join(', ')}`);
  rmSync(directory, { recursive: true, force: true });
}

const markersATurn = 100;
