import type { OperationPolicy, OperationPolicyView } from "@tessera/contracts";
import { Badge, Button, Form, InputNumber, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { useNotice } from "../../../../feedback/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { formatDuration } from "../../../../time/index.ts";
import { DecisionDialog } from "./DecisionDialog.tsx";
import { DecisionRow } from "./DecisionRow.tsx";
import { messages } from "./messages.ts";
import { useDecide } from "./use-decide.ts";

interface LimitValues {
  limit: NonNullable<OperationPolicy["limit"]>;
}

/** How often an operation may be called. */
export function LimitPart({ connector, operation, known, mayDecide }: { connector: string; operation: string; known: OperationPolicyView | undefined; mayDecide: boolean }): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const [isOpen, setOpen] = useState(false);
  const decide = useDecide(connector, operation, known);
  const limit = known?.limit ?? null;
  return (
    <DecisionRow
      title={t("limit")}
      state={limit === null ? t("limitNone") : <Badge status="processing" text={t(limit.per === "caller" ? "limitCaller" : "limitOperation", { count: limit.count, window: formatDuration(limit.windowSeconds * 1000) })} />}
      actions={
        mayDecide && (
          <>
            {limit !== null && (
              <Button loading={decide.isPending && !isOpen} onClick={() => decide.save({ limit: null }, { onSuccess: () => notice.done(t("notLimited", { operation })) })}>
                {t("removeLimit")}
              </Button>
            )}
            <Button onClick={() => setOpen(true)}>{t(limit === null ? "setLimit" : "edit")}</Button>
          </>
        )
      }
      error={isOpen ? undefined : decide.error}
    >
      <DecisionDialog<LimitValues>
        open={isOpen}
        title={t("setLimitTitle", { operation })}
        submitText={t(limit === null ? "submitLimit" : "save")}
        decide={decide}
        initialValues={{ limit: limit ?? { count: 100, windowSeconds: 60, per: "caller" } }}
        changeOf={(values) => ({ limit: values.limit })}
        onClose={() => setOpen(false)}
        onSaved={() => notice.done(t("limited", { operation }))}
      >
        <Form.Item name={["limit", "count"]} label={t("count")} rules={[{ required: true, message: t("count") }]}>
          <InputNumber min={1} max={1_000_000} precision={0} suffix={t("times")} style={{ width: 220 }} />
        </Form.Item>
        <Form.Item name={["limit", "windowSeconds"]} label={t("window")} rules={[{ required: true, message: t("window") }]}>
          <InputNumber min={1} max={86_400} precision={0} suffix={t("seconds")} style={{ width: 220 }} />
        </Form.Item>
        <Form.Item name={["limit", "per"]} label={t("per")} extra={t("limitHelp")}>
          <Segmented options={[{ value: "caller", label: t("perCaller") }, { value: "operation", label: t("perOperation") }]} />
        </Form.Item>
      </DecisionDialog>
    </DecisionRow>
  );
}
