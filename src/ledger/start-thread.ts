import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

/** A thread's young generation, in MB. They hand on what they are given, and keep nothing. */
const youngGenerationMb = 12;

/**
 * Starts a thread that has no environment, and whose memory is bounded, so that running out of it ends the thread only.
 *
 * Where the process was started with `--max-semi-space-size`, V8 goes by that and not by the thread's own bound, for as
 * long as the flag stands. It is taken back here: the main thread's heap was made by it, and keeps what it was given.
 *
 * @param options.data What the thread finds as `workerData`.
 */
export function startThread(
  file: URL,
  options: { readonly name: string; readonly data: unknown; readonly oldGenerationMb: number },
): Worker {
  setFlagsFromString('--max-semi-space-size=0');
  return new Worker(file, {
    workerData: options.data,
    name: options.name,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: options.oldGenerationMb, maxYoungGenerationSizeMb: youngGenerationMb },
  });
}
