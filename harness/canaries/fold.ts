/** Sits on a letter: a combining accent. */
export const MARK = -2;
/** White space, however wide. */
export const SPACE = -3;
/** Stands between letters and is not seen: a soft hyphen, a joiner, a character of no width. */
export const HIDDEN = -4;
/** Ends a word. */
export const OTHER = -1;

/** Which letter, 0 to 25, a character is when case, width and accents are taken off; or one of the four above. */
export function fold(code: number): number {
  if (code < 128) {
    const letter = (code | 32) - 97;
    if (letter >= 0 && letter < 26) return letter;
    return code === 32 || (code >= 9 && code <= 13) ? SPACE : OTHER;
  }
  const known = folded.get(code);
  if (known !== undefined) return known;
  const found = look(code);
  if (folded.size < FOLDED_MAX) folded.set(code, found);
  return found;
}

const FOLDED_MAX = 4096;
const folded = new Map<number, number>();
/** Letters that Unicode does not take apart although people do. */
const STROKED = new Map([...'đdħhıiłløoŧtƶzƀbɇeɨiɉjɍrᵽpꝗqⱥaȼc'].map((letter, at, all) => [letter, all[at + 1]]));

function look(code: number): number {
  const character = String.fromCodePoint(code);
  if (/\p{White_Space}/u.test(character)) return SPACE;
  if (/\p{Cf}/u.test(character)) return HIDDEN;
  if (/\p{Mn}/u.test(character)) return MARK;
  const lower = character.toLowerCase();
  const first = (STROKED.get(lower) ?? lower).normalize('NFKD').charCodeAt(0) | 32;
  return first >= 97 && first <= 122 && /\p{L}|\p{S}/u.test(character) ? first - 97 : OTHER;
}
