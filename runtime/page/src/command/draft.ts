import { type AppRecord, type AppRecords, type Diff, type PageNode, type RecordKey, UserError } from "@tessera/contracts";
import { diffFromChanges } from "../diff/diff.ts";
import { pageErrorCodes } from "../errors.ts";
import { pageMessages } from "../messages.ts";
import { nodeKey, pageKey } from "../records/keys.ts";
import { withoutUndefined } from "../records/json.ts";

/** Records as one command sees and changes them; the originals stay as they are. */
export interface Draft {
  readonly records: AppRecords;
  get(key: RecordKey): AppRecord | undefined;
  /** @throws UserError page.record-missing. */
  require(key: RecordKey): AppRecord;
  set(key: RecordKey, value: object): void;
  delete(key: RecordKey): void;
}

/** Runs one edit on a draft and returns what it changed. */
export function editRecords(records: AppRecords, edit: (draft: Draft) => void): Diff {
  const current: AppRecords = { ...records };
  const touched = new Set<RecordKey>();
  edit({
    records: current,
    get: (key) => (Object.hasOwn(current, key) ? current[key] : undefined),
    require(key) {
      const found = this.get(key);
      if (found === undefined) throw missing(key);
      return found;
    },
    set(key, value) {
      touched.add(key);
      current[key] = withoutUndefined(value) as AppRecord;
    },
    delete(key) {
      touched.add(key);
      delete current[key];
    },
  });
  return diffFromChanges([...touched].map((key) => [key, { from: records[key], to: current[key] }]));
}

/** The error for a record that a command names but the app does not hold. */
export function missing(key: RecordKey): UserError {
  return new UserError({
    code: pageErrorCodes.missing,
    reason: "not-found",
    message: pageMessages.recordMissing({ key }),
    detail: { key },
  });
}

/** A node of a page. @throws UserError page.record-missing. */
export function requireNode(draft: Draft, page: string, node: string): PageNode {
  return draft.require(nodeKey(page, node)) as PageNode;
}

/** Makes sure that a page exists. @throws UserError page.record-missing. */
export function requirePage(draft: Draft, page: string): AppRecord {
  return draft.require(pageKey(page));
}
