import { eventPlaces } from './events.ts';
import { htmlPlaces } from './html.ts';
import { jsonPlaces } from './json.ts';
import { tablePlaces } from './table.ts';
import { xmlPlaces } from './xml.ts';

/** Tells where in a body an offset is, in the words of its format; nothing where the format has no better word than the offset. */
export type Places = (offset: number) => string | undefined;

/** Chosen by what the body says it is, or, if that says little, by how it begins. */
export function placesOf(bytes: Buffer, contentType = ''): Places {
  const type = contentType.split(';', 1)[0]!.trim().toLowerCase();
  if (/ndjson|jsonl|json-seq/.test(type)) return eventPlaces(bytes, 'line');
  if (/json/.test(type)) return jsonPlaces(bytes);
  if (/html/.test(type)) return htmlPlaces(bytes);
  if (/xml/.test(type)) return xmlPlaces(bytes);
  if (/csv|tab-separated/.test(type)) return tablePlaces(bytes);
  if (/event-stream/.test(type)) return eventPlaces(bytes, 'event');
  return sniffed(bytes);
}

function sniffed(bytes: Buffer): Places {
  const begin = bytes
    .toString('latin1', 0, 256)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (/^[[{]/.test(begin)) return jsonPlaces(bytes);
  if (/^<(!doctype html|html|head|body|div|p|table|span)\b/i.test(begin)) return htmlPlaces(bytes);
  if (begin.startsWith('<')) return xmlPlaces(bytes);
  return () => undefined;
}
