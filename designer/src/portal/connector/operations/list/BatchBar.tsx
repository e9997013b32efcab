import { DeleteOutlined, EditOutlined } from "@ant-design/icons";
import { type ConnectorView, largestBatch } from "@tessera/contracts";
import { Button, Flex } from "antd";
import { type ReactNode, useState } from "react";
import { useText } from "../../../../i18n/index.ts";
import type { OperationItem } from "./all-operations.ts";
import { BatchEditDialog } from "./BatchEditDialog.tsx";
import { BatchRemoveDialog } from "./BatchRemoveDialog.tsx";
import { messages } from "./messages.ts";
import styles from "./OperationList.module.css";

interface BatchBarProps {
  connector: ConnectorView;
  chosen: readonly OperationItem[];
  labels: readonly string[];
  /** Operations that the list would show in all; undefined when they were not counted. */
  total: number | undefined;
  /** It would show no more than so many. */
  most: number;
  choosingAll: boolean;
  onAll: () => void;
  onClear: () => void;
}

/** What can be done with the chosen operations. */
export function BatchBar({ connector, chosen, labels, total, most, choosingAll, onAll, onClear }: BatchBarProps): ReactNode {
  const t = useText(messages);
  const [open, setOpen] = useState<"edit" | "remove">();
  const operations = chosen.map(({ id, revision = 0 }) => ({ id, revision }));
  return (
    <div className={styles.batch} role="region" aria-label={t("batch")}>
      <Flex gap={8} align="center" wrap>
        <strong role="status">{t("chosen", { count: chosen.length })}</strong>
        {chosen.length < most && most <= largestBatch && (
          <Button type="link" loading={choosingAll} onClick={onAll}>
            {total === undefined ? t("chooseFound") : t("chooseAll", { count: total })}
          </Button>
        )}
        <Button type="link" onClick={onClear}>
          {t("unchoose")}
        </Button>
      </Flex>
      <Flex gap={8}>
        <Button icon={<EditOutlined />} onClick={() => setOpen("edit")}>
          {t("editChosen")}
        </Button>
        <Button danger icon={<DeleteOutlined />} onClick={() => setOpen("remove")}>
          {t("removeChosen")}
        </Button>
      </Flex>
      <BatchEditDialog open={open === "edit"} connector={connector} operations={operations} labels={labels} onClose={() => setOpen(undefined)} onDone={onClear} />
      <BatchRemoveDialog open={open === "remove"} connector={connector.name} operations={operations} onClose={() => setOpen(undefined)} onDone={onClear} />
    </div>
  );
}
