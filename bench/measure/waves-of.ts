/** When a request was sent and answered, in ms of one clock. */
type Timed = { readonly begunAt: number; readonly endedAt: number };

/**
 * Requests as waves: one that was sent after an answer had come belongs to the next. Needs agencies that take long
 * enough for all requests of a wave to be sent before the first of them is answered.
 */
export function wavesOf<Request extends Timed>(recorded: readonly Request[]): readonly (readonly Request[])[] {
  const waves: Request[][] = [];
  let firstEnd = Number.NEGATIVE_INFINITY;
  for (const request of [...recorded].sort((one, other) => one.begunAt - other.begunAt)) {
    const wave = waves.at(-1);
    if (wave === undefined || request.begunAt >= firstEnd) {
      waves.push([request]);
      firstEnd = request.endedAt;
    } else {
      wave.push(request);
      firstEnd = Math.min(firstEnd, request.endedAt);
    }
  }
  return waves;
}
