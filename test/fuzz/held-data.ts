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

/** Reads what every agency of a running world holds of the named children, past all filters and grants. */
export async function readHeldData(world: World): Promise<HeldData> {
  const calendar = calendarOf(new Date().toISOString().slice(0, 10));
  const held = new Map<string, Held[]>();
  for (const agency of agencies) {
    const { schema } = loadContract(agency, agencyDialects[agency]);
    const state = `${new URL(world.agency(agency).url).origin}/__state`;
    const listed = (await (await fetch(state)).json()) as readonly { readonly slug: string }[];
    for (const slug of new Set(listed.map((each) => each.slug))) {
      const records = (await (await fetch(`${state}?child=${slug}`)).json()) as readonly StoredRecord[];
      for (const record of records.filter((each) => each.slug === slug && !each.forgotten)) {
        const details = fillDetails(record, { schema, agency, calendar });
        held.set(slug, [...(held.get(slug) ?? []), { agency, record, details }]);
      }
    }
  }
  return held;
}
