import type { Calendar } from '../records/calendar.ts';
import type { Story } from '../records/story.ts';
import { girfec } from './girfec.ts';
import { girfecScotland } from './girfec-scotland.ts';

/** The families to whom something happens while the mocks run, each with a clock of its own. */
export const allStories = (calendar: Calendar): readonly Story[] => [girfec(calendar), girfecScotland(calendar)];
