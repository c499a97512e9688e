/**
 * The sum that NHS numbers, CHI numbers and ULNs are checked by: ten digits, weights 10 to 1 (domain.md 4.1).
 * Modulo 11 it tells every single wrong digit and every two neighbours swapped.
 */
export function weightedSum(tenDigits: string): number {
  let sum = 0;
  for (let index = 0; index < 10; index += 1) sum += Number(tenDigits[index]) * (10 - index);
  return sum;
}
