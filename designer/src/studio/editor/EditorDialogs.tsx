import { routes } from "@tessera/contracts";
import { Modal } from "antd";
import type { ReactNode } from "react";
import { useApi } from "../../api/index.ts";
import { shortcutText } from "../../commands/index.ts";
import { useText } from "../../i18n/index.ts";
import { useEditor } from "../editor-store/index.ts";
import { AppSettingsDialog } from "../app-settings/AppSettingsDialog.tsx";
import { HistoryDrawer } from "../publish/HistoryDrawer.tsx";
import { PublishDialog } from "../publish/PublishDialog.tsx";
import { AddQueryDialog } from "../queries/AddQueryDialog.tsx";
import { useEditorUi } from "./editor-ui.ts";
import { messages } from "./messages.ts";
import { shortcuts } from "./shortcuts.ts";
import styles from "./Editor.module.css";

/** Everything that opens above the editor. */
export function EditorDialogs(): ReactNode {
  const t = useText(messages);
  const name = useEditor((editor) => editor.app);
  const app = useApi(routes.apps.get, { params: { app: name } });
  const dialog = useEditorUi((ui) => ui.dialog);
  const setDialog = useEditorUi((ui) => ui.setDialog);
  const close = (): void => setDialog(null);
  return (
    <>
      <AddQueryDialog open={dialog === "addQuery"} onClose={close} />
      <PublishDialog app={app.data} open={dialog === "publish"} onClose={close} />
      <AppSettingsDialog app={app.data} open={dialog === "settings"} onClose={close} />
      <HistoryDrawer app={app.data} open={dialog === "history"} onClose={close} />
      <Modal open={dialog === "shortcuts"} title={t("shortcuts")} footer={null} onCancel={close}>
        <dl className={styles.shortcuts}>
          {[...Map.groupBy(shortcuts, ({ action }) => action)].map(([action, keys]) => (
            <div key={action}>
              <dt>{t(`do_${action}`)}</dt>
              <dd>
                {keys.map((shortcut) => (
                  <kbd key={shortcut.keys}>{keyText(shortcut.keys)}</kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </Modal>
    </>
  );
}

const arrows: Record<string, string> = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };

function keyText(keys: string): string {
  return Object.entries(arrows).reduce((text, [name, arrow]) => text.replace(name, arrow), shortcutText(keys));
}
