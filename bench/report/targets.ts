import type { CostOfOperation } from './figures.ts';

/** What Childview is to reach on an operation: at most so many floors, at least so many times cheaper than others. */
type Goal = { readonly toFloor: number; readonly fromOthers: Readonly<Record<string, number>> };

const goals: Readonly<Record<string, Goal>> = {
  childView: { toFloor: 2, fromOthers: { 'hive-rust': 4, 'hive-js': 6 } },
  caseload50: { toFloor: 2, fromOthers: { 'hive-rust': 3.5, 'hive-js': 7 } },
  identityOnly: { toFloor: 3, fromOthers: { 'hive-rust': 3, 'hive-js': 4 } },
};

/** One target beside what was reached. */
export type TargetLine = {
  readonly operation: string;
  readonly target: string;
  readonly reached: number;
  /** What the floor reaches, which decides, redacts and records nothing: no gateway that makes these requests can do better. */
  readonly byFloor: number;
  readonly isMet: boolean;
};

/** All targets for which the run has figures. */
export function targetLines(operations: readonly CostOfOperation[]): readonly TargetLine[] {
  return operations.flatMap(({ name: operation, gateways }): readonly TargetLine[] => {
    const goal = goals[operation];
    const ours = gateways.find(({ name }) => name === 'childview');
    const ground = gateways.find(({ name }) => name === 'floor');
    if (goal === undefined || ours === undefined || ground === undefined) return [];
    const floor = `CPU of Childview to the floor: at most ${goal.toFloor.toFixed(1)}`;
    const others = Object.entries(goal.fromOthers).flatMap(([name, factor]): readonly TargetLine[] => {
      const other = gateways.find((each) => each.name === name);
      if (other === undefined) return [];
      const reached = other.cpuMs / ours.cpuMs;
      const target = `CPU of ${name} to Childview: at least ${factor}`;
      return [{ operation, target, reached, byFloor: other.cpuMs / ground.cpuMs, isMet: reached >= factor }];
    });
    return [
      { operation, target: floor, reached: ours.ratio, byFloor: 1, isMet: ours.ratio <= goal.toFloor },
      ...others,
    ];
  });
}
