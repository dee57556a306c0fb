import { PDFDocument } from 'pdf-lib';

/** The same PDF on pages so large that no text runs off them: a reader leaves out what does, although the file holds it. */
export async function widened(bytes: Uint8Array): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false });
  for (const page of pdf.getPages()) {
    for (const box of ['setMediaBox', 'setCropBox'] as const) page[box](-REACH, -REACH, 2 * REACH, 2 * REACH);
  }
  return pdf.save({ addDefaultPage: false, updateFieldAppearances: false });
}

/** Points to every side: 200 inches, the largest page that PDF 1.6 knows. */
const REACH = 14_400;
