import type { StoryRecords } from '../engine/story-clocks.ts';
import { recordsOf } from './build-records.ts';
import type { Calendar } from './calendar.ts';
import type { AgencyName } from './stored-record.ts';
import { type Story, tellStory } from './story.ts';

/** The stories as one agency's system holds them. */
export const storyRecordsOf = (
  stories: readonly Story[],
  agency: AgencyName,
  calendar: Calendar,
): readonly StoryRecords[] =>
  stories.map((story) => ({
    name: story.family.family,
    initial: story.initial,
    recordsAt: (point) => tellStory(story, point).children.flatMap((child) => recordsOf(child, agency, calendar)),
  }));
