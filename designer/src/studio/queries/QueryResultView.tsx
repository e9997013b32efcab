import { Alert, Empty, Flex, Tabs, Tag, Typography } from "antd";
import type { ReactNode } from "react";
import { CodeBlock } from "../../code/index.ts";
import { ErrorNote, TraceId } from "../../feedback/index.ts";
import { useText } from "../../i18n/index.ts";
import { formatDuration } from "../../time/index.ts";
import { messages } from "./messages.ts";
import type { QueryRun } from "./use-query-run.ts";

const longestText = 200_000;

/** What the last run gave: after and before the transform, what it logged, how long it took. */
export function QueryResultView({ run }: { run: QueryRun }): ReactNode {
  const t = useText(messages);
  const { result, error, unknown } = run;
  if (error) return <ErrorNote error={error} onRetry={() => void run.start()} />;
  if (!result) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("notRun")} style={{ marginTop: 32 }} />;
  const json = (value: unknown, label: string): ReactNode => {
    const text = value === undefined ? "undefined" : JSON.stringify(value, null, 2);
    return <CodeBlock label={label} text={text.length > longestText ? `${text.slice(0, longestText)}\n…` : text} />;
  };
  const logs = result.logs ?? [];
  return (
    <>
      {unknown.length > 0 && <Alert type="info" showIcon style={{ marginBottom: 8 }} title={t("unknownInputs", { names: unknown.join(", ") })} />}
      <Tabs
        size="small"
        tabBarExtraContent={
          <Flex gap={8} align="center">
            <Tag color={result.status < 400 ? "success" : "error"}>{result.status}</Tag>
            <Typography.Text type="secondary">{formatDuration(result.durationMs)}</Typography.Text>
          </Flex>
        }
        items={[
          { key: "data", label: count(t("result"), result.data), children: result.transformError ? <Alert type="error" showIcon title={t("transformFailed")} description={result.transformError.message} /> : json(result.data, t("result")) },
          ...(result.raw === undefined ? [] : [{ key: "raw", label: count(t("raw"), result.raw), children: json(result.raw, t("raw")) }]),
          ...(logs.length === 0 ? [] : [{ key: "logs", label: `${t("logs")} (${logs.length})`, children: <CodeBlock label={t("logs")} text={logs.map(({ level, message }) => `${level.padEnd(5)} ${message}`).join("\n")} /> }]),
        ]}
      />
      {result.traceId && <TraceId id={result.traceId} />}
    </>
  );
}

function count(label: string, value: unknown): string {
  return Array.isArray(value) ? `${label} (${value.length})` : label;
}
