import { ApiOutlined, TableOutlined } from "@ant-design/icons";
import { Button, Flex, Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import { manifestOf } from "../component/index.ts";
import { useEditorStore, useQueries } from "../editor-store/index.ts";
import { useEditorUi } from "../editor/editor-ui.ts";
import { insertComponent } from "../nodes/index.ts";
import { messages } from "./messages.ts";
import styles from "./Canvas.module.css";

/** What an empty page says: the next step of the two-minute path. */
export function EmptyCanvas(): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const setDialog = useEditorUi((ui) => ui.setDialog);
  const hasQueries = useQueries().length > 0;
  const addTable = (): void => {
    const manifest = manifestOf("table");
    if (manifest) insertComponent(store, manifest, { parent: null, slot: "default" }, store.getState().breakpoint);
  };
  return (
    <div className={styles.empty}>
      <div className={styles.emptyCard}>
        <Typography.Title level={3} style={{ margin: 0 }}>
          {t("emptyTitle")}
        </Typography.Title>
        <Typography.Text type="secondary">{t("emptyDetail")}</Typography.Text>
        <Flex gap={8} wrap justify="center" className={styles.emptyActions}>
          <Button type={hasQueries ? "default" : "primary"} icon={<ApiOutlined />} onClick={() => setDialog("addQuery")}>
            {t("addQuery")}
          </Button>
          <Button type={hasQueries ? "primary" : "default"} icon={<TableOutlined />} onClick={addTable}>
            {t("addTable")}
          </Button>
        </Flex>
      </div>
    </div>
  );
}
