import { theme } from "antd";
import type { ReactElement, ReactNode } from "react";
import type { FieldFrame } from "./use-field.ts";

/** An input's label above, its control, and under it the error or the help text. */
export function Field({ field, children, notice }: { field: FieldFrame; children: ReactNode; notice?: string | null }): ReactElement {
  const { token } = theme.useToken();
  const error = field.shownError;
  const note = error ?? field.help;
  return (
    <div style={{ display: "flex", flexDirection: "column", gap: token.marginXXS, minWidth: 0 }}>
      {field.label !== "" && (
        <label htmlFor={field.id} style={{ color: token.colorText, fontSize: token.fontSize, lineHeight: token.lineHeight, overflowWrap: "anywhere" }}>
          {field.label}
          {field.required && (
            <span aria-hidden style={{ color: token.colorErrorText, marginInlineStart: token.marginXXS }}>
              *
            </span>
          )}
        </label>
      )}
      {children}
      {note !== "" && (
        <div id={`${field.id}-note`} role={error === null ? undefined : "alert"} style={{ color: error === null ? token.colorTextSecondary : token.colorErrorText, fontSize: token.fontSizeSM, overflowWrap: "anywhere" }}>
          {note}
        </div>
      )}
      {notice && <div style={{ color: token.colorErrorText, fontSize: token.fontSizeSM, overflowWrap: "anywhere" }}>{notice}</div>}
    </div>
  );
}
