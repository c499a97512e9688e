/**
 * `npm run bench:search`: what a search costs (bench/README.md). Starts everything on free ports of this machine,
 * with 10,000 generated children, looks for some of them, and prints requests and CPU for each search beside the
 * floor: the same requests sent by hand. `--children N` and `--searches N` make it smaller or larger.
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateChildren } from '../mocks/families/generate-children.ts';
import { recordsOf } from '../mocks/records/build-records.ts';
import { calendarOf } from '../mocks/records/calendar.ts';
import { agencies, startWorld, type World } from '../test/harness/world.ts';
import { usageOf } from './measure/process-tree.ts';
import type { FloorCall, FloorCost, FloorScript } from './search-floor.ts';

const { values } = parseArgs({
  options: {
    children: { type: 'string', default: '10000' },
    searches: { type: 'string', default: '120' },
    concurrency: { type: 'string', default: '4' },
  },
});
const children = Number(values.children);
const searches = Number(values.searches);
const concurrency = Number(values.concurrency);
const warmUp = 20;
/** The four whose 10,000 children the figure is about; all agencies of the shipped configuration are asked. */
const counted = ['education', 'health', 'social-care', 'youth-justice'] as const;

type Criteria = Readonly<Record<string, unknown>>;

/** The searches: by names, date of birth and sex, each second one by the postcode too; one in ten finds nobody. */
function criteria(count: number): readonly Criteria[] {
  const calendar = calendarOf(new Date().toISOString().slice(0, 10));
  const generated = generateChildren(children, calendar);
  const step = Math.max(1, Math.floor(generated.length / count));
  return Array.from({ length: count }, (_, index): Criteria => {
    const child = generated[(index * step) % generated.length];
    if (child === undefined) throw new Error('no children to look for');
    const [record] = counted.flatMap((agency) => recordsOf(child, agency, calendar));
    const [name] = record?.recordedIdentity.names ?? [];
    const [address] = (record?.details['addresses'] ?? []) as readonly { readonly postcode?: string }[];
    if (index % 10 === 9) return { givenName: 'Thessaly', familyName: 'Grimbleworth', dateOfBirth: child.dateOfBirth };
    return {
      givenName: name?.given,
      familyName: name?.family,
      dateOfBirth: record?.recordedIdentity.dateOfBirth,
      ...(child.sex === 'U' ? {} : { sex: child.sex }),
      ...(index % 2 === 0 ? { postcode: address?.postcode } : {}),
    };
  });
}

const document = `query Search($by: ChildSearch!, $why: String!)
  @access(purpose: CHILD_PROTECTION, basis: [CA89_S47], reason: $why) {
  findChildren(by: $by) {
    outcome incomplete
    candidates { outcome reason agreements { field agreement } child { id identity { givenName familyName dateOfBirth } } }
  }
}`;

type Outcomes = Record<string, number>;

/** Makes all searches, so many at once; counts what they came to. */
async function searchAll(world: World, token: string, all: readonly Criteria[], atOnce: number): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < all.length; at = next++) {
      const answer = await world.ask(token, document, { by: all[at], why: 'bench of searches' });
      const found = answer.data?.['findChildren'] as
        | { readonly outcome: string; readonly incomplete: boolean }
        | undefined;
      if (found === undefined) throw new Error(`a search failed: ${String(answer.errors?.[0]?.extensions['code'])}`);
      if (found.incomplete) throw new Error('an agency did not answer: this measures nothing');
      const { outcome } = found;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return outcomes;
}

/** What one search asks of each agency, as the agencies record it: the first of each is the first wave, and so on. */
async function wavesOf(world: World, token: string, by: Criteria): Promise<readonly (readonly FloorCall[])[]> {
  await world.clearReceived();
  await searchAll(world, token, [by], 1);
  const waves: FloorCall[][] = [];
  for (const agency of agencies) {
    for (const [index, request] of (await world.receivedBy(agency)).entries()) {
      const { document: asked, variables, kind } = request as typeof request & { readonly kind: string };
      (waves[index] ??= []).push({ agency, document: asked, variables, kind });
    }
  }
  return waves;
}

async function floorOf(script: FloorScript): Promise<FloorCost> {
  const child = fork(join(import.meta.dirname, 'search-floor.ts'));
  const cost = new Promise<FloorCost>((resolve, reject) => {
    child.once('message', (message) => resolve(message as FloorCost));
    child.once('exit', (code) => reject(new Error(`the floor ended (${code})`)));
  });
  child.send(script);
  return cost;
}

const often = { count: 1_000_000, seconds: 1 };
console.log(`Starting everything with ${children} generated children in each agency that knows them ...`);
const world = await startWorld({
  children,
  deadlineMs: 30_000,
  gatewaySettings: { limits: { searches: { perPerson: often, perOrganisation: often } } },
});
try {
  const token = await world.tokenOf('social-worker');
  const all = criteria(warmUp + searches);
  await searchAll(world, token, all.slice(0, warmUp), concurrency);

  const { pid } = world.gateway.process;
  if (pid === undefined) throw new Error('the gateway has no process');
  const before = usageOf(pid).cpuMs;
  const startedAt = performance.now();
  const outcomes = await searchAll(world, token, all.slice(warmUp), concurrency);
  const elapsed = performance.now() - startedAt;
  const gateway = (usageOf(pid).cpuMs - before) / searches;

  // Asked again one by one, so that what each search asked can be told apart.
  const script: (readonly (readonly FloorCall[])[])[] = [];
  for (const by of all) script.push(await wavesOf(world, token, by));
  const requests = script.slice(warmUp).map((waves) => waves.flat().length);
  const key = (agency: string) => readFileSync(join(world.directory, 'keys', `grant-${agency}.key`), 'utf8').trim();
  const floor = await floorOf({
    agencies: Object.fromEntries(
      agencies.map((agency) => [
        agency,
        { url: `${new URL(world.agency(agency).url).origin}/graphql`, key: key(agency) },
      ]),
    ),
    organisation: 'LA:001-CSC',
    searches: script,
    concurrency,
    warmUp,
  });
  if (floor.refused > 0) throw new Error(`the floor was refused ${floor.refused} times: it measures nothing`);

  const rounded = (value: number): string => value.toFixed(2);
  console.log(`searches                      ${searches} (${concurrency} at once), after ${warmUp} to warm up`);
  console.log(
    `outcomes                      ${Object.entries(outcomes)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
  );
  console.log(`agencies asked                ${agencies.length}`);
  console.log(`upstream requests a search    ${Math.min(...requests)} to ${Math.max(...requests)}`);
  console.log(`waves a search                ${Math.max(...script.map((waves) => waves.length))} at most`);
  console.log(`elapsed a search              ${rounded(elapsed / searches)} ms (agencies' own work included)`);
  console.log(`CPU of the gateway a search   ${rounded(gateway)} ms`);
  console.log(`CPU of the floor a search     ${rounded(floor.cpuMsPerSearch)} ms`);
  console.log(`gateway / floor               ${rounded(gateway / floor.cpuMsPerSearch)}`);
} finally {
  await world.stop();
}
