import type { CallResult } from "@tessera/contracts";
import { Alert, Descriptions, Flex, Skeleton, Tabs, Tag, Typography } from "antd";
import type { ReactNode } from "react";
import { CodeBlock, CodeEditor } from "../../../code/index.ts";
import { ErrorNote, TraceId } from "../../../feedback/index.ts";
import { useText } from "../../../i18n/index.ts";
import { formatBytes, formatDuration } from "../../../time/index.ts";
import { messages } from "./messages.ts";

const editorHeight = 420;

function statusColor(status: number): string {
  if (status < 300) return "success";
  return status < 400 ? "processing" : status < 500 ? "warning" : "error";
}

function Body({ result }: { result: CallResult }): ReactNode {
  const t = useText(messages);
  if (result.body === null || result.body === undefined || result.body === "") return <Typography.Text type="secondary">{t("noBody")}</Typography.Text>;
  const isText = typeof result.body === "string";
  return (
    <>
      {result.truncated && <Alert type="warning" showIcon title={t("truncated")} style={{ marginBottom: 8 }} />}
      <CodeEditor label={t("responseBody")} height={editorHeight} readOnly language={isText ? "plaintext" : "json"} value={isText ? (result.body as string) : JSON.stringify(result.body, null, 2)} options={{ wordWrap: isText ? "on" : "off", folding: true }} />
    </>
  );
}

/** What came back: status, time, size, content, headers, and the same call as cURL. */
export function CallResultView({ result, error, busy }: { result: CallResult | undefined; error: unknown; busy: boolean }): ReactNode {
  const t = useText(messages);
  if (busy) return <Skeleton active aria-label={t("waiting")} />;
  if (error) return <ErrorNote error={error} />;
  if (!result) return <Typography.Text type="secondary">{t("noResult")}</Typography.Text>;
  return (
    <>
      <Flex gap={12} align="center" wrap style={{ marginBottom: 4 }}>
        <Tag color={statusColor(result.status)} aria-label={t("status", { status: result.status })} style={{ margin: 0, fontWeight: 600 }}>
          {result.status}
        </Tag>
        <Typography.Text>{formatDuration(result.durationMs)}</Typography.Text>
        <Typography.Text>{formatBytes(result.sizeBytes)}</Typography.Text>
        <TraceId id={result.traceId} />
      </Flex>
      <Typography.Paragraph type="secondary" style={{ fontSize: 12, overflowWrap: "anywhere", marginBottom: 8 }}>
        <code>{result.url}</code>
      </Typography.Paragraph>
      <Tabs
        size="small"
        items={[
          { key: "body", label: t("responseBody"), children: <Body result={result} /> },
          {
            key: "headers",
            label: `${t("headers")} (${Object.keys(result.headers).length})`,
            children: <Descriptions column={1} size="small" bordered items={Object.entries(result.headers).map(([name, value]) => ({ key: name, label: <code>{name}</code>, children: <span style={{ overflowWrap: "anywhere" }}>{value}</span> }))} />,
          },
          { key: "curl", label: t("curl"), children: <CodeBlock text={result.curl} label={t("curl")} /> },
        ]}
      />
    </>
  );
}
