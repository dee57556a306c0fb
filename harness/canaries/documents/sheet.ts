/** Tells the cell of an offset in a file of a workbook: `Orders!B3`. */
export function cellPlaces(files: Readonly<Record<string, Uint8Array>>, name: string): (offset: number) => string {
  if (name === 'xl/sharedStrings.xml') return sharedPlaces(files);
  const sheet = sheetName(files, name);
  const text = textOf(files, name);
  return (offset) => {
    const cell = [...text.slice(0, offset + 1).matchAll(/<c\b[^>]*?\br="([A-Z]+\d+)"/g)].at(-1)?.[1];
    return sheet === undefined || cell === undefined ? `${name} byte ${offset}` : `${sheet}!${cell}`;
  };
}

/** Texts are kept once for all cells: the first cell that shows the text is named. */
function sharedPlaces(files: Readonly<Record<string, Uint8Array>>): (offset: number) => string {
  const shared = textOf(files, 'xl/sharedStrings.xml');
  return (offset) => {
    const index = [...shared.slice(0, offset + 1).matchAll(/<si\b/g)].length - 1;
    for (const name of Object.keys(files)
      .filter((file) => file.startsWith('xl/worksheets/'))
      .sort()) {
      for (const [, attributes = '', value] of textOf(files, name).matchAll(
        /<c\b([^>]*)>(?:<f>[^<]*<\/f>)?<v>(\d+)<\/v>/g,
      )) {
        const cell = /\br="([A-Z]+\d+)"/.exec(attributes)?.[1];
        if (Number(value) === index && /\bt="s"/.test(attributes) && cell !== undefined)
          return `${sheetName(files, name) ?? name}!${cell}`;
      }
    }
    return `shared text ${index + 1}`;
  };
}

/** The name that people see on a sheet's tab. */
function sheetName(files: Readonly<Record<string, Uint8Array>>, name: string): string | undefined {
  const file = /^xl\/(worksheets\/[^/]+\.xml)$/.exec(name)?.[1];
  if (file === undefined) return undefined;
  const relation =
    [...textOf(files, 'xl/_rels/workbook.xml.rels').matchAll(/<Relationship\b[^>]*>/g)].find(([tag]) =>
      tag.includes(file),
    )?.[0] ?? '';
  const id = /\bId="([^"]+)"/.exec(relation)?.[1];
  const sheet =
    [...textOf(files, 'xl/workbook.xml').matchAll(/<sheet\b[^>]*>/g)].find(
      ([tag]) => id !== undefined && tag.includes(`r:id="${id}"`),
    )?.[0] ?? '';
  return /\bname="([^"]+)"/.exec(sheet)?.[1] ?? file;
}

function textOf(files: Readonly<Record<string, Uint8Array>>, name: string): string {
  return Buffer.from(files[name] ?? []).toString('latin1');
}
