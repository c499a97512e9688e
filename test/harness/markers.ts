import { loadContract } from '../../mocks/engine/contract-schema.ts';
import { fillDetails } from '../../mocks/engine/fill-details.ts';
import { markersOf } from '../../mocks/engine/markers-of.ts';
import { allFamilies } from '../../mocks/families/all-families.ts';
import { recordsOf } from '../../mocks/records/build-records.ts';
import { calendarOf } from '../../mocks/records/calendar.ts';
import { agencyNames } from '../../mocks/records/stored-record.ts';

/** What every reason that a test gives begins with or holds. */
const argumentMarker = 'zq-reason';

/**
 * Values by which a leak is recognised: all that the mocks' named children consist of (names,
 * addresses, contacts, identifiers, free texts) and the marker in every request's reason. `slugs`: of these children only.
 */
export function plantedMarkers(slugs?: ReadonlySet<string>): readonly string[] {
  const calendar = calendarOf(new Date().toISOString().slice(0, 10));
  const children = allFamilies(calendar)
    .flatMap((family) => family.children)
    .filter(({ slug }) => slugs === undefined || slugs.has(slug));
  const markers = agencyNames.flatMap((agency) => {
    const { schema } = loadContract(agency, 'PLAIN');
    const held = children.flatMap((child) => recordsOf(child, agency, calendar));
    return markersOf(held, (record) => fillDetails(record, { schema, agency, calendar }));
  });
  return [...new Set([argumentMarker, ...markers])];
}
