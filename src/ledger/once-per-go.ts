/**
 * Reads once for all that is done in one go: until what an event of the loop has set off has run, microtasks and all,
 * well below a millisecond but for long lists. Nothing that is read is older than the event. What throws is read anew.
 */
export function oncePerGo<Value>(read: () => Value): () => Value {
  let held: { readonly value: Value } | null = null;
  const forget = (): void => {
    held = null;
  };
  return () => {
    if (held === null) {
      held = { value: read() };
      process.nextTick(forget);
    }
    return held.value;
  };
}
