import { Dropdown, type MenuProps } from "antd";
import type { ReactNode } from "react";
import { shortcutText } from "../../commands/index.ts";
import { useText } from "../../i18n/index.ts";
import { useEditor } from "../editor-store/index.ts";
import { useEditorUi } from "../editor/editor-ui.ts";
import { useNodeActions } from "../nodes/index.ts";
import { messages } from "./messages.ts";
import styles from "./Canvas.module.css";

/** The context menu of the canvas at a point of the window; null: closed. */
export function CanvasMenu({ at, onClose }: { at: { x: number; y: number } | null; onClose: () => void }): ReactNode {
  const t = useText(messages);
  const actions = useNodeActions();
  const selected = useEditor((editor) => editor.selection.length);
  const { setLeftTab, setRenaming } = useEditorUi.getState();
  const first = useEditor((editor) => editor.selection[0]);
  const entry = (key: string, label: string, keys: string, run: () => void, danger = false): NonNullable<MenuProps["items"]>[number] => ({
    key, danger,
    label: (
      <span className={styles.menuItem}>
        {label}
        <kbd>{shortcutText(keys)}</kbd>
      </span>
    ),
    onClick: run,
  });
  const onNodes: NonNullable<MenuProps["items"]> = [
    entry("copy", t("copy"), "Mod+C", actions.copy),
    entry("cut", t("cut"), "Mod+X", actions.cut),
    entry("paste", t("paste"), "Mod+V", () => void actions.paste()),
    entry("duplicate", t("duplicate"), "Mod+D", actions.duplicate),
    { type: "divider" },
    entry("parent", t("selectParent"), "Shift+Enter", actions.selectParent),
    entry("rename", t("rename"), "F2", () => {
      setLeftTab("tree");
      setRenaming(first ?? null);
    }),
    ...(selected > 1
      ? [{ key: "align", label: t("align"), children: (["left", "center", "right", "top", "sameWidth", "sameHeight", "distribute"] as const).map((to) => ({ key: to, label: t(to), onClick: () => actions.align(to) })) }]
      : []),
    { type: "divider" },
    entry("delete", t("delete"), "Delete", actions.remove, true),
  ];
  const onPage: NonNullable<MenuProps["items"]> = [entry("paste", t("paste"), "Mod+V", () => void actions.paste()), entry("all", t("selectAll"), "Mod+A", actions.selectAll)];
  return (
    <Dropdown open={at !== null} onOpenChange={(open) => !open && onClose()} trigger={["click"]} menu={{ items: selected > 0 ? onNodes : onPage, onClick: onClose }} {...(at === null ? {} : { autoFocus: true })}>
      <span className={styles.anchor} style={at === null ? { display: "none" } : { left: at.x, top: at.y }} />
    </Dropdown>
  );
}
