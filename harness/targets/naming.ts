/** Words that lead a path and name nothing: `/api/v2/orders` is about orders. */
const LEADS = /^(api|rest|v\d+(\.\d+)?|public|app|json|web|items|collections|data)$/i;

/** The parts of a path that name something: `/api/v1/orders/{id}/lines` → `orders`, `lines`. */
export function wordsOf(path: string): string[] {
  const parts = path.split('?')[0]?.split('/') ?? [];
  return parts.filter((part) => part !== '' && !/[{$:]/.test(part) && !LEADS.test(part) && !/^\d+$/.test(part));
}

/** One of many: `orders` → `order`, `categories` → `category`, `boxes` → `box`. */
export function singular(word: string): string {
  if (/ies$/i.test(word) && word.length > 4) return word.replace(/ies$/i, 'y');
  if (/(ss|us|is|ews)$/i.test(word)) return word;
  if (/(x|ch|sh|ss)es$/i.test(word)) return word.replace(/es$/i, '');
  return word.replace(/s$/i, '');
}

/** A word as a name in source: `line-items` → `lineItems`. */
export function camel(word: string): string {
  const joined = word.replace(/[^a-z\d]+(.)?/gi, (_, next: string | undefined) => next?.toUpperCase() ?? '');
  const name = joined === '' || /^\d/.test(joined) ? `thing${joined}` : joined;
  return TAKEN.has(name) ? `${name}Thing` : name[0]?.toLowerCase() + name.slice(1);
}

/** Names that mean something to an adapter already, or to the language. */
const TAKEN: ReadonlySet<string> = new Set(
  'account http canary operator json delete new class default function return switch case import export this void with'.split(
    ' ',
  ),
);

/** A name that is not taken yet: `order`, `order 2`, … */
export function fresh(name: string, taken: Readonly<Record<string, unknown>>, gap = ' '): string {
  if (!(name in taken)) return name;
  for (let number = 2; ; number++) if (!(`${name}${gap}${number}` in taken)) return `${name}${gap}${number}`;
}
