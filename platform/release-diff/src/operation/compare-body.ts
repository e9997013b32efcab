import { type OperationPair, operationPointer } from "./context.ts";
import { compareContent } from "./media-types.ts";

/** The body that callers send. */
export function compareBody({ before, after, comparer, list }: OperationPair): void {
  const [old, now] = [before.requestBody, after.requestBody];
  const at = (...steps: string[]) => ({ side: "input", path: ["body"], pointer: operationPointer(after, "requestBody", ...steps) }) as const;
  if (old === undefined && now === undefined) return;
  if (old === undefined || now === undefined) {
    if (now === undefined) list.add("bodyRemoved", { ...at(), pointer: operationPointer(before, "requestBody") });
    else list.add(now.required ? "bodyAddedRequired" : "bodyAdded", at());
    return;
  }
  if (old.required !== now.required) list.add(now.required ? "bodyRequired" : "bodyOptional", at("required"), old.required, now.required);
  if (old.description !== now.description) list.add("bodyTexts", at("description"));
  compareContent(comparer, list, old.content, now.content, { side: "input", path: ["body"], pointers: { before: operationPointer(before, "requestBody", "content"), after: at("content").pointer } });
}
