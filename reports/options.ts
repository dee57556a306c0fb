/** What a document needs beside the record. */
export interface ReportOptions {
  /** What a scenario's accounts share, in words that follow "sharing". */
  readonly shares: (scenario: string) => string;
  /** The question that a scenario asks. */
  readonly question: (scenario: string) => string;
  /** Folder of the report, as the user would type it. */
  readonly folder: string;
}
