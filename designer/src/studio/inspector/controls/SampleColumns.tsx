import { ThunderboltOutlined } from "@ant-design/icons";
import type { PageNode } from "@tessera/contracts";
import { Button } from "antd";
import { type ReactNode, useMemo } from "react";
import { useText } from "../../../i18n/index.ts";
import { useEditor } from "../../editor-store/index.ts";
import { previewData } from "./column-samples.ts";
import { columnsFrom } from "./columns-from.ts";
import { messages } from "./messages.ts";

/** Offers the columns that the bound data has now and the list does not yet. */
export function SampleColumns({ node, value, onChange }: { node: PageNode; value: unknown; onChange: (value: unknown) => void }): ReactNode {
  const t = useText(messages);
  const scope = useEditor((editor) => editor.scope);
  const existing: unknown[] = useMemo(() => (Array.isArray(value) ? value : []), [value]);
  const found = useMemo(() => columnsFrom(previewData(node, scope), existing), [node, scope, existing]);
  if (found.length === 0) return null;
  return (
    <Button size="small" icon={<ThunderboltOutlined />} style={{ marginTop: 8 }} block onClick={() => onChange([...existing, ...found])}>
      {t("fromData", { count: found.length })}
    </Button>
  );
}
