/** How far a scan goes into what it is shown. */
export interface ScanLimits {
  /** Bytes of a body that are looked at together; also how much of one is held. Default 1 MiB. */
  readonly windowBytes: number;
  /** Most bytes that all decoders together may write for one body. Default 64 MiB. */
  readonly unpackedBytesMax: number;
  /** Most bytes of a file that has to be opened as a whole: PDF, ZIP, picture, mail. Default 32 MiB. */
  readonly documentBytesMax: number;
  /** Most files opened for one body, those inside others included. Default 256. */
  readonly documentsMax: number;
  /** Most pages of a PDF. Default 200. */
  readonly pagesMax: number;
  /** Most pixels of a picture that is looked through for codes. Default 16 million. */
  readonly pixelsMax: number;
  /** How many wrappings may lie over each other, text escapes not counted. Default 6. */
  readonly depthMax: number;
  /** Most distinct sightings in one body. Default 10 000. */
  readonly sightingsMax: number;
  /** Longest time spent on the documents of one body, in milliseconds, if the scan is given a clock. Default 10 000. */
  readonly documentsMs: number;
}

export const SCAN_LIMITS: ScanLimits = {
  windowBytes: 2 ** 20,
  unpackedBytesMax: 64 * 2 ** 20,
  documentBytesMax: 32 * 2 ** 20,
  documentsMax: 256,
  pagesMax: 200,
  pixelsMax: 16_000_000,
  depthMax: 6,
  sightingsMax: 10_000,
  documentsMs: 10_000,
};
