import type { Operation } from "@tessera/contracts";
import type { SharedSchemas } from "../../schema/resolve-schema.ts";
import type { Typed } from "./type-text.ts";

/** What an operation answers when it succeeds, as its documentation says; undefined: it says nothing of JSON. */
export function answerOf(operation: Operation, shared: SharedSchemas): Typed | undefined {
  const statuses = Object.keys(operation.responses).sort((a, b) => rank(a) - rank(b));
  for (const status of statuses.filter((one) => rank(one) < 9)) {
    const content = Object.entries(operation.responses[status]?.content ?? {}).find(([type]) => /^application\/([\w.-]+\+)?json\b/.test(type) || type === "*/*");
    if (content?.[1].schema !== undefined) return { schema: content[1].schema, shared };
  }
  return undefined;
}

/** 200 first, then other successes, then the range, then the default. */
function rank(status: string): number {
  if (status === "200") return 0;
  if (/^2\d\d$/.test(status)) return 1;
  if (/^2XX$/i.test(status)) return 2;
  return status === "default" ? 3 : 9;
}
