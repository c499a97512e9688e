import { z } from 'zod';

/** What can be made to go wrong with an agency's answers. */
const faultNames = [
  /** The connection is cut without an answer. */
  'DOWN',
  /** The answer waits `ms` milliseconds. */
  'SLOW',
  /** The request is read and never answered. */
  'HANG',
  /** HTTP 500 with a text that quotes case data. */
  'STATUS_500',
  /** HTTP 502 with a page of HTML. */
  'HTML',
  /** HTTP 200 with JSON that breaks off. */
  'INVALID_JSON',
  /** HTTP 200 with an error whose message quotes case data. */
  'GRAPHQL_ERROR',
  /** Every value of the answer has another type than the contract's. */
  'WRONG_TYPES',
  /** Rows of other children are added. */
  'SURPLUS_ROWS',
  /** Rows of other children come in the place of those asked for. */
  'OTHER_ROWS',
  /** Every row comes twice. */
  'DUPLICATE_ROWS',
  /** The last row is left out. */
  'MISSING_ROWS',
  /** The rows come in the opposite order. */
  'REORDERED',
  /** `classes` and `fields` are refused with the code SOURCE_RESTRICTED. */
  'SOURCE_RESTRICTED',
  /** `classes` and `fields` are refused with the code DETRIMENT. */
  'DETRIMENT',
  /** The answer has `bytes` bytes of padding. */
  'HUGE',
] as const;

/** The name of a fault. */
export type FaultName = (typeof faultNames)[number];

const fault = z.strictObject({
  fault: z.enum(faultNames),
  /** Only calls of this wave, as their grant says, or of any wave that look for persons; omitted: all. */
  kind: z.enum(['FACTS', 'CONTENT', 'CASELOAD', 'REPORT', 'SEARCH']).optional(),
  /** Only this many calls; omitted: until changed. */
  count: z.int().positive().optional(),
  ms: z.int().nonnegative().optional(),
  bytes: z.int().positive().optional(),
  /** Classes whose fields are refused. */
  classes: z.array(z.string()).optional(),
  /** Fields that are refused, as `name` or `Type.name`. */
  fields: z.array(z.string()).optional(),
});

/** One fault that is set. */
export type Fault = z.infer<typeof fault>;

/** The faults of one agency's server. */
export type Faults = {
  /** What is set and still in force. */
  list(): readonly Fault[];
  /** Sets the faults, in place of those before. Throws `RangeError` with what is wrong and where. */
  replace(input: unknown): void;
  /** The faults that hit a call of this kind; counts them as used. */
  take(kind: string | null, call: { readonly isSearch: boolean }): readonly Fault[];
};

/** Builds an empty set of faults. */
export const faultsOf = (): Faults => {
  let faults: readonly { readonly setting: Fault; left: number }[] = [];
  return {
    list: () =>
      faults
        .filter((each) => each.left > 0)
        .map(({ left, setting }) => (setting.count === undefined ? setting : { ...setting, count: left })),
    replace(input) {
      const parsed = z.array(fault).safeParse(input);
      if (!parsed.success) {
        throw new RangeError(`faults: ${z.prettifyError(parsed.error).replaceAll(/\s+/g, ' ')}`);
      }
      faults = parsed.data.map((setting) => ({ setting, left: setting.count ?? Number.POSITIVE_INFINITY }));
    },
    take(kind, { isSearch }) {
      const isOfKind = (wanted: Fault['kind']): boolean =>
        wanted === undefined || (wanted === 'SEARCH' ? isSearch : wanted === kind);
      const hits = faults.filter(({ left, setting }) => left > 0 && isOfKind(setting.kind));
      for (const hit of hits) hit.left -= 1;
      return hits.map(({ setting }) => setting);
    },
  };
};
