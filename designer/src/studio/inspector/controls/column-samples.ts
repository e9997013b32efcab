import type { PageNode } from "@tessera/contracts";
import { previewOf } from "../../binding/preview.ts";

/** What the `data` property of a node holds now, as far as the frame reported what it reads. */
export function previewData(node: PageNode, scope: Readonly<Record<string, unknown>> | null): unknown {
  const data = node.props?.data;
  if (data?.kind === "static") return data.value;
  if (data?.kind !== "binding" || scope === null) return undefined;
  const preview = previewOf(data.template, scope);
  return preview.kind === "value" ? preview.value : undefined;
}
