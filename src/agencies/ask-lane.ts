import { agencyFault } from './agency-fault.ts';
import type { Attempt } from './attempt.ts';
import type { Lane } from './lane.ts';
import type { Operation } from './operations.ts';

/** A call and the time that it has. */
export type LaneCall = {
  readonly operation: Operation;
  /** Milliseconds from now. */
  readonly timeoutMs: number;
  /** Whether it only reads, so that to make it twice does no harm. */
  readonly isRead: boolean;
  /** Sends it; each time with what makes it a request of its own. */
  readonly send: (timeoutMs: number) => Promise<Attempt>;
};

/** The longest wait before a call is made again, in milliseconds; how long, is left to chance (full jitter). */
const longestJitterMs = 100;

/** Makes a call, and once more where it failed in a way that passes, all within its time. `random`: from 0 up to 1. */
export async function askLane(
  lane: Lane,
  call: LaneCall,
  random: () => number,
): Promise<Pick<Attempt, 'answer' | 'dropped'>> {
  const endsAt = performance.now() + call.timeoutMs;
  const first = await lane.run(() => call.send(call.timeoutMs));
  if (typeof first === 'string') return { answer: agencyFault(first), dropped: 0 };
  if (first.againInMs === null || !call.isRead) return first;

  const pauseMs = first.againInMs + random() * longestJitterMs;
  if (performance.now() + pauseMs >= endsAt || !lane.mayRepeat()) return first;
  if (!(await call.operation.pause(pauseMs))) return { answer: agencyFault('ABORTED'), dropped: 0 };
  const second = await lane.run(() => call.send(endsAt - performance.now()));
  return typeof second === 'string' ? first : second;
}
