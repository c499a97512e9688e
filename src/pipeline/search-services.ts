import type { Service } from '../generated/childview.ts';
import type { RootRequest } from '../graph/graph-step.ts';
import type { Directory, DirectoryService } from '../model/directory.ts';
import { GatewayError } from '../model/errors.ts';
import type { LocalDate } from '../model/words.ts';

/** Every field of the public type: one that the schema gains must be given here. */
type Fields<Type> = Record<Exclude<keyof Type, '__typename'>, unknown>;

type Arguments = Readonly<Record<string, unknown>>;

/** The root field that answers from the public directory. */
const rootField = 'services';
const longestText = 100;
const oldest = 25;
const defaultPage = 50;

/** The values of the directory's roots by their index, each with its own arguments. */
export function servicesAt(
  roots: readonly RootRequest[],
  directory: Directory,
  today: LocalDate,
): ReadonlyMap<number, unknown> {
  return new Map(
    roots.flatMap((root): [number, unknown][] =>
      root.kind === 'OWN' && root.field === rootField
        ? [[root.index, searchServices(directory, root.args, today)]]
        : [],
    ),
  );
}

/**
 * Searches the public directory; an `after` that is no service's gives an empty page.
 *
 * @throws GatewayError ARGUMENT_INVALID naming an argument that nothing can fit, never its value.
 */
export function searchServices(directory: Directory, args: Arguments, today: LocalDate): readonly Fields<Service>[] {
  const words = wordsOf(args['text']);
  const age = ageOf(args['age']);
  const term = termOf(args['taxonomy'], directory);
  const found = directory.services.filter(
    (service) =>
      (age === null || (age >= (service.minimumAge ?? 0) && age <= (service.maximumAge ?? oldest))) &&
      (term === null || service.taxonomyTerms.some(({ id }) => id === term)) &&
      holdsAll(service, words),
  );
  const after = args['after'] ?? null;
  const start = after === null ? 0 : found.findIndex(({ id }) => id === after) + 1;
  if (after !== null && start === 0) return [];
  const first = typeof args['first'] === 'number' ? args['first'] : defaultPage;
  const staleBefore = monthsBefore(today, directory.staleAfterMonths);
  return found
    .slice(start, start + first)
    .map((service) => ({ ...service, isStale: service.assuredDate < staleBefore }));
}

function wordsOf(text: unknown): readonly string[] {
  if (typeof text !== 'string') return [];
  const words = plain(text.slice(0, longestText + 1))
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  if (text.length > longestText) throw invalid('text', 'LENGTH', `takes at most ${longestText} characters`);
  if (words.length === 0) throw invalid('text', 'NO_WORD', 'needs at least one word; leave it out to find all');
  return words;
}

function ageOf(age: unknown): number | null {
  if (typeof age !== 'number') return null;
  if (age < 0 || age > oldest) throw invalid('age', 'RANGE', `is in years, 0 to ${oldest}`);
  return age;
}

function termOf(term: unknown, { taxonomyTerms }: Directory): string | null {
  if (typeof term !== 'string') return null;
  const isTerm = taxonomyTerms.some(({ id }) => id === term);
  if (!isTerm)
    throw invalid('taxonomy', 'UNKNOWN_TERM', 'is the id of a term, as `taxonomyTerms` of services name them');
  return term;
}

function holdsAll(service: DirectoryService, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { name, description, organization, taxonomyTerms } = service;
  const text = plain([name, description, organization.name, ...taxonomyTerms.map((term) => term.name)].join(' '));
  return words.every((word) => text.includes(word));
}

/** Case, accents and apostrophes do not count. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'\u2019]/gu, '')
    .toLowerCase();
}

function monthsBefore(today: LocalDate, months: number): LocalDate {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}

function invalid(argument: string, reason: string, problem: string): GatewayError {
  return new GatewayError('ARGUMENT_INVALID', `${rootField}(${argument}:) ${problem}.`, {
    extensions: { argument, reason },
  });
}
