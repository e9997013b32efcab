import type { AppView } from "@tessera/contracts";
import { Button, Modal, Tabs } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import { ConnectorSettings } from "./ConnectorSettings.tsx";
import { FileSettings } from "./FileSettings.tsx";
import { GeneralSettings } from "./GeneralSettings.tsx";
import { messages } from "./messages.ts";

/** What belongs to the app as a whole. Every change is an edit of the draft: saved by itself, undone like any other. */
export function AppSettingsDialog({ app, open, onClose }: { app: AppView | undefined; open: boolean; onClose: () => void }): ReactNode {
  const t = useText(messages);
  return (
    <Modal
      open={open}
      title={t("settings")}
      width={680}
      destroyOnHidden
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {t("close")}
        </Button>
      }
    >
      <Tabs
        style={{ minHeight: 320 }}
        items={[
          { key: "general", label: t("general"), children: <GeneralSettings /> },
          { key: "connectors", label: t("connectors"), children: <ConnectorSettings /> },
          ...(app ? [{ key: "files", label: t("files"), children: <FileSettings app={app} /> }] : []),
        ]}
      />
    </Modal>
  );
}
