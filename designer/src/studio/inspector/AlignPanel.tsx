import { AlignCenterOutlined, AlignLeftOutlined, AlignRightOutlined, ColumnHeightOutlined, ColumnWidthOutlined, CopyOutlined, DeleteOutlined, VerticalAlignTopOutlined } from "@ant-design/icons";
import type { Alignment } from "@tessera/page";
import { Button, Flex, Tooltip, Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import { useEditor } from "../editor-store/index.ts";
import { useNodeActions } from "../nodes/index.ts";
import styles from "./Inspector.module.css";
import { messages } from "./messages.ts";

/** What can be done with several selected components. */
export function AlignPanel(): ReactNode {
  const t = useText(messages);
  const count = useEditor((editor) => editor.selection.length);
  const actions = useNodeActions();
  const choices: [Alignment, ReactNode, string][] = [
    ["left", <AlignLeftOutlined key="left" />, t("left")],
    ["center", <AlignCenterOutlined key="center" />, t("center")],
    ["right", <AlignRightOutlined key="right" />, t("right")],
    ["top", <VerticalAlignTopOutlined key="top" />, t("top")],
    ["sameWidth", <ColumnWidthOutlined key="sameWidth" />, t("sameWidth")],
    ["sameHeight", <ColumnHeightOutlined key="sameHeight" />, t("sameHeight")],
  ];
  return (
    <div className={styles.panel}>
      <Typography.Text strong>{t("several", { count })}</Typography.Text>
      <section className={styles.group} aria-label={t("align")}>
        <h3 className={styles.groupTitle}>{t("align")}</h3>
        <Flex gap={4} wrap>
          {choices.map(([to, icon, label]) => (
            <Tooltip key={to} title={label}>
              <Button icon={icon} aria-label={label} onClick={() => actions.align(to)} />
            </Tooltip>
          ))}
          <Button onClick={() => actions.align("distribute")}>{t("distribute")}</Button>
        </Flex>
      </section>
      <Flex gap={8}>
        <Button icon={<CopyOutlined />} onClick={actions.duplicate}>
          {t("duplicate")}
        </Button>
        <Button danger icon={<DeleteOutlined />} onClick={actions.remove}>
          {t("delete")}
        </Button>
      </Flex>
    </div>
  );
}
