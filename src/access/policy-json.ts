import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { createMemo } from './memo.ts';

// The same texts are read for the check and for the engine, and again with each version of a protocol.
const memo = createMemo<ReturnType<typeof cedar.policyToJson>>(4_000);

/** A policy's JSON, or why Cedar cannot read it; from memory where it was read before, so not to be changed. */
export function policyJson(text: string): ReturnType<typeof cedar.policyToJson> {
  return memo(text, () => cedar.policyToJson(text));
}
