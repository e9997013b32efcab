import type { BodyOf, ImportReport, routes } from "@tessera/contracts";

/** The API document as the routes take it. */
export type DocumentSource = BodyOf<typeof routes.connectors.checkDocument>;

/** What was checked and what the check found. */
export interface CheckedDocument {
  source: DocumentSource;
  /** File name or address, for the person. */
  label: string;
  report: ImportReport;
}

/** Largest document, in bytes of text; the contract's limit. */
export const largestDocument = 50_000_000;
