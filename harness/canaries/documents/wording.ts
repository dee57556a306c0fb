/** Tells the paragraph of an offset in a text document: `paragraph 4`, or `header1.xml paragraph 1` outside its main part. */
export function paragraphPlaces(content: Uint8Array, name: string): (offset: number) => string {
  const text = Buffer.from(content).toString('latin1');
  const file = name === 'word/document.xml' ? '' : `${name.slice('word/'.length)} `;
  return (offset) => `${file}paragraph ${[...text.slice(0, offset + 1).matchAll(/<w:p[ />]/g)].length}`;
}
