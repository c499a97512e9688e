import { GraphQLError } from 'graphql';
import type { InaccuracyReport } from '../generated/education.ts';
import type { Store } from '../records/store.ts';

/** One report that was taken, with the system's own reference. */
export type TakenReport = InaccuracyReport & { readonly ownReference: string };

/** Reports of inaccuracies that one agency has taken, oldest first. In memory only. */
export type ReportBook = {
  /** Takes a report, once for each reference; gives the system's own. Throws when there is no such record. */
  take(report: InaccuracyReport): string;
  list(): readonly TakenReport[];
  clear(): void;
};

/** Builds an empty book; references begin with the agency's prefix. */
export const reportBookOf = (store: Pick<Store, 'byRecordId'>, prefix: string): ReportBook => {
  const taken = new Map<string, TakenReport>();
  let last = 0;
  return {
    take(report) {
      const before = taken.get(report.reference);
      if (before !== undefined) return before.ownReference;
      if (store.byRecordId(report.recordId) === undefined) {
        throw new GraphQLError('There is no such record.', { extensions: { code: 'RECORD_UNKNOWN' } });
      }
      last += 1;
      const ownReference = `${prefix}-REPORT-${last}`;
      taken.set(report.reference, { ...report, ownReference });
      return ownReference;
    },
    list: () => [...taken.values()],
    clear: () => taken.clear(),
  };
};
