import { Button, Flex, Modal } from "antd";
import type { ReactNode } from "react";
import { useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";

interface ConflictChoiceProps {
  open: boolean;
  onReload: () => void;
  onOverwrite: () => void;
  onCancel: () => void;
}

/** What to do when a save was refused because somebody else saved first (409). */
export function ConflictChoice({ open, onReload, onOverwrite, onCancel }: ConflictChoiceProps): ReactNode {
  const t = useText(messages);
  return (
    <Modal
      open={open}
      title={t("conflict")}
      onCancel={onCancel}
      footer={
        <Flex gap={8} justify="end">
          <Button onClick={onCancel}>{t("keepEditing")}</Button>
          <Button danger onClick={onOverwrite}>
            {t("overwrite")}
          </Button>
          <Button type="primary" onClick={onReload}>
            {t("reloadTheirs")}
          </Button>
        </Flex>
      }
    >
      {t("conflictExplained")}
    </Modal>
  );
}
