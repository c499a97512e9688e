import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Lack, logStanding } from '../../src/telemetry/log-standing.ts';

describe('the log of what is lacking', () => {
  const lines: unknown[] = [];
  let lacks: readonly Lack[] = [];
  let stop = (): void => {};
  const line =
    (level: string) =>
    (event: string, fields?: object): void =>
      void lines.push([level, event, fields]);
  const look = (): readonly unknown[] => {
    vi.advanceTimersByTime(500);
    return lines.splice(0);
  };

  beforeEach(() => {
    vi.useFakeTimers();
    lacks = [];
    stop = logStanding(() => lacks, { info: line('info'), warn: line('warn') });
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  it('says once what is lost and once that it is back', () => {
    expect(look()).toEqual([]);
    lacks = [{ code: 'LEDGER_UNAVAILABLE', cause: 'STORE_UNREACHABLE' }];
    expect(look()).toEqual([['warn', 'NOT_READY', { code: 'LEDGER_UNAVAILABLE', cause: 'STORE_UNREACHABLE' }]]);
    expect(look()).toEqual([]);
    lacks = [];
    expect(look()).toEqual([['info', 'READY_AGAIN', { code: 'LEDGER_UNAVAILABLE' }]]);
    expect(look()).toEqual([]);
  });

  it('says it again where there is another cause, and of two each by itself', () => {
    lacks = [{ code: 'LEDGER_UNAVAILABLE', cause: 'STORE_UNREACHABLE' }];
    look();
    lacks = [
      { code: 'LEDGER_UNAVAILABLE', cause: 'CHAIN_BROKEN' },
      { code: 'CONTROL_STATE_UNAVAILABLE', cause: undefined },
    ];
    expect(look()).toEqual([
      ['warn', 'NOT_READY', { code: 'LEDGER_UNAVAILABLE', cause: 'CHAIN_BROKEN' }],
      ['warn', 'NOT_READY', { code: 'CONTROL_STATE_UNAVAILABLE', cause: undefined }],
    ]);
  });

  it('says nothing any more once it is stopped', () => {
    stop();
    lacks = [{ code: 'LEDGER_UNAVAILABLE', cause: undefined }];
    expect(look()).toEqual([]);
  });
});
