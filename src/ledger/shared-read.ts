/**
 * Lets those who ask at the same time share one reading: whoever asks while one is under way shares the next, so that
 * every answer tells of a moment after it was asked for. A reading that fails, fails for all who share it.
 *
 * @param read Answers each of the asks, in their order.
 */
export function createSharedRead<Ask, Answer>(
  read: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
): (ask: Ask) => Promise<Answer> {
  let waiting: { readonly ask: Ask; readonly resolve: (answer: Answer) => void; readonly reject: Reject }[] = [];
  let isReading = false;

  const readAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const shared = waiting;
      waiting = [];
      try {
        // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
        const answers = await read(shared.map(({ ask }) => ask));
        shared.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
      } catch (error) {
        for (const { reject } of shared) reject(error);
      }
    }
    isReading = false;
  };

  return (ask) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ ask, resolve, reject });
      if (isReading) return;
      isReading = true;
      // Whoever asks in the same turn comes along.
      queueMicrotask(() => void readAll());
    });
}

type Reject = (error: unknown) => void;
