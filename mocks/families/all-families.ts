import type { Calendar } from '../records/calendar.ts';
import type { Family } from '../records/child-definition.ts';
import { adopted } from './adopted.ts';
import { beginningsAndEnds } from './beginnings-and-ends.ts';
import { consents } from './consents.ts';
import { dataQuality } from './data-quality.ts';
import { girfec, type StoryPoint } from './girfec.ts';
import { inCare } from './in-care.ts';
import { knownToMany } from './known-to-many.ts';
import { nineteen } from './nineteen.ts';
import { offending } from './offending.ts';
import { sensitiveService } from './sensitive-service.ts';
import { shielded } from './shielded.ts';
import { standing } from './standing.ts';
import { twins } from './twins.ts';

/** All named families as they are on a day; the GIRFEC case before or after its Friday. */
export const allFamilies = (calendar: Calendar, point: StoryPoint = { beforeFriday: false }): readonly Family[] => [
  girfec(calendar, point),
  knownToMany(calendar),
  nineteen(calendar),
  shielded(calendar),
  sensitiveService(calendar),
  consents(calendar),
  twins(calendar),
  adopted(calendar),
  beginningsAndEnds(calendar),
  inCare(calendar),
  offending(calendar),
  dataQuality(calendar),
  standing(calendar),
];
