import { type AppView, routes } from "@tessera/contracts";
import type { ReactNode } from "react";
import { useChange } from "../../api/index.ts";
import { useNotice } from "../../feedback/index.ts";
import { ConfirmByName } from "../../form/index.ts";
import { useLocalize, useText } from "../../i18n/index.ts";
import { messages } from "./messages.ts";

/** Asks before an app goes with all its versions. */
export function DeleteApp({ app, onClose, onDeleted }: { app: AppView | null; onClose: () => void; onDeleted?: () => void }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const notice = useNotice();
  const title = app === null ? "" : localize(app.title) || app.name;
  const remove = useChange(routes.apps.remove, {
    stales: [routes.apps.list],
    onSuccess: () => {
      notice.done(t("deleted", { title }));
      onClose();
      onDeleted?.();
    },
  });
  return (
    <ConfirmByName
      open={app !== null}
      title={t("deleteTitle", { title })}
      loss={app?.published ? t("deleteLossPublished", { version: app.published }) : t("deleteLoss")}
      name={app?.name ?? ""}
      confirmText={t("delete")}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => app && remove.mutate({ params: { app: app.name } })}
      onClose={() => {
        remove.reset();
        onClose();
      }}
    />
  );
}
