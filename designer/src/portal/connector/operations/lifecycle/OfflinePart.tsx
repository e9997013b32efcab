import type { OperationPolicyView } from "@tessera/contracts";
import { Badge, Button, Form } from "antd";
import { type ReactNode, useState } from "react";
import { useNotice } from "../../../../feedback/index.ts";
import { useLocale, useLocalize, useText } from "../../../../i18n/index.ts";
import { formatExact } from "../../../../time/index.ts";
import { DateField } from "./DateField.tsx";
import { DecisionDialog } from "./DecisionDialog.tsx";
import { DecisionRow } from "./DecisionRow.tsx";
import { type OfflineValues, isOffline, offlineOf } from "./lifecycle-values.ts";
import { MessageFields } from "./MessageFields.tsx";
import { messages } from "./messages.ts";
import { OperationUsers } from "./OperationUsers.tsx";
import { useDecide } from "./use-decide.ts";
import { useNow } from "./use-now.ts";

/** Whether an operation is served, and what callers read when it is not. */
export function OfflinePart({ connector, operation, known, mayDecide }: { connector: string; operation: string; known: OperationPolicyView | undefined; mayDecide: boolean }): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const localize = useLocalize();
  const notice = useNotice();
  const now = useNow(known?.updatedAt);
  const [isOpen, setOpen] = useState(false);
  const decide = useDecide(connector, operation, known);
  const offline = known?.offline ?? null;
  const isOff = offline !== null && isOffline(offline, now);
  const from = offline?.from === undefined ? "" : formatExact(Date.parse(offline.from), locale);
  return (
    <DecisionRow
      title={t("offline")}
      state={offline === null ? t("offlineNone") : <Badge status={isOff ? "error" : "warning"} text={t(isOff ? "offlineNow" : "offlineLater", { from })} />}
      note={offline === null ? undefined : localize(offline.message)}
      actions={
        mayDecide && (
          <>
            {offline !== null && (
              <Button loading={decide.isPending && !isOpen} onClick={() => decide.save({ offline: null }, { onSuccess: () => notice.done(t("backOnline", { operation })) })}>
                {t("bringBack")}
              </Button>
            )}
            <Button onClick={() => setOpen(true)}>{t(offline === null ? "takeOffline" : "edit")}</Button>
          </>
        )
      }
      error={isOpen ? undefined : decide.error}
    >
      <DecisionDialog<OfflineValues>
        open={isOpen}
        title={t("takeOfflineTitle", { operation })}
        submitText={t(offline === null ? "goOffline" : "save")}
        danger
        decide={decide}
        initialValues={{ offline: offline === null ? {} : { ...offline, message: offline.message as NonNullable<OfflineValues["offline"]["message"]> } }}
        changeOf={(values) => ({ offline: offlineOf(values) })}
        onClose={() => setOpen(false)}
        onSaved={() => notice.done(t("wentOffline", { operation }))}
      >
        <Form.Item>
          <OperationUsers connector={connector} operation={operation} />
        </Form.Item>
        <MessageFields path={["offline", "message"]} isRequired />
        <DateField name={["offline", "from"]} label={t("from")} extra={t("fromHelp")} />
      </DecisionDialog>
    </DecisionRow>
  );
}
