/** Stable codes of the errors that this package raises. */
export const pageErrorCodes = {
  conflict: "page.conflict",
  missing: "page.record-missing",
  exists: "page.record-exists",
  invalidId: "page.invalid-id",
  nameTaken: "page.name-taken",
  pathTaken: "page.path-taken",
  ownDescendant: "page.own-descendant",
  bindingSyntax: "page.binding-syntax",
  bindingCycle: "page.binding-cycle",
  clipboard: "page.clipboard",
} as const;
export type PageErrorCode = (typeof pageErrorCodes)[keyof typeof pageErrorCodes];
