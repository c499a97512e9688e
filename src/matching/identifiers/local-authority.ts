/** Codes of local authorities in use (domain.md 4.1, UPN LA part), as first and last of each run. */
const authorities: readonly (readonly [number, number])[] = [
  [1, 5],
  [201, 213],
  [301, 320],
  [330, 336],
  [340, 344],
  [350, 359],
  [370, 373],
  [380, 384],
  [390, 394],
  [420, 420],
  [660, 681],
  [701, 708],
  [800, 803],
  [805, 808],
  [810, 813],
  [815, 816],
  [820, 823],
  [825, 826],
  [830, 831],
  [835, 841],
  [845, 846],
  [850, 852],
  [855, 857],
  [860, 861],
  [865, 896],
  [908, 909],
  [916, 916],
  [919, 919],
  [921, 921],
  [925, 926],
  [928, 929],
  [931, 931],
  [933, 933],
  [935, 938],
  [940, 943],
];

/** Whether three digits are the code of a local authority in use. */
export function isLocalAuthority(threeDigits: string): boolean {
  const code = Number(threeDigits);
  return authorities.some(([first, last]) => code >= first && code <= last);
}
