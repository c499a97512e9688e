import type { FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import type { WantedFields } from '../model/peer.ts';

/** The fields that a selection takes, whatever their aliases and arguments, those of fragments included. */
export function wantedFields(
  selection: SelectionSetNode | undefined,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): WantedFields {
  const wanted = new Map<string, Map<string, WantedFields | null> | null>();
  const add = (set: SelectionSetNode | undefined): void => {
    for (const node of set?.selections ?? []) {
      if (node.kind === 'InlineFragment') add(node.selectionSet);
      else if (node.kind === 'FragmentSpread') add(fragments[node.name.value]?.selectionSet);
      else {
        const below = node.selectionSet === undefined ? null : wantedFields(node.selectionSet, fragments);
        wanted.set(node.name.value, joined(wanted.get(node.name.value) ?? null, below));
      }
    }
  };
  add(selection);
  return wanted;
}

function joined(one: WantedFields | null, other: WantedFields | null): Map<string, WantedFields | null> | null {
  if (one === null || other === null) return one === null && other === null ? null : new Map(one ?? other ?? []);
  const all = new Map(one);
  for (const [name, below] of other) all.set(name, joined(all.get(name) ?? null, below));
  return all;
}
