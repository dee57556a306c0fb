/** Where a value stands in JSON, as pointers in which every position of an array is `*`. */
export function pathsOf(json: unknown, value: string): ReadonlySet<string> {
  const paths = new Set<string>();
  collect(json, value, '', 0, paths);
  return paths;
}

/** Calls back with each number or text at such a path, and with its exact pointer. */
export function valuesAt(json: unknown, path: string, found: (value: string, place: string) => void): void {
  descend(json, path.split('/').slice(1), 0, '', found);
}

function collect(json: unknown, value: string, path: string, depth: number, into: Set<string>): void {
  if (depth > DEPTH_MAX) return;
  if (Array.isArray(json)) for (const item of json) collect(item, value, `${path}/*`, depth + 1, into);
  else if (typeof json === 'object' && json !== null) {
    for (const [key, item] of Object.entries(json)) collect(item, value, `${path}/${escaped(key)}`, depth + 1, into);
  } else if ((typeof json === 'number' || typeof json === 'string') && String(json) === value) into.add(path);
}

const DEPTH_MAX = 64;

function descend(
  json: unknown,
  steps: readonly string[],
  depth: number,
  place: string,
  found: (value: string, place: string) => void,
): void {
  const step = steps[depth];
  if (step === undefined) {
    if (typeof json === 'number' || typeof json === 'string') found(String(json), place);
  } else if (Array.isArray(json)) {
    if (step !== '*') return;
    for (let at = 0; at < json.length; at++) descend(json[at], steps, depth + 1, `${place}/${at}`, found);
  } else if (typeof json === 'object' && json !== null && step !== '*') {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Object.hasOwn(json, key))
      descend((json as Record<string, unknown>)[key], steps, depth + 1, `${place}/${step}`, found);
  }
}

/** A key as JSON Pointer (RFC 6901) writes it. */
export function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A JSON Pointer with `*` for each position in an array; a key of digits alone is taken for one. */
export function starred(place: string): string {
  return place.replace(/\/\d+(?=\/|$)/g, '/*');
}
