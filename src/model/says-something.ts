/**
 * Whether a text that somebody must give says anything: it holds a letter or a digit of some script. What is
 * blank, or made of signs that nobody sees (U+200B, say, which `trim` leaves), is a reason on record that gives none.
 */
export function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
