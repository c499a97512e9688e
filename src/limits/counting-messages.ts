import type { Counted, Rate, WhenFull } from './counter.ts';

/** What a worker asks its primary to count; `id` is in the answer. */
export type CountRequest = {
  readonly kind: 'COUNT';
  readonly id: number;
  readonly name: string;
  readonly key: string;
  readonly points: number;
  readonly rate: Rate;
  readonly whenFull: WhenFull;
};

/** What came of it. */
export type CountAnswer = { readonly kind: 'COUNTED'; readonly id: number; readonly counted: Counted };

/** Other messages use the same channel, and are not heeded. */
export function isKind<Message extends CountRequest | CountAnswer>(
  message: unknown,
  kind: Message['kind'],
): message is Message {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === kind;
}
