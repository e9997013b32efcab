import { type ReactNode, createElement, useCallback, useEffect, useMemo } from "react";
import { PlayCircleOutlined, RedoOutlined, RocketOutlined, UndoOutlined } from "@ant-design/icons";
import { type Command, useCommandStore, useCommands } from "../../commands/index.ts";
import { useText } from "../../i18n/index.ts";
import { useEditorStore } from "../editor-store/index.ts";
import { useNodeActions } from "../nodes/index.ts";
import { useEditorUi } from "./editor-ui.ts";
import { messages } from "./messages.ts";
import { type EditorAction, type PressedKey, actionOfKey, isArrow, isTyping, shortcuts } from "./shortcuts.ts";

const openPopups = [".ant-dropdown", ".ant-select-dropdown", ".ant-picker-dropdown", ".ant-popover"].map((popup) => `${popup}:not(${popup}-hidden)`).join();

/** Handles keys of the window and offers the actions in the command palette; returns the handler for keys of the frame. */
export function useEditorKeys(): (pressed: PressedKey) => void {
  const t = useText(messages);
  const store = useEditorStore();
  const nodes = useNodeActions();
  const run = useCallback(
    (action: EditorAction): boolean => {
      const { undo, redo, select, selection, app, page } = store.getState();
      const { setDialog, setLeftTab, setRenaming } = useEditorUi.getState();
      const actions: Record<EditorAction, () => void> = {
        undo, redo,
        copy: nodes.copy, cut: nodes.cut, paste: () => void nodes.paste(), duplicate: nodes.duplicate, delete: nodes.remove, selectAll: nodes.selectAll, parent: nodes.selectParent,
        deselect: () => select([]),
        rename: () => {
          setLeftTab("tree");
          setRenaming(selection[0] ?? null);
        },
        moveLeft: () => nodes.nudge({ x: -1 }), moveRight: () => nodes.nudge({ x: 1 }), moveUp: () => nodes.nudge({ past: -1 }), moveDown: () => nodes.nudge({ past: 1 }),
        narrower: () => nodes.nudge({ w: -1 }), wider: () => nodes.nudge({ w: 1 }), lower: () => nodes.nudge({ h: -1 }), higher: () => nodes.nudge({ h: 1 }),
        preview: () => void store.autosave.flush().then(() => window.open(`/studio/${app}/preview?page=${page}`, "_blank", "noopener")),
        publish: () => setDialog("publish"),
        shortcuts: () => setDialog("shortcuts"),
        palette: () => useCommandStore.getState().setOpen(true),
      };
      if (selection.length === 0 && (isArrow(action) || action === "copy" || action === "cut" || action === "delete" || action === "duplicate" || action === "parent" || action === "rename" || action === "deselect")) return false;
      actions[action]();
      return true;
    },
    [store, nodes],
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target)) return;
      const action = actionOfKey({ key: event.key, ctrl: event.ctrlKey, meta: event.metaKey, shift: event.shiftKey, alt: event.altKey });
      // Esc closes what is open above the editor first.
      if (action === "deselect" && document.querySelector(openPopups)) return;
      // The shell opens the palette; arrows belong to lists, tabs and trees that have the focus; marked text is copied as text.
      if (action === null || action === "palette") return;
      if (isArrow(action) && event.target instanceof HTMLElement && event.target.closest("[role=tree], [role=tab], [role=tablist], [role=radiogroup], [role=menu], [role=separator], [role=slider]")) return;
      if ((action === "copy" || action === "cut") && window.getSelection()?.toString()) return;
      if (run(action)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [run]);
  const commands = useMemo(() => {
    const icons: Partial<Record<EditorAction, ReactNode>> = { undo: createElement(UndoOutlined), redo: createElement(RedoOutlined), publish: createElement(RocketOutlined), preview: createElement(PlayCircleOutlined) };
    const seen = new Set<EditorAction>();
    return shortcuts.flatMap(({ action, keys }): Command[] => {
      if (seen.has(action) || action === "palette" || isArrow(action)) return [];
      seen.add(action);
      return [{ id: `studio-${action}`, title: t(`do_${action}`), group: t("editor"), shortcut: keys, run: () => void run(action), ...(icons[action] ? { icon: icons[action] } : {}) }];
    });
  }, [t, run]);
  useCommands(commands);
  return useCallback(
    (pressed) => {
      const action = actionOfKey(pressed);
      if (action !== null) run(action);
    },
    [run],
  );
}
