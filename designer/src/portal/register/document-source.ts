import type { BodyOf, ImportReport, routes } from "@tessera/contracts";
import { nameFrom } from "../../form/name-from.ts";

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

/** A backend that the document names and that the gateway can call: absolute, http(s), without templates. */
export function suggestedBackend(servers: readonly string[]): string {
  return servers.find((server) => /^https?:\/\/[^{}?#@]+$/.test(server) && URL.canParse(server)) ?? "";
}

/** A name for the connector made of the document's title, else of its file or address. */
export function suggestedName(document: CheckedDocument): string {
  return nameFrom(document.report.title) || nameFrom(document.label.replace(/\.[a-z]+$/i, "").split("/").at(-1) ?? "") || "connector";
}
