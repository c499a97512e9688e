import { readPolicies } from '../../src/access/read-policies.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import { protocol as shipped } from '../access/support.ts';

/** Small enough that every question can be asked one by one. */
export const smallSchema = `
  entity Role enum ["COOK", "BAKER"];
  entity Purpose enum ["FEAST", "FAST"];
  entity Class enum ["BREAD", "SALT"];
  entity AgencyKind enum ["KITCHEN", "CELLAR"];
  entity Colour enum ["RED", "GREEN", "BLUE", "GREY"];
  entity Spice enum ["MACE", "CLOVE", "THYME"];
  action ask appliesTo { principal: [Role], resource: [Purpose], context: { isOpen: Bool, schedule: State } };
  entity State enum ["VALID", "EXPIRED", "MISSING"];
  action read appliesTo {
    principal: [Role], resource: [Class],
    context: { purpose: Purpose, isOpen: Bool, isWarm: Bool, colour: Colour, spices: Set<Spice> },
  };
`;

const ask = '@id("ask") @ground("x") permit (principal, action == Action::"ask", resource);';

/** A protocol of a few policies; those of `work` count with a schedule for cooks, for feasts. */
export function smallProtocol(tier1: string, work: string, schema: string = smallSchema): Protocol {
  const { policies, faults } = readPolicies({
    schema,
    files: [
      { file: 'tier1.cedar', schedule: null, text: `${ask}\n${tier1}` },
      { file: 'tier2/work.cedar', schedule: 'work', text: work },
    ],
  });
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  const [first] = shipped.schedules;
  if (first === undefined) throw new Error('the shipped protocol has no schedule to start from');
  const served = { id: 'work', purposes: ['FEAST'], roles: ['COOK', 'BAKER'], organisationKinds: ['KITCHEN'] };
  return { ...shipped, policies, cedarSchema: schema, schedules: [{ ...first, ...served }] };
}

export const reading = 'permit (principal, action == Action::"read", resource)';
/** Each way in which a policy can be written, over the facts of the small protocol. */
export const policies = {
  plain: `@id("p") @ground("x") ${reading};`,
  flags: `@id("p") @ground("x") ${reading} when { context.isOpen && !context.isWarm };`,
  codes: `@id("p") @ground("x") ${reading} when { context.colour in [Colour::"RED", Colour::"BLUE"] };`,
  otherThan: `@id("p") @ground("x") ${reading} when { context.colour != Colour::"RED" || context.isOpen };`,
  sets: `@id("p") @ground("x") ${reading} when { context.spices.contains(Spice::"MACE") };`,
  anySpice: `@id("p") @ground("x") ${reading} when { context.spices.containsAny([Spice::"MACE", Spice::"CLOVE"]) };`,
  allSpices: `@id("p") @ground("x") ${reading} when { context.spices.containsAll([Spice::"MACE", Spice::"CLOVE"]) };`,
  onlySpices: `@id("p") @ground("x") ${reading} when { [Spice::"MACE"].containsAll(context.spices) };`,
  empty: `@id("p") @ground("x") ${reading} unless { context.spices.isEmpty() };`,
  roles: `@id("p") @ground("x") ${reading} when { principal == Role::"COOK" } when { resource == Class::"SALT" };`,
  choice: `@id("p") @ground("x") ${reading} when { if context.isOpen then context.isWarm else principal == Role::"COOK" };`,
  bothOrNeither: `@id("p") @ground("x") ${reading} when { (principal == Role::"COOK") == context.isWarm };`,
  two: `@id("p") @ground("x") ${reading} when { context.isOpen };
        @id("q") @ground("x") ${reading} when { context.colour == Colour::"GREY" };`,
  nothing: '',
};
