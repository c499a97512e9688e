import type { Calendar } from '../records/calendar.ts';
import type { Family } from '../records/child-definition.ts';
import { tellStory } from '../records/story.ts';
import { adopted } from './adopted.ts';
import { allStories } from './all-stories.ts';
import { beginningsAndEnds } from './beginnings-and-ends.ts';
import { consents } from './consents.ts';
import { dataQuality } from './data-quality.ts';
import { earlyHelp } from './early-help.ts';
import { inCare } from './in-care.ts';
import { knownToMany } from './known-to-many.ts';
import { lookAlikes } from './look-alikes.ts';
import { nineteen } from './nineteen.ts';
import { offending } from './offending.ts';
import { outOfSchool } from './out-of-school.ts';
import { sensitiveService } from './sensitive-service.ts';
import { shielded } from './shielded.ts';
import { standing } from './standing.ts';
import { twins } from './twins.ts';

/** The points at which stories are told that do not stand where they usually begin, by the story's name. */
export type StoryPoints = Readonly<Record<string, string>>;

/** All named families as they are on a day, those with a story at the given point of it. */
export const allFamilies = (calendar: Calendar, points: StoryPoints = {}): readonly Family[] => [
  ...allStories(calendar).map((story) => tellStory(story, points[story.family.family])),
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
  earlyHelp(calendar),
  lookAlikes(calendar),
  outOfSchool(calendar),
];
