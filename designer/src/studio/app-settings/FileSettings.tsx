import { DeleteOutlined, ExportOutlined, ImportOutlined } from "@ant-design/icons";
import type { AppView } from "@tessera/contracts";
import { Button, Flex, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { useText } from "../../i18n/index.ts";
import { useAllowed } from "../../session/index.ts";
import { DeleteApp } from "../app-list/DeleteApp.tsx";
import { ImportAppDialog } from "../app-list/ImportAppDialog.tsx";
import { useExport } from "../app-list/use-export.ts";
import { useEditorStore } from "../editor-store/index.ts";
import { messages } from "./messages.ts";

/** Export, import and the end of the app. */
export function FileSettings({ app }: { app: AppView }): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const navigate = useNavigate();
  const exportApp = useExport();
  const mayWrite = useAllowed("app.write");
  const [dialog, setDialog] = useState<"import" | "delete" | null>(null);
  const row = (help: string, button: ReactNode): ReactNode => (
    <Flex justify="space-between" align="center" gap={16}>
      <Typography.Text type="secondary">{help}</Typography.Text>
      {button}
    </Flex>
  );
  return (
    <Flex vertical gap={16}>
      {row(
        t("exportHelp"),
        <Button icon={<ExportOutlined />} onClick={() => void store.autosave.flush().then(() => exportApp(app.name))}>
          {t("export")}
        </Button>,
      )}
      {row(
        t("importHelp"),
        <Button icon={<ImportOutlined />} disabled={!mayWrite} onClick={() => setDialog("import")}>
          {t("import")}
        </Button>,
      )}
      {row(
        t("deleteHelp"),
        <Button danger icon={<DeleteOutlined />} disabled={!mayWrite} onClick={() => setDialog("delete")}>
          {t("delete")}
        </Button>,
      )}
      <ImportAppDialog open={dialog === "import"} into={app.name} onImported={() => void store.autosave.reload()} onClose={() => setDialog(null)} />
      <DeleteApp app={dialog === "delete" ? app : null} onClose={() => setDialog(null)} onDeleted={() => void navigate("/studio")} />
    </Flex>
  );
}
