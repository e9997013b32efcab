import { ApiError, routes } from "@tessera/contracts";
import { Alert, Modal } from "antd";
import type { ReactNode } from "react";
import { useChange } from "../../../../api/index.ts";
import { ErrorNote, useNotice } from "../../../../feedback/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { messages } from "./messages.ts";

interface BatchRemoveDialogProps {
  open: boolean;
  connector: string;
  operations: { id: string; revision: number }[];
  onClose: () => void;
  onDone: () => void;
  /** What else is to be known before. */
  children?: ReactNode;
}

interface AppUse {
  name: string;
  query: string;
  operation: string;
  version: string | null;
}

const listed = 30;

/** Removes the chosen operations; when apps call one of them it says which, and asks again. */
export function BatchRemoveDialog({ open, connector, operations, onClose, onDone, children }: BatchRemoveDialogProps): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const remove = useChange(routes.authoring.removeOperations, {
    stales: [routes.connectors.operations, routes.authoring.facets, routes.connectors.get, routes.connectors.readiness],
    onSuccess: ({ removed }) => {
      notice.done(t("removeDone", { count: removed }));
      onClose();
      onDone();
    },
  });
  const { error } = remove;
  const uses = error instanceof ApiError && error.problem.code === "in-use" ? ((error.problem["uses"] as AppUse[] | undefined) ?? []) : undefined;
  const close = () => {
    remove.reset();
    onClose();
  };
  return (
    <Modal
      open={open}
      destroyOnHidden
      title={t("removeTitle", { count: operations.length })}
      okText={uses === undefined ? t("removeChosen") : t("removeAnyway")}
      cancelText={t("cancel")}
      okButtonProps={{ danger: true, loading: remove.isPending }}
      onCancel={close}
      onOk={() => remove.mutate({ params: { connector }, body: { operations, acceptUses: uses !== undefined } })}
    >
      <p>{t("removeHelp")}</p>
      {uses === undefined && children}
      {uses !== undefined && (
        <Alert
          type="warning"
          showIcon
          title={t("removeUses", { count: uses.length })}
          description={
            <ul style={{ margin: 0, paddingInlineStart: 18 }}>
              {uses.slice(0, listed).map(({ name, query, operation, version }) => (
                <li key={`${name}${version ?? ""}${query}${operation}`}>
                  {t("use", { app: name, version: version ?? t("draft"), query })} <code>{operation}</code>
                </li>
              ))}
            </ul>
          }
        />
      )}
      {error && uses === undefined && <ErrorNote error={error} />}
    </Modal>
  );
}
