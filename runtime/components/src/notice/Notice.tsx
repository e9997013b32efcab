import { Alert, theme } from "antd";
import type { ReactElement } from "react";

/** One inline message about the component it stands in. */
export function Notice({ level, title, detail }: { level: "error" | "warning" | "info"; title: string; detail?: string | undefined }): ReactElement {
  const { token } = theme.useToken();
  // The icon stands in the middle of the first line, however many follow.
  const icon = { marginBlockStart: (token.lineHeight - 1) * (token.fontSize / 2) };
  const text = (
    <>
      <div>{title}</div>
      {detail !== undefined && detail !== "" && <div style={{ opacity: 0.85, maxHeight: "10em", overflow: "auto" }}>{detail}</div>}
    </>
  );
  return <Alert type={level} showIcon role={level === "error" ? "alert" : "status"} title={text} styles={{ icon }} style={{ flex: "none", overflowWrap: "anywhere", alignItems: "flex-start" }} />;
}
