import type { OperationRunDetail } from "@tessera/contracts";
import { Alert, Typography } from "antd";
import type { ReactNode } from "react";
import { CodeEditor } from "../../../code/index.ts";
import { useText } from "../../../i18n/index.ts";
import { messages } from "./messages.ts";

const [lineHeight, leastLines, mostLines] = [20, 4, 20];

/** What the work gave, or why it gave nothing. */
export function RunResult({ run }: { run: OperationRunDetail }): ReactNode {
  const t = useText(messages);
  if (run.error !== null) return <Alert type={run.state === "cancelled" ? "info" : "error"} showIcon title={run.error.detail} />;
  if (run.state !== "succeeded" || run.result === null) return <Typography.Text type="secondary">{t("noResult")}</Typography.Text>;
  const isText = typeof run.result === "string";
  const text = isText ? (run.result as string) : JSON.stringify(run.result, null, 2);
  const lines = Math.min(mostLines, Math.max(leastLines, text.split("\n").length + 1));
  return (
    <>
      {run.truncated && <Alert type="warning" showIcon title={t("truncated")} style={{ marginBottom: 8 }} />}
      <CodeEditor label={t("result")} height={lines * lineHeight} readOnly language={isText ? "plaintext" : "json"} value={text} options={{ wordWrap: isText ? "on" : "off", folding: true }} />
    </>
  );
}
