import { simpleParser } from 'mailparser';
import type { Opener, Part } from './part.ts';

/** The headers, texts and attachments of a mail. */
export const openMail: Opener = async (bytes) => {
  const mail = await simpleParser(Buffer.from(bytes), {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  });
  const parts: Part[] = mail.headerLines.map(({ key, line }) => ({
    content: decoded(mail.headers.get(key)) || line,
    place: `header ${key}`,
    isPlace: true,
  }));
  if (mail.text !== undefined) parts.push({ content: mail.text, place: 'mail text', isPlace: true });
  if (typeof mail.html === 'string')
    parts.push({ content: mail.html, place: 'mail html', isPlace: false, contentType: 'text/html' });
  for (const { filename, content, contentType } of mail.attachments) {
    const place = `attachment ${filename ?? contentType}`;
    parts.push({ content, place, isPlace: false, contentType });
    if (filename !== undefined) parts.push({ content: filename, place: 'attachment name', isPlace: true });
  }
  return parts;
};

/** A header in plain words, its encoded ones decoded. */
function decoded(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}
