import { agencyProfiles } from '../engine/agency-profile.ts';
import type { ChildDefinition, Family, InvolvementDefinition, RecordDefinition } from './child-definition.ts';
import type { AgencyName, Json, JsonObject } from './stored-record.ts';

/** What an event changes in one agency's record of one child. Nothing that was there is overwritten but by `puts`. */
export type RecordChange = {
  readonly slug: string;
  readonly agency: AgencyName;
  /** Begin with the event. */
  readonly involvements?: readonly InvolvementDefinition[];
  /** Items that come to a list of the details, newest first, by the list's path. */
  readonly adds?: Readonly<Record<string, readonly JsonObject[]>>;
  /** Single items that take the place of what was there, by path. */
  readonly puts?: Readonly<Record<string, JsonObject>>;
};

/** Something that happens, and everything the agencies then record of it. */
export type StoryEvent = {
  readonly event: string;
  /** When the agencies recorded it. */
  readonly recordedAt: string;
  readonly changes: readonly RecordChange[];
};

/** A family with what happens to it. Its clock stands at one of the points. */
export type Story = {
  /** As it is before any of the events. */
  readonly family: Family;
  /** In the order in which they happen. */
  readonly events: readonly StoryEvent[];
  /** How many of the events have happened, by the name of the point. */
  readonly points: Readonly<Record<string, number>>;
  /** The point at the start of the mocks. */
  readonly initial: string;
};

/** The family as it is at a point of its story. Throws `RangeError` when the story has no such point. */
export const tellStory = (story: Story, point: string = story.initial): Family => {
  const happened = Object.hasOwn(story.points, point) ? story.points[point] : undefined;
  if (happened === undefined) {
    throw new RangeError(`${story.family.family}: has the points ${Object.keys(story.points).join(', ')}`);
  }
  const children = story.family.children.map((child) => story.events.slice(0, happened).reduce(afterEvent, child));
  return { ...story.family, children };
};

const afterEvent = (child: ChildDefinition, event: StoryEvent): ChildDefinition =>
  event.changes.filter(({ slug }) => slug === child.slug).reduce((told, change) => changed(told, change, event), child);

const changed = (child: ChildDefinition, change: RecordChange, event: StoryEvent): ChildDefinition => {
  const record = child.records[change.agency];
  if (record === undefined || Array.isArray(record)) {
    throw new RangeError(`${event.event}: ${change.agency} has not one record of ${change.slug}`);
  }
  return {
    ...child,
    records: { ...child.records, [change.agency]: changedRecord(record as RecordDefinition, change, event) },
  };
};

const changedRecord = (record: RecordDefinition, change: RecordChange, event: StoryEvent): RecordDefinition => {
  const stamp = (path: string, position: number): JsonObject => ({
    id: `${agencyProfiles[change.agency].prefix}-${change.slug}-${event.event}-${path}-${position}`,
    recordedAt: event.recordedAt,
    event: event.event,
  });
  let details: JsonObject = record.details ?? {};
  for (const [path, items] of Object.entries(change.adds ?? {})) {
    const added = items.map((item, position) => ({ ...stamp(path, position), ...item }));
    details = withValue(details, path.split('.'), (before) => [...added, ...(Array.isArray(before) ? before : [])]);
  }
  for (const [path, item] of Object.entries(change.puts ?? {})) {
    details = withValue(details, path.split('.'), () => ({ ...stamp(path, 0), ...item }));
  }
  const involvements = (change.involvements ?? []).map((involvement, position) => ({
    ...involvement,
    stamp: stamp('involvements', position),
  }));
  return { ...record, details, involvements: [...involvements, ...(record.involvements ?? [])] };
};

const withValue = (
  object: JsonObject,
  [key = '', ...rest]: readonly string[],
  make: (before: Json | undefined) => Json,
): JsonObject => {
  const before = object[key];
  if (rest.length === 0) return { ...object, [key]: make(before) };
  const inner = typeof before === 'object' && before !== null && !Array.isArray(before) ? (before as JsonObject) : {};
  return { ...object, [key]: withValue(inner, rest, make) };
};
