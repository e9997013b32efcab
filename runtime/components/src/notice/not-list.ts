import type { MessageKey, Translate } from "../messages/messages.ts";
import { isRecord } from "../values/read.ts";

/** A list property that got something else: what it got, and where the list may be. */
export interface NotList {
  title: string;
  detail: string | undefined;
}

function kindOf(value: unknown): MessageKey {
  if (typeof value === "string") return "kind.text";
  if (typeof value === "number") return "kind.number";
  if (typeof value === "boolean") return "kind.flag";
  return "kind.object";
}

/** Says in words that `value` should have been a list; null when it is one or is not there yet. */
export function notList(value: unknown, property: MessageKey, t: Translate): NotList | null {
  if (value === null || value === undefined || value === "" || Array.isArray(value)) return null;
  const listed = isRecord(value) ? Object.keys(value).find((name) => Array.isArray(value[name])) : undefined;
  return {
    title: t("state.notList", { property: t(property), kind: t(kindOf(value)) }),
    detail: listed === undefined ? undefined : t("state.notListHint", { name: listed }),
  };
}
