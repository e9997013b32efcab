import type { Message, PageNode } from "@tessera/contracts";
import { escapeStep } from "../use/uses-of.ts";

/** Codes of the findings of `checkBundle`. */
export const pageProblemCodes = {
  reservedId: "page.reserved-id",
  idMismatch: "page.id-mismatch",
  homeMissing: "page.home-missing",
  pathDuplicate: "page.path-duplicate",
  nameDuplicate: "page.name-duplicate",
  componentUnknown: "page.component-unknown",
  parentMissing: "page.parent-missing",
  parentCycle: "page.parent-cycle",
  slotUnknown: "page.slot-unknown",
  propUnknown: "page.prop-unknown",
  propType: "page.prop-type",
  propNotBindable: "page.prop-not-bindable",
  eventUnknown: "page.event-unknown",
  textMissing: "page.text-missing",
  bindingSyntax: "page.binding-syntax",
  bindingName: "page.binding-name",
  referenceMissing: "page.reference-missing",
  connectorMissing: "page.connector-missing",
  layoutOutside: "page.layout-outside",
  layoutOrphan: "page.layout-orphan",
  bindingCycle: "page.binding-cycle",
} as const;
export type PageProblemCode = (typeof pageProblemCodes)[keyof typeof pageProblemCodes];

/** Something wrong in an app, with its place. `error` breaks the page at that place; `warning` may be meant. */
export interface PageProblem {
  severity: "error" | "warning";
  code: PageProblemCode;
  /** JSON pointer into the bundle, e.g. `/pages/home/nodes/n1/props/title`. */
  path: string;
  message: Message;
  page?: string;
  node?: string;
  query?: string;
}

/** Collects the problems of one place. */
export type Report = (code: PageProblemCode, path: string, message: Message, severity?: PageProblem["severity"]) => void;

/** A JSON pointer from steps (RFC 6901). */
export function pointer(...steps: (string | number)[]): string {
  return steps.map((step) => `/${escapeStep(String(step))}`).join("");
}

/** How a message names a node. */
export function called(node: PageNode): string {
  return node.name === node.id ? `\`${node.name}\`` : `\`${node.name}\` (${node.id})`;
}
