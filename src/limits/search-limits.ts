import type { OpenCounter, Rate } from './counter.ts';

/** Whether something may be done now, and if not, when. */
export type Taken = { readonly kind: 'TAKEN' } | { readonly kind: 'LIMITED'; readonly retryAfterSeconds: number };

/** Counts searches by people and by organisations. */
export type SearchLimits = {
  readonly take: (
    who: { readonly people: readonly string[]; readonly organisation: string },
    count: number,
  ) => Promise<Taken>;
  readonly setRates: (rates: SearchRates) => void;
};

type SearchRates = { readonly perPerson: Rate; readonly perOrganisation: Rate };

/** Makes the counters of searches; keys are accounts and organisations, never anything of a child. */
export function createSearchLimits(rates: SearchRates, openCounter: OpenCounter): SearchLimits {
  const ofPerson = openCounter('person-searches', rates.perPerson);
  const ofOrganisation = openCounter('organisation-searches', rates.perOrganisation);
  return {
    take: async ({ people, organisation }, count) => {
      const counters = [
        ...people.map((key) => ({ counter: ofPerson, key })),
        { counter: ofOrganisation, key: organisation },
      ];
      for (const { counter, key } of counters) {
        const { isOver, endsInMs } = await counter.take(key, count);
        // Whoever is over their own limit must not use up what is their colleagues'.
        if (isOver) return { kind: 'LIMITED', retryAfterSeconds: Math.ceil(endsInMs / 1000) };
      }
      return { kind: 'TAKEN' };
    },
    setRates: (changed) => {
      ofPerson.rate = changed.perPerson;
      ofOrganisation.rate = changed.perOrganisation;
    },
  };
}
