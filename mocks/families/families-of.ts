import { childrenOfSix } from '../peers/six-authorities.ts';
import type { Calendar } from '../records/calendar.ts';
import type { Family } from '../records/child-definition.ts';
import { homeAuthority } from '../records/of-authority.ts';
import { allFamilies, type StoryPoints } from './all-families.ts';

/**
 * The named families that an authority's agencies hold: the home authority's are all those told here, another
 * one's the children who are known to several (`peers/six-authorities.ts`).
 */
export const familiesOf = (authority: string, calendar: Calendar, points: StoryPoints = {}): readonly Family[] =>
  authority === homeAuthority
    ? allFamilies(calendar, points)
    : [{ family: 'six-authorities', children: childrenOfSix(authority, calendar) }];
