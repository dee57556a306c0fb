import { simpleParser } from 'mailparser';
import type { Letter } from '../../model/arriving.ts';
import { RefusedError } from '../../model/errors.ts';

/** A mail as an adapter may see it. */
export async function letterOf(raw: Uint8Array): Promise<Letter> {
  const mail = await simpleParser(Buffer.from(raw), { skipTextToHtml: true, skipImageLinks: true });
  const { subject = '', text = '' } = mail;
  const html = typeof mail.html === 'string' ? mail.html : '';
  const links = linksIn(html, text);
  return {
    subject,
    text,
    html,
    links,
    link(which) {
      const found = links.find((link) => which === undefined || which.test(link));
      if (found === undefined)
        throw new RefusedError(`a mail came that has no link${which === undefined ? '' : ` like ${which}`}`, 0);
      const { pathname, search } = new URL(found);
      return pathname + search;
    },
  };
}

/** The subject alone, without reading the rest. */
export async function subjectOf(raw: Uint8Array): Promise<string> {
  const head =
    Buffer.from(raw.subarray(0, HEAD_BYTES_MAX))
      .toString('latin1')
      .split(/\r?\n\r?\n/, 1)[0] ?? '';
  const plain = /^subject:[ \t]*(.*(?:\r?\n[ \t].*)*)/im.exec(head)?.[1] ?? '';
  if (!/=\?|[\u0080-\uffff]/.test(plain)) return plain.replace(/\r?\n[ \t]+/g, ' ').trim();
  const mail = await simpleParser(Buffer.from(`${head}\r\n\r\n`, 'latin1'));
  return mail.subject ?? '';
}

const HEAD_BYTES_MAX = 64_000;

/** Addresses of the HTML part first, as people would click them; then those that stand in the text. */
function linksIn(html: string, text: string): string[] {
  const clicked = [...html.matchAll(/href\s*=\s*["']?(https?:\/\/[^"'\s>]+)/gi)].map(([, link = '']) =>
    link.replaceAll('&amp;', '&'),
  );
  const written = [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/gi)].map(([link]) => link.replace(/[.,;:!?]+$/, ''));
  return [...new Set([...clicked, ...written])];
}
