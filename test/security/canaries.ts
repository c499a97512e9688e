import { wholeView } from '../cases/whole-view.ts';
import { askFor } from '../harness/view.ts';
import { agencies, type Answer, type World } from '../harness/world.ts';

/** Who asks, about whom and why. */
export type Situation = { readonly persona: string; readonly slug: string; readonly purpose: string };

/** The free texts that the mocks' agencies hold about a child: each bears a mark of its own, `zq-<agency>-<child>-<n>`. */
export async function textsAbout(world: World, slug: string): Promise<readonly string[]> {
  const lists = await Promise.all(
    agencies.map(async (name) => {
      const response = await fetch(`${new URL(world.agency(name).url).origin}/__markers`);
      return (await response.json()) as readonly string[];
    }),
  );
  const marks = lists.flat().flatMap((text) => text.match(/zq-[a-z0-9-]+/g) ?? []);
  return [...new Set(marks.filter((mark) => agencies.some((agency) => mark.startsWith(`zq-${agency}-${slug}-`))))];
}

/**
 * The texts about a child that somebody may not see: all that agencies hold, but for those that a plain question
 * for every field is answered with (what that is by right is decided case by case in `test/cases`).
 */
export async function canariesFor(world: World, { persona, slug, purpose }: Situation): Promise<readonly string[]> {
  const plain = await askFor(world, persona, slug, 'NHS_NUMBER', { purpose, selection: wholeView() });
  if (plain.errors !== undefined) throw new Error(plain.text);
  return (await textsAbout(world, slug)).filter((text) => !plain.text.includes(text));
}

/** The canaries that are in an answer, body or headers. */
export function leaksIn(answer: Pick<Answer, 'text' | 'headers'>, canaries: readonly string[]): readonly string[] {
  const whole = `${answer.text}\n${JSON.stringify([...answer.headers])}`;
  return canaries.filter((canary) => whole.includes(canary));
}

/** All that agencies were sent since the last clearing. */
export async function everythingAsked(world: World): Promise<string> {
  const all = await Promise.all(agencies.map((name) => world.receivedBy(name)));
  return JSON.stringify(all);
}
