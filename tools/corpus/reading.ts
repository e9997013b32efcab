/** What came of importing one document in a process of its own. */
export interface Reading {
  bytes: number;
  /** Operations that the document states, counted without the importer. */
  stated: number;
  imported: number;
  /** Imported operations of which something was repaired or left out, named in the report. */
  repaired: number;
  /** `GET /path: why` for each operation that is not imported. */
  skipped: string[];
  /** Findings that are no errors, by code. */
  findings: Record<string, number>;
  /** From bytes to operations. */
  timeMs: number;
  /** Resident memory of the whole process at its peak; 0 when it was ended. */
  peakBytes: number;
  /** Whether importing the export gives the same again. */
  roundTrip?: boolean;
  /** Why the document as a whole is not imported. */
  refused?: string;
}

export interface NamedReading extends Reading {
  file: string;
}
