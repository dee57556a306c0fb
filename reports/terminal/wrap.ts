/** Breaks a text into lines of at most `width` signs, between words where possible. */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(8, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, room))) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A word and what it introduces, the further lines under the first. */
export function hanging(head: string, text: string, width: number): string[] {
  return wrap(text, width - head.length).map((line, index) => (index === 0 ? head : ' '.repeat(head.length)) + line);
}

/** A word longer than a line is cut at a sign after which an address or a name may break. */
function pieces(word: string, room: number): string[] {
  const cut: string[] = [];
  let rest = word;
  while (rest.length > room) {
    const at = Math.max(...['/', '&', '?', ',', '-', '.'].map((sign) => rest.lastIndexOf(sign, room - 1))) + 1;
    const length = at > room / 3 ? at : room;
    cut.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return [...cut, rest];
}
