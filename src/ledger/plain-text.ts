/** @throws TypeError when it is no text; the message holds no value. */
export function assertText(value: unknown): asserts value is string {
  if (typeof value !== 'string') throw new TypeError('Only text can be recorded here.');
}

/** @throws TypeError when one of them is no text. */
export function assertTexts(values: readonly unknown[]): void {
  for (const value of values) assertText(value);
}

/** @throws TypeError when it is no whole number; the message holds no value. */
export function assertWhole(value: unknown): asserts value is number {
  if (!Number.isSafeInteger(value)) throw new TypeError('Only whole numbers can be recorded here.');
}
