import { ApiOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Empty, Tag } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import { useEditor, useEditorStore, useQueries } from "../editor-store/index.ts";
import { useEditorUi } from "../editor/editor-ui.ts";
import styles from "../pages/PageList.module.css";
import { messages } from "./messages.ts";

/** The queries of the app. */
export function QueryList(): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const queries = useQueries();
  const open = useEditor((editor) => editor.openQuery);
  const scope = useEditor((editor) => editor.scope);
  const setDialog = useEditorUi((ui) => ui.setDialog);
  const stateOf = (id: string): { error?: unknown; loading?: unknown } => ((scope?.["queries"] as Record<string, { error?: unknown; loading?: unknown }> | undefined)?.[id] ?? {});
  return (
    <div className={styles.pages}>
      {queries.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("empty")} />}
      <ul className={styles.list} aria-label={t("queries")}>
        {queries.map((query) => (
          <li key={query.id} className={query.id === open ? `${styles.page} ${styles.current}` : styles.page}>
            <button type="button" className={styles.open} aria-current={query.id === open ? "true" : undefined} onClick={() => store.getState().showQuery(query.id)}>
              <span className={styles.title}>
                <ApiOutlined aria-hidden /> {query.name}
              </span>
              <span className={styles.path}>
                {query.connector} · {query.operation}
              </span>
            </button>
            {stateOf(query.id).error ? <Tag color="error">{t("failed")}</Tag> : query.trigger === "manual" && <Tag>{t("manual")}</Tag>}
          </li>
        ))}
      </ul>
      <Button type="dashed" block icon={<PlusOutlined />} onClick={() => setDialog("addQuery")}>
        {t("add")}
      </Button>
    </div>
  );
}
