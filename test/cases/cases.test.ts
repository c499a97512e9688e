import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { agencies, startWorld, type World } from '../harness/world.ts';
import { checkCase } from './check-case.ts';
import { type Case, readCases } from './read-cases.ts';

const cases = readCases().filter((each) => each.needs === undefined && each.authorities === undefined);
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.restoreAll());

for (const [file, listed] of Map.groupBy(cases, (each) => each.file)) {
  describe(file, () => {
    for (const each of listed) {
      it(`row ${each.row}: ${each.title}`, async () => {
        await setUp(each);
        await checkCase(world, each, async () => {
          for (const agency of agencies) expect(await world.receivedBy(agency), `${agency} was asked`).toEqual([]);
        });
      });
    }
  });
}

async function setUp({ story, before, silent }: Case): Promise<void> {
  for (const [family, chapter] of Object.entries(story ?? {})) await world.story(family, chapter);
  for (const { agency, child, patch } of before ?? [])
    await world.patchState(agency as (typeof agencies)[number], { child, patch });
  for (const agency of silent ?? []) await world.setFaults(agency as (typeof agencies)[number], [{ fault: 'DOWN' }]);
  await world.clearReceived();
}
