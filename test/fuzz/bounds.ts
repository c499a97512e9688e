/** How far something is shown: 0 not at all, 1 that it exists, 2 what it says. */
export type Level = 0 | 1 | 2;

/** How far something may, and has to, be shown. */
export type Bounds = { readonly may: Level; readonly must: Level };

export const nothing: Bounds = { may: 0, must: 0 };
export const everything: Bounds = { may: 2, must: 2 };

/** The narrower of two. */
export const lower = (one: Bounds, other: Bounds): Bounds => ({
  may: one.may < other.may ? one.may : other.may,
  must: one.must < other.must ? one.must : other.must,
});

/** The wider of two. */
export const higher = (one: Bounds, other: Bounds): Bounds => ({
  may: one.may > other.may ? one.may : other.may,
  must: one.must > other.must ? one.must : other.must,
});
