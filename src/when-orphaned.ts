/**
 * Calls back once when the npm that runs this is gone, so that a killed npm leaves no server behind.
 * (The scripts `exec`, so that npm is the parent and its signals arrive.) Outside npm it never calls.
 */
export function whenOrphaned(onOrphaned: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onOrphaned();
  }, 250);
  timer.unref();
}
