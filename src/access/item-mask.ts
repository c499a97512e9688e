import type { ItemMask } from '../model/decision.ts';
import type { Answer } from './policy-engine.ts';

/** The answers for the four kinds of items, and the mask they make. */
export type ItemAnswers = {
  readonly mask: ItemMask;
  readonly allowed: readonly Extract<Answer, { kind: 'ALLOWED' }>[];
  /** The most open kind of item that is denied: relevant before not, own before not. */
  readonly denied: {
    readonly isOwn: boolean;
    readonly isRelevant: boolean;
    readonly answer: Exclude<Answer, { kind: 'ALLOWED' }>;
  } | null;
};

/** Which properties of an item can matter: an attribute that no policy reads cannot change an answer. */
export type ItemDimensions = {
  /** Whether the agency's system can hold items of the caller's organisation at all. */
  readonly canBeOwn: boolean;
  readonly readsOwn: boolean;
  readonly readsRelevant: boolean;
};

/** Most open first; bit `(own ? 2 : 0) + (relevant ? 1 : 0)` as in `ItemMask`. */
const kindsOfItems = [3, 1, 2, 0] as const;

/**
 * Asks for each kind of item that can differ. Where the caller's organisation can hold nothing at the
 * agency, own items do not exist: their bit follows that of others, so that "all" is still all.
 */
export function askItems(
  ask: (isOwn: boolean, isRelevant: boolean) => Answer,
  { canBeOwn, readsOwn, readsRelevant }: ItemDimensions,
): ItemAnswers {
  const answers = new Map<number, Answer>();
  let mask = 0;
  let denied: ItemAnswers['denied'] = null;
  for (const kind of kindsOfItems) {
    const isOwn = (kind & 2) !== 0 && canBeOwn;
    const isRelevant = (kind & 1) !== 0;
    const differing = (isOwn && readsOwn ? 2 : 0) + (isRelevant && readsRelevant ? 1 : 0);
    const answer = answers.get(differing) ?? ask((differing & 2) !== 0, (differing & 1) !== 0);
    answers.set(differing, answer);
    if (answer.kind === 'ALLOWED') mask |= 1 << kind;
    else denied ??= { isOwn: (differing & 2) !== 0, isRelevant: (differing & 1) !== 0, answer };
  }
  const allowed = [...answers.values()].filter((answer) => answer.kind === 'ALLOWED');
  return { mask, allowed, denied };
}
