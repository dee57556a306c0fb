/** The text of `{ http, order }` in `async ({ http, order }) => …`. */
export function firstParameter(look: (...all: never[]) => unknown): string {
  const source = look.toString();
  const open = source.indexOf('(');
  const close = source.indexOf(')', open);
  return open < 0 ? '' : source.slice(open, close);
}
