import { CheckOutlined, CloudSyncOutlined, DisconnectOutlined, ExclamationCircleOutlined, LoadingOutlined } from "@ant-design/icons";
import { Button, Modal, Popover, Typography } from "antd";
import { type ReactNode, useEffect } from "react";
import { ErrorNote, useNotice } from "../../feedback/index.ts";
import { useText } from "../../i18n/index.ts";
import { useEditor, useEditorStore } from "../editor-store/index.ts";
import { ConflictView } from "./ConflictView.tsx";
import { messages } from "./messages.ts";
import styles from "./Editor.module.css";

/** Whether everything is stored, and what to do when it is not. */
export function SavedState(): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const notice = useNotice();
  const save = useEditor((editor) => editor.save);
  const other = useEditor((editor) => editor.lastOther);
  const refusal = useEditor((editor) => editor.refusal);
  useEffect(() => {
    if (!refusal) return;
    notice.failed(refusal);
    store.getState().clearRefusal();
  }, [refusal, notice, store]);
  const reloaded = useEditor((editor) => editor.reloaded);
  useEffect(() => {
    if (reloaded === null) return;
    notice.done(reloaded === 0 ? t("reloaded") : t("reloadedKept", { count: reloaded }));
    store.getState().clearReloaded();
  }, [reloaded, notice, store, t]);
  const keptHere = useEditor((editor) => editor.keptHere);
  useEffect(() => {
    if (save.kind === "saved") return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [save.kind]);
  const states = {
    saved: [<CheckOutlined key="i" />, other === null ? t("saved") : t("savedWith", { name: other })],
    unsaved: [<CloudSyncOutlined key="i" />, t("unsaved")],
    saving: [<LoadingOutlined key="i" />, t("saving")],
    offline: [<DisconnectOutlined key="i" />, keptHere ? t("offline") : t("offlineNotKept")],
    conflict: [<ExclamationCircleOutlined key="i" />, t("conflict")],
    refused: [<ExclamationCircleOutlined key="i" />, t("refused")],
  } as const;
  const [icon, text] = states[save.kind];
  const bad = save.kind === "offline" || save.kind === "refused" || save.kind === "conflict";
  return (
    <>
      <Typography.Text type={bad ? "warning" : "secondary"} className={styles.saved ?? ""} role="status" data-save={save.kind}>
        {icon} {text}
      </Typography.Text>
      {save.kind === "offline" && (
        <Button size="small" onClick={() => store.autosave.retryNow()}>
          {t("retry")}
        </Button>
      )}
      {save.kind === "refused" && (
        <Popover content={<div style={{ maxWidth: 420 }}><ErrorNote error={save.error} onRetry={() => store.autosave.retryNow()} /></div>} trigger="click">
          <Button size="small">{t("why")}</Button>
        </Popover>
      )}
      <Modal
        open={save.kind === "conflict"}
        title={t("conflictTitle")}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
        width={760}
        footer={
          <>
            <Button onClick={() => store.autosave.resolve("theirs")}>{t("takeTheirs")}</Button>
            <Button type="primary" onClick={() => store.autosave.resolve("mine")}>
              {t("keepMine")}
            </Button>
          </>
        }
      >
        {save.kind === "conflict" && <ConflictView keys={save.keys} sync={store.autosave.sync} />}
      </Modal>
    </>
  );
}
