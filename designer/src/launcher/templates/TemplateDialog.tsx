import { routes } from "@tessera/contracts";
import { Button, Flex, Modal, Skeleton, Tag, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useApi } from "../../api/index.ts";
import { AppIcon } from "../../app-icon/index.ts";
import { ErrorNote } from "../../feedback/index.ts";
import { useLocalize, useText } from "../../i18n/index.ts";
import { EmptyList } from "../../list/index.ts";
import type { TemplateView } from "./connector-choice.ts";
import { InstallForm } from "./InstallForm.tsx";
import { messages } from "./messages.ts";
import styles from "./TemplateDialog.module.css";

interface TemplateDialogProps {
  open: boolean;
  /** Goes straight to the installation of this one; where it does not come with the platform, all are offered. */
  template?: string;
  onClose: () => void;
}

function TemplateRow({ template, onChoose }: { template: TemplateView; onChoose: () => void }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  return (
    <li className={styles.row}>
      <AppIcon name={template.icon} size={44} />
      <div className={styles.text}>
        <Flex gap={8} align="center" wrap>
          <Typography.Text strong>{localize(template.title)}</Typography.Text>
          <Tag>{t(template.kind)}</Tag>
          <Typography.Text type="secondary">v{template.version}</Typography.Text>
        </Flex>
        <Typography.Text type="secondary">{localize(template.description)}</Typography.Text>
        {template.installedAs[0] && <div className={styles.installed}>{t("installed", { name: template.installedAs.join(", ") })}</div>}
      </div>
      <Button onClick={onChoose} type={template.installedAs.length === 0 ? "primary" : "default"} aria-label={t("installTitle", { app: localize(template.title) })}>
        {t("choose")}
      </Button>
    </li>
  );
}

/** Apps that come with the platform, and the installation of one. */
export function TemplateDialog({ open, template, onClose }: TemplateDialogProps): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const [picked, setPicked] = useState<string>();
  const templates = useApi(routes.templates.list, {}, { enabled: open });
  const name = picked ?? template;
  const chosen = templates.data?.items.find((one) => one.name === name);
  return (
    <Modal
      open={open}
      width={640}
      footer={null}
      destroyOnHidden
      title={chosen ? t("installTitle", { app: localize(chosen.title) }) : t("title")}
      onCancel={onClose}
      afterClose={() => setPicked(undefined)}
    >
      {templates.error ? (
        <ErrorNote error={templates.error} onRetry={() => void templates.refetch()} />
      ) : templates.isPending ? (
        <Skeleton active avatar paragraph={{ rows: 2 }} />
      ) : chosen ? (
        <InstallForm template={chosen} onBack={() => (template === undefined ? setPicked(undefined) : onClose())} onDone={onClose} />
      ) : templates.data.items.length === 0 ? (
        <EmptyList picture="apps" title={t("none")} />
      ) : (
        <ul className={styles.list}>
          {templates.data.items.map((one) => (
            <TemplateRow key={one.name} template={one} onChoose={() => setPicked(one.name)} />
          ))}
        </ul>
      )}
    </Modal>
  );
}
