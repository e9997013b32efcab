import { RedoOutlined } from "@ant-design/icons";
import { type CallbackView, type OperationRunDetail, routes } from "@tessera/contracts";
import { Button, Descriptions, Empty, Table, Tag, Tooltip, Typography } from "antd";
import { type ReactNode, useEffect } from "react";
import { useApiList, useChange } from "../../../api/index.ts";
import { CodeBlock } from "../../../code/index.ts";
import { ErrorNote, useNotice } from "../../../feedback/index.ts";
import { useText } from "../../../i18n/index.ts";
import { RelativeTime, formatBytes } from "../../../time/index.ts";
import { messages } from "./messages.ts";
import styles from "./Runs.module.css";

const effectTexts = { kept: "kept", outcome: "outcome", progress: "progressTold", ignored: "ignored", refused: "refused" } as const;
const effectColors = { kept: "processing", outcome: "success", progress: "processing", ignored: "default", refused: "error" } as const;

/** The callbacks of a run as they came in, what became of each, and the way to apply one again. */
export function CallbackLog({ run }: { run: OperationRunDetail }): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const list = useApiList(routes.runs.callbacks, { params: { run: run.id } });
  const replay = useChange(routes.runs.replay, { stales: [routes.runs.callbacks, routes.runs.get], onSuccess: ({ effect }) => notice.done(t("replayed", { effect: t(effectTexts[effect]) })) });
  const { reload } = list;
  useEffect(() => reload(), [reload, run.callbacks]);
  if (list.error && !list.items) return <ErrorNote error={list.error} onRetry={reload} />;
  return (
    <Table<CallbackView>
      size="small"
      loading={!list.items}
      pagination={false}
      rowKey="id"
      dataSource={list.items ?? []}
      locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("noCallbacks")} /> }}
      expandable={{ columnTitle: <span className={styles.hidden}>{t("body")}</span>, expandedRowRender: (one) => <Content callback={one} /> }}
      columns={[
        { key: "received", title: t("received"), render: (_value, one) => <RelativeTime at={one.receivedAt} /> },
        {
          key: "effect",
          title: t("effect"),
          render: (_value, one) => (
            <>
              <Tooltip title={one.reason}>
                <Tag color={effectColors[one.effect]}>{t(effectTexts[one.effect])}</Tag>
              </Tooltip>
              {one.replayOf !== null && <Tag>{t("replayOf")}</Tag>}
            </>
          ),
        },
        { key: "from", title: t("from"), render: (_value, one) => <code>{one.address}</code> },
        { key: "size", title: t("size"), align: "end", render: (_value, one) => formatBytes(one.sizeBytes) },
        {
          key: "replay",
          title: <span className={styles.hidden}>{t("replay")}</span>,
          align: "end",
          render: (_value, one) => (
            <Button size="small" type="text" icon={<RedoOutlined />} loading={replay.isPending && replay.variables?.params.callback === one.id} onClick={() => replay.mutate({ params: { run: run.id, callback: one.id } }, { onError: notice.failed })}>
              {t("replay")}
            </Button>
          ),
        },
      ]}
    />
  );
}

function Content({ callback }: { callback: CallbackView }): ReactNode {
  const t = useText(messages);
  const { body, headers, reason } = callback;
  return (
    <div className={styles.content}>
      {reason !== null && <Typography.Paragraph type="secondary">{reason}</Typography.Paragraph>}
      {body === null ? <Typography.Paragraph type="secondary">{t("noBody")}</Typography.Paragraph> : <CodeBlock label={t("body")} text={typeof body === "string" ? body : JSON.stringify(body, null, 2)} />}
      <Descriptions column={1} size="small" title={t("headers")} items={Object.entries(headers).map(([name, value]) => ({ key: name, label: <code>{name}</code>, children: <span style={{ overflowWrap: "anywhere" }}>{value}</span> }))} />
    </div>
  );
}
