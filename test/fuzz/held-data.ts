import { fillDetails } from '../../mocks/engine/fill-details.ts';
import { loadContract } from '../../mocks/engine/contract-schema.ts';
import { calendarOf } from '../../mocks/records/calendar.ts';
import type { JsonObject, StoredRecord } from '../../mocks/records/stored-record.ts';
import { type AgencyUnderTest, agencies, agencyDialects, type World } from '../harness/world.ts';

/** One agency's whole record of one child: its facts, and all lists and sections unfiltered. */
export type Held = {
  readonly agency: AgencyUnderTest;
  readonly record: StoredRecord;
  readonly details: JsonObject;
};

/** All that the agencies hold, by the child's name among the mocks: whose record it is, nobody had to guess. */
export type HeldData = ReadonlyMap<string, readonly Held[]>;

/** Whether a child's records are made to be hard to link: what one says of it need not count for another. */
export const isHardToLink = (slug: string): boolean =>
  /^(adopted|twin|wrong-nhs|respelt|moved|swapped|renamed|fled|shielded|same-sex|sibling)/.test(slug);

/** Reads what every agency of a running world holds of the named children, past all filters and grants. */
export async function readHeldData(world: World): Promise<HeldData> {
  const held = new Map<string, readonly Held[]>();
  for (const agency of agencies) {
    const listed = (await (await fetch(stateOf(world, agency))).json()) as readonly { readonly slug: string }[];
    for (const slug of new Set(listed.map((each) => each.slug)))
      held.set(slug, [...(held.get(slug) ?? []), ...(await readHeldAt(world, agency, slug))]);
  }
  return held;
}

/** What one agency holds of one child just now. */
export async function readHeldAt(world: World, agency: AgencyUnderTest, slug: string): Promise<readonly Held[]> {
  const records = (await (await fetch(`${stateOf(world, agency)}?child=${slug}`)).json()) as readonly StoredRecord[];
  const { schema } = contractOf(agency);
  return records
    .filter((each) => each.slug === slug && !each.forgotten)
    .map((record) => ({ agency, record, details: fillDetails(record, { schema, agency, calendar }) }));
}

const calendar = calendarOf(new Date().toISOString().slice(0, 10));
const contracts = new Map<AgencyUnderTest, ReturnType<typeof loadContract>>();
function contractOf(agency: AgencyUnderTest): ReturnType<typeof loadContract> {
  const known = contracts.get(agency) ?? loadContract(agency, agencyDialects[agency]);
  contracts.set(agency, known);
  return known;
}

const stateOf = (world: World, agency: AgencyUnderTest): string =>
  `${new URL(world.agency(agency).url).origin}/__state`;
