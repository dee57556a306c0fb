/** Files that a library has to open. */
export type DocumentKind = 'pdf' | 'zip' | 'picture' | 'mail';

/** Which kind of file this is, by its first bytes. */
export function documentKind(bytes: Uint8Array, from: number, to: number): DocumentKind | undefined {
  if (to - from < SHORTEST_BYTES) return undefined;
  switch (bytes[from]) {
    case 0x25:
      return begins(bytes, from, '%PDF-') ? 'pdf' : undefined;
    case 0x50:
      return begins(bytes, from, 'PK\x03\x04') ? 'zip' : undefined;
    case 0x89:
      return begins(bytes, from, '\x89PNG') ? 'picture' : undefined;
    case 0xff:
      return begins(bytes, from, '\xff\xd8\xff') ? 'picture' : undefined;
    case 0x47:
      return begins(bytes, from, 'GIF8') ? 'picture' : undefined;
    default:
      return isMail(bytes, from, to) ? 'mail' : undefined;
  }
}

const SHORTEST_BYTES = 32;
const FIRST_LINE_CHARS = 48;
const MAIL =
  /^(Return-Path|Received|Delivered-To|MIME-Version|Message-ID|From|To|Subject|Date|DKIM-Signature|X-[\w-]+): /i;

function begins(bytes: Uint8Array, from: number, text: string): boolean {
  for (let at = 0; at < text.length; at++) if (bytes[from + at] !== text.charCodeAt(at)) return false;
  return true;
}

function isMail(bytes: Uint8Array, from: number, to: number): boolean {
  const letter = bytes[from]! | 32;
  if (letter < 0x64 || letter > 0x78) return false;
  return MAIL.test(String.fromCharCode(...bytes.subarray(from, Math.min(to, from + FIRST_LINE_CHARS))));
}
