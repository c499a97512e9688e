/**
 * Loaded before the gateway in endurance runs (`--import`): tells the bench once a second how long the event loop of
 * the main thread stood still at most since it last told. Nothing of the gateway's own is touched.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.send !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  setInterval(() => {
    process.send?.({ longestStallMs: delay.max / 1e6 });
    delay.reset();
  }, 1000).unref();
}
