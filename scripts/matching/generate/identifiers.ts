const checkLetters = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** The synthetic NHS number of a place in the range 999, which is given to nobody; ten digits, valid. */
export function testNhsNumber(place: number): string {
  // Some beginnings have no valid check digit: the next place of this one's own ten is taken.
  for (let next = place * 10; next < place * 10 + 10; next += 1) {
    const digits = `999${String(next).padStart(6, '0')}`;
    const sum = Array.from(digits).reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return `${digits}${check}`;
  }
  throw new RangeError('no valid number in ten');
}

/** The synthetic unique pupil number of a place: local authority 001, which there is none of. */
export function testUpn(place: number): string {
  const digits = `001${String(4000 + (place % 40)).padStart(4, '0')}${String(place % 100).padStart(2, '0')}${String(Math.floor(place / 100) % 1000).padStart(3, '0')}`;
  const sum = Array.from(digits).reduce((total, digit, at) => total + Number(digit) * (at + 2), 0);
  return `${checkLetters[sum % 23] ?? ''}${digits}`;
}
