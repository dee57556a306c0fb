/** A path as it can be sent: what may stand in no request line (RFC 3986: spaces, controls, letters beyond ASCII) is percent-encoded, as browsers do it; all else is left as it is. */
export function sendable(path: string): string {
  return path.replace(/[^\x21-\x7e]+/g, (odd) =>
    Buffer.from(odd).reduce((text, byte) => `${text}%${byte.toString(16).toUpperCase().padStart(2, '0')}`, ''),
  );
}
