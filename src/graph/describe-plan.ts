import type { OperationPlan, PlannedField } from './graph-step.ts';

/** Prints a plan, for people and tests: one line a field, concrete types in brackets, cells at the end. */
export function describePlan(plan: OperationPlan): string {
  const lines = [`${plan.rootType.toLowerCase()}${plan.operationName === null ? '' : ` ${plan.operationName}`}`];
  for (const { kind, field } of plan.roots) describeField(field, 1, lines, ` ${kind}`);
  const asked = new Set(plan.cellsAsked);
  lines.push('cells');
  for (const cell of plan.cellsNeeded) {
    const aspect = cell.aspect === 'PLAIN' ? '' : ` ${cell.aspect}`;
    lines.push(`  ${cell.agency} ${cell.class}${aspect}${asked.has(cell) ? '' : ' (not disclosed)'}`);
  }
  return lines.join('\n');
}

function describeField(field: PlannedField, depth: number, lines: string[], note = ''): void {
  const indent = '  '.repeat(depth);
  const alias = field.key === field.field ? '' : `${field.key}: `;
  const args = field.args === '' ? '' : `(${field.args})`;
  lines.push(`${indent}${alias}${field.field}${args}: ${field.type}${note}`);
  const types = Object.entries(field.on ?? {});
  for (const [type, fields] of types) {
    if (types.length > 1) lines.push(`${indent}  [${type}]`);
    for (const inner of fields) describeField(inner, depth + (types.length > 1 ? 2 : 1), lines);
  }
}
