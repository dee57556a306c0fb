/** Answers every property and call with itself, reads as what it is said to, "0" if nothing, and notes what was read. */
export function standIn(path: string, read: Set<string>, says: (path: string) => string = () => '0'): unknown {
  return new Proxy(() => {}, {
    get(_, key) {
      if (key === Symbol.toPrimitive) return () => says(path);
      const inner = path === '' ? String(key) : `${path}.${String(key)}`;
      read.add(inner);
      return standIn(inner, read, says);
    },
    apply: () => standIn(path, read, says),
  });
}
