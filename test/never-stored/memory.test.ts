import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayReadMemory, residueIn, startInspected } from '../harness/inspect-process.ts';
import { plantedMarkers } from '../harness/markers.ts';
import { namedChildren } from '../harness/named-children.ts';
import { detailsOf, search } from '../harness/search.ts';
import { askFor } from '../harness/view.ts';
import { startWorld, type World } from '../harness/world.ts';

const leaks = fileURLToPath(new URL('leaks.mjs', import.meta.url));
/** Every argument of a test's requests that is the caller's own words. */
const argumentMarkers = ['zq-reason', 'zq-memory', 'Zqunknownfamily'];

/** A world whose gateway can be looked into; `withLeak`: one that keeps what it must not. */
const start = (withLeak: boolean) => startInspected(() => startWorld(), withLeak ? `--import ${leaks}` : '');

/** An even choice of markers: each is looked for in all of a process's memory. */
function someOf(markers: readonly string[]): readonly string[] {
  const step = Math.ceil(markers.length / 120);
  return markers.filter((_, index) => index % step === 0);
}

/** What asks nothing of any child: engines keep the last text that an expression matched, and the like. */
async function neutral(world: World): Promise<void> {
  for (let times = 0; times < 5; times += 1) {
    await world.ask(null, '{ services(kind: "NONE") { __typename } }');
    await fetch(`${new URL(world.gateway.url).origin}/health/ready`);
  }
}

/** The children who are asked about, and whose data would be found. */
const asked = () => namedChildren().slice(0, 10);

/** Views, searches, faults and refusals over many children, as several practitioners ask for them. */
async function drive(world: World, reason: string): Promise<void> {
  for (const persona of ['social-worker', 'health-visitor', 'gp']) {
    for (const child of asked()) {
      const scheme = ['NHS_NUMBER', 'UPN'].find((each) => child.identifiers[each] !== undefined);
      if (scheme === undefined) continue;
      await askFor(world, persona, child.slug, scheme, { purpose: 'CHILD_PROTECTION', reason });
    }
  }
  await search(world, 'health-visitor', detailsOf('trent', 'health'), { purpose: 'DIRECT_CARE' });
  await search(
    world,
    'health-visitor',
    { ...detailsOf('trent'), familyName: 'Zqunknownfamily' },
    { purpose: 'DIRECT_CARE' },
  );
  await world.setFaults('health', [{ fault: 'WRONG_TYPES' }]);
  await world.setFaults('education', [{ fault: 'STATUS_500' }]);
  await askFor(world, 'social-worker', 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION', reason });
  await world.restoreAll();
  await world.ask(await world.tokenOf('social-worker'), '{ childByIdentifier(scheme: NHS_NUMBER, value: 9) { id } }');
}

describe.runIf(mayReadMemory)('once the answers are sent', () => {
  let sound: Awaited<ReturnType<typeof start>>;
  let markers: readonly string[];

  beforeAll(async () => {
    sound = await start(false);
    const { heap } = await sound.inspected.reachable();
    // Ordinary words are in memory from the start: names of the frequency tables, texts of the protocol.
    const markersOfAsked = plantedMarkers(new Set(asked().map(({ slug }) => slug)));
    const planted = [...argumentMarkers, ...someOf(markersOfAsked.filter((marker) => marker.length >= 6))];
    markers = planted.filter((marker) => !heap.includes(marker));
    expect(markers.length).toBeGreaterThan(planted.length * 0.7);
    await drive(sound.world, 'zq-reason: zq-memory');
    await neutral(sound.world);
  }, 300_000);
  afterAll(async () => {
    sound.inspected.close();
    await sound.world.stop();
  });

  it('nothing that the process still refers to holds a child’s data or a caller’s words', async () => {
    const { heap, buffersWith } = await sound.inspected.reachable();
    expect(markers.filter((marker) => heap.includes(marker))).toEqual([]);
    const inBuffers = await buffersWith(markers);
    expect(inBuffers.filter(({ bytes }) => !isScratch(bytes))).toEqual([]);
    const residue = residueIn(sound.world.gateway.process.pid ?? 0, markers.slice(0, 5));
    console.log(
      `Of ${markers.length} markers ${inBuffers.length} are in scratch buffers; of the first 5, ${residue.size} in memory that is freed.`,
    );
  }, 300_000);
});

describe.runIf(mayReadMemory)('the search for leaks', () => {
  it('finds what a gateway keeps that must not, as text and as bytes', async () => {
    const { world, inspected } = await start(true);
    try {
      await askFor(world, 'social-worker', 'trent', 'NHS_NUMBER', {
        purpose: 'CHILD_PROTECTION',
        reason: 'zq-reason: zq-leaked',
      });
      await neutral(world);
      const { heap, buffersWith } = await inspected.reachable();
      // The line that leaks is itself in memory: what it kept is not.
      expect(heap).toContain('zq-reason: zq-leaked');
      expect((await buffersWith(['zq-leaked'])).filter(({ bytes }) => !isScratch(bytes)).length).toBeGreaterThan(0);
      expect(residueIn(world.gateway.process.pid ?? 0, ['zq-leaked']).get('zq-leaked')).toBeGreaterThan(0);
    } finally {
      inspected.close();
      await world.stop();
    }
  }, 300_000);
});

/**
 * Node's pool for short buffers, and the memory of parsers that are written in WebAssembly: reused from request to request, written over by
 * the next. They belong to nobody's answer, and are counted with what is freed.
 */
function isScratch(bytes: number): boolean {
  return bytes === Buffer.poolSize || (bytes >= wasmPage && bytes % wasmPage === 0);
}
const wasmPage = 65_536;
