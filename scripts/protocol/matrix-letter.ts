/** Which items are open, by the mask of `ItemMask`: bit (own ? 2 : 0) + (relevant ? 1 : 0). */
export type Openness = {
  /** To read, without consent; with it; by an exemption. */
  readonly read: number;
  readonly consented: number;
  readonly exempt: number;
  /** To know of, without consent; with it. */
  readonly know: number;
  readonly knowConsented: number;
  /** A class that shows a placeholder where something is held. */
  readonly isConcealed: boolean;
};

/** The letter of a cell that is never open. */
export const closed = '-';
const all = 0b1111;

/** The letter of domain.md 7.4: R, R rel., S, C, E, P and what they combine to. */
export function letterOf({ read, consented, exempt, know, knowConsented, isConcealed }: Openness): string {
  const plain = limited('R', read);
  if (isConcealed && know === all && read !== all) {
    if (read !== 0) return `P (${plain === 'S' ? 'own R' : plain})`;
    return consented === 0 && exempt !== 0 ? 'P (R by exemption)' : 'P';
  }
  if (read === all) return plain;
  if (consented !== read) {
    const withConsent = limited('C', consented);
    return read === 0 ? withConsent : `${ownWords[plain] ?? plain}/${withConsent}`;
  }
  if (read !== 0) return plain;
  if (know !== 0) return limited('E', know);
  return knowConsented === 0 ? closed : limited('E by C', knowConsented);
}

/** How many kinds of items are open at all, to choose the more open of two. */
export function degreeOf({ read, consented, exempt, know, knowConsented }: Openness): number {
  return [read, consented, exempt, know, knowConsented].reduce((sum, mask) => sum + bits(mask), 0);
}

/** Own items beside others are said as in 7.4: `R own/C`. */
const ownWords: Readonly<Record<string, string>> = { S: 'R own', 'S rel.': 'R own rel.' };

function limited(letter: string, mask: number): string {
  const own = letter === 'R' ? 'S' : `${letter} own`;
  switch (mask) {
    case all:
      return letter;
    case 0b1010:
      return `${letter} rel.`;
    case 0b1100:
      return own;
    case 0b1000:
      return `${own} rel.`;
    case 0b1110:
      return `${letter} own or rel.`;
    default:
      return closed;
  }
}

function bits(mask: number): number {
  return [1, 2, 4, 8].filter((bit) => (mask & bit) !== 0).length;
}
