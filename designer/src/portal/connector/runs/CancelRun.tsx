import { StopOutlined } from "@ant-design/icons";
import { type OperationRunView, routes } from "@tessera/contracts";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useChange } from "../../../api/index.ts";
import { useNotice } from "../../../feedback/index.ts";
import { Confirm } from "../../../form/index.ts";
import { useText } from "../../../i18n/index.ts";
import { messages } from "./messages.ts";

/** Stops work that goes on, after saying what that means. */
export function CancelRun({ run }: { run: OperationRunView }): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const cancel = useChange(routes.runs.cancel, { stales: [routes.runs.get, routes.runs.list], onSuccess: () => notice.done(t("cancelAsked")) });
  if (run.finishedAt !== null || run.state === "cancelling") return null;
  return (
    <Confirm title={t("cancelTitle")} loss={t(run.cancellable ? "cancelLoss" : "abandonLoss")} confirmText={t("cancel")} cancelText={t("keepRunning")} onConfirm={() => cancel.mutate({ params: { run: run.id } }, { onError: notice.failed })}>
      <Button danger icon={<StopOutlined />} loading={cancel.isPending}>
        {t("cancel")}
      </Button>
    </Confirm>
  );
}
