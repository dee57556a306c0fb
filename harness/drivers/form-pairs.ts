import type { FormValue, Pairs, UploadedFile } from '../model/target.ts';

type Value = FormValue | UploadedFile;
type Fields<V extends Value> = Readonly<Record<string, V | readonly V[]>> | Pairs<V>;

/** Fields as they are sent, one after the other; a list of values sends its name several times. */
export function pairsOf<V extends Value>(fields: Fields<V>): Pairs<V> {
  if (isPairs(fields)) return fields;
  return Object.entries(fields).flatMap(([name, value]) =>
    (isList(value) ? value : [value]).map((each) => [name, each] as const),
  );
}

function isPairs<V extends Value>(fields: Fields<V>): fields is Pairs<V> {
  return Array.isArray(fields);
}

function isList<V extends Value>(value: V | readonly V[]): value is readonly V[] {
  return Array.isArray(value);
}
