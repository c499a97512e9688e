/** What a graph has compiled since it was made. In a steady state none of these grows. */
export type GraphCounts = {
  /** Operations planned: one for every document, operation and combination of conditions. */
  readonly plansCompiled: number;
  /** Sets of grants compiled to readers: one for every root, agency and set. */
  readonly shapesCompiled: number;
  /** Content documents printed and hashed: one for every set of grants that asks for anything. */
  readonly documentsPrinted: number;
};

/** The same, while it is counted. */
export type GraphCounter = { -readonly [Name in keyof GraphCounts]: GraphCounts[Name] };
