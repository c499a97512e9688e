import { describe, expect, it } from 'vitest';
import type { AppendToLedger, LedgerEntry } from '../../src/model/ledger-entry.ts';
import { uncounted } from '../../src/telemetry/metrics.ts';
import { observeLedger } from '../../src/telemetry/observed.ts';

const entry = { kind: 'GRANTED', recordId: 'r' } as LedgerEntry;

describe('a ledger that is observed', () => {
  it('is written as it would be unobserved, with what was said of the entry', async () => {
    const given: Parameters<AppendToLedger>[] = [];
    const append = observeLedger(async (...all) => void given.push(all), {
      metrics: { ...uncounted },
      streamAudit: null,
    });
    await append(entry, { mayWait: true });
    expect(given).toEqual([[entry, { mayWait: true }]]);
  });

  it('has recorded what it has recorded, also where nobody can be told of it', async () => {
    const append = observeLedger(async () => undefined, {
      metrics: uncounted,
      streamAudit: () => {
        throw new Error('the stream is broken');
      },
    });
    await expect(append(entry)).resolves.toBeUndefined();
  });

  it('tells of nothing that is not durable', async () => {
    const told: LedgerEntry[] = [];
    const append = observeLedger(() => Promise.reject(new Error('full')), {
      metrics: uncounted,
      streamAudit: (each) => void told.push(each),
    });
    await expect(append(entry)).rejects.toThrow('full');
    expect(told).toEqual([]);
  });
});
