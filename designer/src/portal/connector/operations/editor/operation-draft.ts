import type { Operation } from "@tessera/contracts";

/** An operation that was edited and not saved, with the version that the person began with. */
export interface OperationDraft {
  operation: Operation;
  base: Operation;
  revision: number;
}

function placeOf(connector: string, operation: string): string {
  return `tessera.operation.${connector}/${operation}`;
}

/** Unsaved changes of this tab; what does not parse counts as none. */
export function readDraft(connector: string, operation: string, storage: Storage = sessionStorage): OperationDraft | undefined {
  const text = storage.getItem(placeOf(connector, operation));
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as OperationDraft;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** Keeps unsaved changes over a reload; undefined: there are none any more. */
export function writeDraft(connector: string, operation: string, draft: OperationDraft | undefined, storage: Storage = sessionStorage): void {
  const place = placeOf(connector, operation);
  if (draft === undefined) {
    storage.removeItem(place);
    return;
  }
  try {
    storage.setItem(place, JSON.stringify(draft));
  } catch (error) {
    // A browser that keeps no more: the changes live as long as the page.
    if (!(error instanceof DOMException)) throw error;
    storage.removeItem(place);
  }
}
