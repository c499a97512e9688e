import { z } from 'zod';

const bits = z.number().min(-30).max(30);
const share = z.number().positive().max(1);
const names = z.record(
  z.string().regex(/^\p{Lu}{1,60}$/u, 'is not a name as it is compared: upper case, letters only'),
  share,
);
const frequencies = z.strictObject({ usual: share, unlisted: share, names });

/** `protocol/matching.yaml` as it is written: weights and thresholds in bits (domain.md 5.2). */
export const matchingFile = z.strictObject({
  weights: z.strictObject({
    dateOfBirth: z.strictObject({ EXACT: bits, PLACEHOLDER: bits, SWAPPED: bits, ONE_COMPONENT: bits, DIFFERS: bits }),
    family: z.strictObject({ EXACT: bits, FORMER: bits, SIMILAR: bits, DIFFERS: bits }),
    given: z.strictObject({ EXACT: bits, VARIANT: bits, INITIAL: bits, DIFFERS: bits }),
    sex: z.strictObject({ SAME: bits, DIFFERS: bits }),
    postcode: z.strictObject({ CURRENT: bits, PREVIOUS: bits, OUTWARD: bits, DIFFERS: bits }),
    carer: z.strictObject({ AGREES: bits }),
    school: z.strictObject({ AGREES: bits }),
  }),
  thresholds: z.strictObject({ match: bits, possible: bits, margin: z.number().min(0).max(30) }),
  termFrequencyCap: z.number().min(0).max(10),
});

/** `protocol/name-frequencies.yaml` as it is written: shares of people, by name as it is compared. */
export const nameFrequenciesFile = z.strictObject({ given: frequencies, family: frequencies });
