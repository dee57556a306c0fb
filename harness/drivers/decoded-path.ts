/** A path in plain letters, or as it is when its escapes are wrong. */
export function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
