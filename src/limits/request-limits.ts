import type { Counted, Counter, OpenCounter, Rate } from './counter.ts';
import { limitHeaders, policyHeader } from './limit-headers.ts';

/** Whether a request may go on; `headers` go with its answer either way: counts and times only. */
export type Admission =
  | { readonly kind: 'ADMITTED'; readonly headers: Readonly<Record<string, string>> }
  | {
      readonly kind: 'LIMITED';
      readonly retryAfterSeconds: number;
      readonly headers: Readonly<Record<string, string>>;
    };

/** Counts requests. */
export type RequestLimits = {
  /** By where one comes from, before anything of it is read. */
  readonly admitAddress: (address: string) => Promise<Admission>;
  /** By who makes one: each person who takes part in it, and their organisation. */
  readonly admitCaller: (who: {
    readonly people: readonly string[];
    readonly organisation: string;
  }) => Promise<Admission>;
  readonly setRates: (rates: RequestRates) => void;
};

type RequestRates = { readonly perAddress: Rate; readonly perPerson: Rate; readonly perOrganisation: Rate };

/** Makes the counters of requests; keys are addresses, accounts and organisations. */
export function createRequestLimits(rates: RequestRates, openCounter: OpenCounter): RequestLimits {
  const ofAddress = openCounter('address', rates.perAddress);
  const ofPerson = openCounter('person', rates.perPerson);
  const ofOrganisation = openCounter('organisation', rates.perOrganisation);
  const policies = () => ({ ofAddress: policyHeader([ofAddress]), ofCaller: policyHeader([ofPerson, ofOrganisation]) });
  let policy = policies();
  return {
    admitAddress: async (address) => {
      const counted = await ofAddress.take(address, 1);
      // Of whoever is not known yet nothing is told but a refusal.
      return counted.isOver ? refused(ofAddress, counted, policy.ofAddress) : admitted;
    },
    admitCaller: async ({ people, organisation }) => {
      let least: Counted | null = null;
      for (const person of people) {
        const counted = await ofPerson.take(person, 1);
        // Whoever is over their own limit must not use up what is their colleagues'.
        if (counted.isOver) return refused(ofPerson, counted, policy.ofCaller);
        if (least === null || counted.left < least.left) least = counted;
      }
      const counted = await ofOrganisation.take(organisation, 1);
      if (counted.isOver) return refused(ofOrganisation, counted, policy.ofCaller);
      // What is left to an organisation would tell how much its other people ask.
      const headers = least === null ? {} : limitHeaders(ofPerson, least, policy.ofCaller);
      return { kind: 'ADMITTED', headers };
    },
    setRates: (changed) => {
      ofAddress.rate = changed.perAddress;
      ofPerson.rate = changed.perPerson;
      ofOrganisation.rate = changed.perOrganisation;
      policy = policies();
    },
  };
}

const admitted: Admission = { kind: 'ADMITTED', headers: {} };

function refused(counter: Counter, counted: Counted, policy: string): Admission {
  return {
    kind: 'LIMITED',
    retryAfterSeconds: Math.ceil(counted.endsInMs / 1000),
    headers: limitHeaders(counter, { ...counted, left: 0 }, policy),
  };
}
