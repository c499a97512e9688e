/**
 * One agency's mocked system as a process of its own:
 * `node mocks/agency.ts --agency health --port 4102 --dialect FEDERATION --keys .data/keys`.
 * Prints `{"listening": url}` when it is ready; SIGTERM, SIGINT or the end of its parent stop it.
 * Several, comma-separated, each with its dialect, share the process, on free ports; the line then has them all.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startAgencyServer } from './agency-server.ts';
import { allStories } from './families/all-stories.ts';
import { generateChildren } from './families/generate-children.ts';
import { loadOrCreateGrantKey } from './grant-key.ts';
import { recordsOf } from './records/build-records.ts';
import { familiesOf } from './families/families-of.ts';
import { calendarOf } from './records/calendar.ts';
import { homeAuthority } from './records/of-authority.ts';
import type { ChildDefinition } from './records/child-definition.ts';
import { agencyNames } from './records/stored-record.ts';
import { storyRecordsOf } from './records/story-records.ts';

const { values } = parseArgs({
  options: {
    agency: { type: 'string' },
    dialect: { type: 'string', default: 'PLAIN' },
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    keys: { type: 'string', default: '.data/keys' },
    children: { type: 'string', default: '0' },
    today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    'before-friday': { type: 'boolean', default: false },
    /** Whose system it is, as `LA:002`; another authority's has other families. */
    authority: { type: 'string', default: homeAuthority },
    /** The named families that it holds children of, by name, comma-separated; all of the authority's. */
    families: { type: 'string' },
    /** A file of more children, `{"children": [...]}` in the shape of `ChildDefinition`. */
    data: { type: 'string' },
  },
});

const listed = <T extends z.ZodType>(one: T) =>
  z.preprocess((text) => (typeof text === 'string' ? text.split(',') : text), z.array(one).nonempty());
const options = z
  .object({
    agency: listed(z.enum(agencyNames)),
    dialect: listed(z.enum(['PLAIN', 'FEDERATION'])),
    port: z.coerce.number().int().min(0).max(65_535),
    children: z.coerce.number().int().min(0),
    authority: z.string().regex(/^LA:\d{3}$/, 'LA: and three digits'),
  })
  .refine(({ agency, dialect, port }) => agency.length === dialect.length && (agency.length === 1 || port === 0), {
    error: 'a dialect for each agency; several agencies take free ports (--port 0)',
  })
  .safeParse(values);
if (!options.success) {
  console.error(`Arguments of mocks/agency.ts:\n${z.prettifyError(options.error)}`);
  process.exit(2);
}
const { agency: chosen, dialect: dialects, port, children, authority } = options.data;

const calendar = calendarOf(values.today);
const stories = allStories(calendar).map((story) => ({
  ...story,
  initial: values['before-friday'] && 'BEFORE_FRIDAY' in story.points ? 'BEFORE_FRIDAY' : story.initial,
}));
const points = Object.fromEntries(stories.map(({ family, initial }) => [family.family, initial]));
const families = familiesOf(authority, calendar, points);
const wanted = values.families?.split(',').filter((name) => name !== '') ?? families.map(({ family }) => family);
const unknown = wanted.filter((name) => families.every(({ family }) => family !== name));
if (unknown.length > 0) {
  console.error(`--families: ${authority} has no ${unknown.join(', ')}`);
  process.exit(2);
}
const named = families.filter(({ family }) => wanted.includes(family)).flatMap(({ children: of }) => of);
const told = authority === homeAuthority ? stories.filter(({ family }) => wanted.includes(family.family)) : [];
const added =
  values.data === undefined
    ? []
    : (JSON.parse(readFileSync(values.data, 'utf8')) as { readonly children: readonly ChildDefinition[] }).children;

const all = [...named, ...generateChildren(children, calendar), ...added];
const servers = await Promise.all(
  chosen.map((agency, index) =>
    startAgencyServer({
      agency,
      dialect: dialects[index] ?? 'PLAIN',
      records: all.flatMap((child) => recordsOf(child, agency, calendar)),
      stories: storyRecordsOf(told, agency, calendar),
      grantKey: loadOrCreateGrantKey(values.keys, agency),
      today: values.today,
      authority,
      host: values.host,
      port,
    }),
  ),
);
const urls = servers.map(({ url }) => url);
const several = Object.fromEntries(chosen.map((agency, index) => [agency, urls[index]]));
console.log(JSON.stringify({ listening: urls[0], ...(chosen.length === 1 ? {} : { agencies: several }) }));

const stop = (): void => void Promise.all(servers.map((server) => server.close())).then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
// A parent that died without a word must not leave this behind.
process.once('disconnect', stop);
