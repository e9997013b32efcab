import { ArrowLeftOutlined, EyeOutlined, HistoryOutlined, QuestionCircleOutlined, RedoOutlined, SettingOutlined, UndoOutlined } from "@ant-design/icons";
import { localize, routes } from "@tessera/contracts";
import { Button, Flex, Tag, Tooltip, Typography } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useApi } from "../../api/index.ts";
import { AppIcon } from "../../app-icon/index.ts";
import { shortcutText } from "../../commands/index.ts";
import { useLocale, useText } from "../../i18n/index.ts";
import { useAllowed } from "../../session/index.ts";
import { useAppHead, useEditor, useEditorStore } from "../editor-store/index.ts";
import { useEditorUi } from "./editor-ui.ts";
import { messages } from "./messages.ts";
import { SavedState } from "./SavedState.tsx";
import styles from "./Editor.module.css";

/** Name, saved state, undo and redo, preview, version, Publish. */
export function EditorTopBar(): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const store = useEditorStore();
  const name = useEditor((editor) => editor.app);
  const page = useEditor((editor) => editor.page);
  const canUndo = useEditor((editor) => editor.canUndo);
  const canRedo = useEditor((editor) => editor.canRedo);
  const head = useAppHead();
  const app = useApi(routes.apps.get, { params: { app: name } });
  const setDialog = useEditorUi((ui) => ui.setDialog);
  const mayPublish = useAllowed("app.publish");
  const tool = (label: string, keys: string, icon: ReactNode, run: () => void, disabled = false): ReactNode => (
    <Tooltip title={`${label}${keys ? ` (${shortcutText(keys)})` : ""}`}>
      <Button type="text" icon={icon} aria-label={label} disabled={disabled} onClick={run} />
    </Tooltip>
  );
  return (
    <Flex className={styles.bar} align="center" gap={8}>
      <Link to="/studio">
        <Button type="text" tabIndex={-1} icon={<ArrowLeftOutlined />} aria-label={t("apps")} />
      </Link>
      <AppIcon name={head.icon} size={26} />
      <Typography.Title level={1} className={styles.name ?? ""} ellipsis>
        {localize(head.title, locale) || name}
      </Typography.Title>
      <SavedState />
      <span className={styles.space} />
      {tool(t("undo"), "Mod+Z", <UndoOutlined />, () => store.getState().undo(), !canUndo)}
      {tool(t("redo"), "Mod+Shift+Z", <RedoOutlined />, () => store.getState().redo(), !canRedo)}
      <span className={styles.divider} aria-hidden />
      {tool(t("settings"), "", <SettingOutlined />, () => setDialog("settings"))}
      {tool(t("shortcuts"), "?", <QuestionCircleOutlined />, () => setDialog("shortcuts"))}
      <Button type="text" icon={<HistoryOutlined />} onClick={() => setDialog("history")}>
        {app.data?.published ?? t("notPublished")}
        {app.data?.published && app.data.changed && <Tag color="warning" className={styles.changed ?? ""}>{t("changed")}</Tag>}
      </Button>
      <Link to={`/studio/${name}/preview?page=${page}`} target="_blank" onClick={() => void store.autosave.flush()}>
        <Button tabIndex={-1} icon={<EyeOutlined />}>
          {t("preview")}
        </Button>
      </Link>
      <Button type="primary" disabled={!mayPublish} onClick={() => setDialog("publish")}>
        {t("publish")}
      </Button>
    </Flex>
  );
}
