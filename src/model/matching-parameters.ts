/** How often a name occurs, as a share of people. */
export type NameFrequencies = {
  /** The chance that two people drawn at random share a name: what the weight for agreement stands for. */
  readonly usual: number;
  /** The share of a name that is not listed. */
  readonly unlisted: number;
  /** By normalised name. */
  readonly names: Readonly<Record<string, number>>;
};

/**
 * What agreement and disagreement weigh when records are matched, in bits (domain.md 5.2): log2 of how much
 * likelier a level is between records of one person than between records of two. What a side does not
 * say weighs nothing.
 */
export type MatchingParameters = {
  readonly weights: {
    /** PLACEHOLDER: both have one day that stands in for an unknown one, such as 1 January. */
    readonly dateOfBirth: Readonly<Record<'EXACT' | 'PLACEHOLDER' | 'SWAPPED' | 'ONE_COMPONENT' | 'DIFFERS', number>>;
    readonly family: Readonly<Record<'EXACT' | 'FORMER' | 'SIMILAR' | 'DIFFERS', number>>;
    readonly given: Readonly<Record<'EXACT' | 'VARIANT' | 'INITIAL' | 'DIFFERS', number>>;
    readonly sex: Readonly<Record<'SAME' | 'DIFFERS', number>>;
    readonly postcode: Readonly<Record<'CURRENT' | 'PREVIOUS' | 'OUTWARD' | 'DIFFERS', number>>;
    readonly carer: Readonly<Record<'AGREES', number>>;
    readonly school: Readonly<Record<'AGREES', number>>;
  };
  /** `match` and `possible` are the least scores for an outcome; `margin` is the least lead over the next. */
  readonly thresholds: { readonly match: number; readonly possible: number; readonly margin: number };
  /** The most by which the frequency of a name may move the weight of its agreement, either way. */
  readonly termFrequencyCap: number;
  readonly frequencies: { readonly given: NameFrequencies; readonly family: NameFrequencies };
};
