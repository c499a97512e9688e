import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type SixWorld, startSixWorld } from '../../scripts/peers/six-world.ts';
import { postQuery, requestTokenOf, requestTokenWith } from '../harness/identity.ts';
import { type CaseWorld, checkCase } from './check-case.ts';
import { readCases } from './read-cases.ts';

/** Cases that are asked at one of six authorities, each with a gateway and agencies of its own (docs/peers.md). */
const cases = readCases().filter((each) => each.needs === undefined && each.authorities !== undefined);
const asked = 'LA:001';
const directory = mkdtempSync(join(tmpdir(), 'six-'));
let six: SixWorld;
let world: CaseWorld;

beforeAll(async () => {
  six = await startSixWorld({ directory, deadlineMs: 20_000 });
  const home = authority(asked);
  world = {
    directory: home.directory,
    ask: (token, query, variables) => postQuery(`${home.url}/graphql`, token, query, variables),
    tokenOf: (persona) => requestTokenOf(six.identity, persona),
    tokenWith: (claims) => requestTokenWith(six.identity, claims),
  };
}, 180_000);
afterAll(async () => {
  await six.stop();
  rmSync(directory, { recursive: true, force: true });
}, 60_000);

function authority(code: string) {
  const found = six.authorities.get(code);
  if (found === undefined) throw new Error(`no authority ${code}`);
  return found;
}

for (const [file, listed] of Map.groupBy(cases, (each) => each.file)) {
  describe(file, () => {
    for (const each of listed) {
      it(`row ${each.row}: ${each.title}`, async () => {
        const down = each.authorities?.down ?? [];
        for (const code of down) await authority(code).stop();
        try {
          await checkCase(world, each, () => Promise.reject(new Error('a refused request is no case of authorities')));
        } finally {
          for (const code of down) await authority(code).start();
        }
      }, 60_000);
    }
  });
}
