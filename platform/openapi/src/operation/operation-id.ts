import type { HttpMethod } from "@tessera/contracts";
import { UniqueNames } from "../unique-names.ts";

const valid = /^[A-Za-z][A-Za-z0-9_.-]{0,127}$/;
const maxLength = 120;

export interface Candidate {
  method: HttpMethod;
  path: string;
  /** As the document has it. */
  operationId: string | undefined;
}

export interface NamedOperation {
  id: string;
  change: "kept" | "derived" | "slugged" | "suffixed";
}

/**
 * Names for all operations of a document, each once. A valid operationId goes to the first operation that has it; other
 * names are made from the rest in document order, so that the same document always gets the same names.
 */
export function nameOperations(candidates: readonly Candidate[]): NamedOperation[] {
  const names = new UniqueNames();
  const named: (NamedOperation | undefined)[] = candidates.map(({ operationId }) => {
    if (operationId === undefined || !valid.test(operationId) || names.has(operationId)) return undefined;
    return { id: names.take(operationId), change: "kept" };
  });
  return candidates.map((candidate, index) => {
    const kept = named[index];
    if (kept !== undefined) return kept;
    const { base, change } = wish(candidate);
    return { id: names.take(base), change };
  });
}

function wish({ method, path, operationId }: Candidate): { base: string; change: NamedOperation["change"] } {
  if (operationId !== undefined && valid.test(operationId)) return { base: operationId.slice(0, maxLength), change: "suffixed" };
  const slug = operationId === undefined ? "" : slugOf(operationId);
  return slug === "" ? { base: deriveName(method, path), change: operationId === undefined ? "derived" : "slugged" } : { base: slug, change: "slugged" };
}

function slugOf(operationId: string): string {
  const slug = operationId
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9_.-]+/g, "_")
    .replaceAll(/^[_.-]+|[_.-]+$/g, "");
  if (slug === "") return "";
  return (/^[A-Za-z]/.test(slug) ? slug : `op_${slug}`).slice(0, maxLength);
}

/** `GET /alerts/{alertId}/notes` → `getAlertsByAlertIdNotes`. */
export function deriveName(method: HttpMethod, path: string): string {
  const words = path.split("/").flatMap((segment) => segment.replaceAll("{", " by ").split(/[^A-Za-z0-9]+/));
  const pascal = words.filter((word) => word !== "").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return (method.toLowerCase() + (pascal.join("") || "Root")).slice(0, maxLength);
}
