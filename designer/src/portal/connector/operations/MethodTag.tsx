import { Tag } from "antd";
import type { ReactNode } from "react";

const colors: Readonly<Record<string, string>> = { GET: "success", HEAD: "success", OPTIONS: "default", POST: "processing", PUT: "warning", PATCH: "warning", DELETE: "error" };

/** An HTTP method, told apart by colour and word. */
export function MethodTag({ method }: { method: string }): ReactNode {
  return (
    <Tag color={colors[method] ?? "default"} style={{ margin: 0, minWidth: 58, textAlign: "center", fontFamily: "var(--ant-font-family-code)", fontSize: 12 }}>
      {method}
    </Tag>
  );
}
