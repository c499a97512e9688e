import * as cedar from '@cedar-policy/cedar-wasm/nodejs';

/**
 * One engine's share of Cedar's own memory, where a schema and sets of policies lie parsed under
 * names. Given back once nothing refers to it any more: whoever asks by its names holds it meanwhile.
 */
export type EngineMemory = {
  /** The name that the schema lies under. */
  readonly schema: string;
  /** Parses a set of policies; gives its name. */
  readonly addPolicies: (policies: Readonly<Record<string, string>>) => string;
};

type Share = { readonly name: string; sets: number };

// Cedar keeps what lies under a name until something else does, and the names are the module's, so
// they are counted here: each version of a protocol that is reloaded would else take its memory for good.
const free: string[] = [];
let named = 0;
const abandoned = new FinalizationRegistry<Share>(giveBack);

/**
 * Takes a share and puts a schema into it.
 *
 * @throws Error when the schema cannot be read.
 */
export function takeEngineMemory(schemaText: string): EngineMemory {
  const share: Share = { name: free.pop() ?? `engine-${(named += 1)}`, sets: 0 };
  const memory: EngineMemory = {
    schema: share.name,
    addPolicies: (policies) => {
      const name = `${share.name}/${share.sets}`;
      mustSucceed(cedar.preparsePolicySet(name, { staticPolicies: { ...policies } }), 'the policies');
      share.sets += 1;
      return name;
    },
  };
  abandoned.register(memory, share);
  mustSucceed(cedar.preparseSchema(share.name, schemaText), 'the schema of the policies');
  return memory;
}

/** Puts nothing in place of everything: what Cedar held is freed, and nobody can be permitted by it. */
function giveBack({ name, sets }: Share): void {
  for (let set = 0; set < sets; set += 1) cedar.preparsePolicySet(`${name}/${set}`, { staticPolicies: {} });
  cedar.preparseSchema(name, {});
  free.push(name);
}

function mustSucceed(result: cedar.CheckParseAnswer, what: string): void {
  if (result.type === 'failure') throw new Error(`The policy engine cannot read ${what}.`);
}
