import { DownOutlined } from "@ant-design/icons";
import type { PageNode } from "@tessera/contracts";
import { moveNode, renameNode } from "@tessera/page";
import { Empty, Input, Tree, type TreeDataNode } from "antd";
import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { useLocalize, useText } from "../../i18n/index.ts";
import { ComponentIcon, manifestOf, overlayTypes, slotsOf } from "../component/index.ts";
import { useEditor, useEditorStore, usePageDocument } from "../editor-store/index.ts";
import { useEditorUi } from "../editor/editor-ui.ts";
import { useNodeActions } from "../nodes/index.ts";
import { messages } from "./messages.ts";
import { type TreeDirection, type TreeItem, dropTarget, keyTarget, treeOf } from "./tree-of.ts";
import styles from "./ComponentTree.module.css";

const types = { overlays: overlayTypes, slots: (node: PageNode) => slotsOf(manifestOf(node.type), node.props ?? {}) };

const directions: Readonly<Record<string, TreeDirection>> = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

/** Everything on the page as a tree: select, rename in place (F2), drag or Alt+arrows to move. */
export function ComponentTree(): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const store = useEditorStore();
  const page = usePageDocument();
  const selection = useEditor((editor) => editor.selection);
  const renaming = useEditorUi((ui) => ui.renaming);
  const setRenaming = useEditorUi((ui) => ui.setRenaming);
  const actions = useNodeActions();
  const tree = useMemo(() => (page ? treeOf(page, types) : { content: [], overlays: [] }), [page]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());

  const rename = (node: PageNode, name: string): void => {
    setRenaming(null);
    if (name !== "" && name !== node.name) store.getState().edit((records) => renameNode(records, { page: store.getState().page, node: node.id, name }), { label: t("rename") });
  };
  const title = (item: TreeItem): ReactNode => {
    if (item.kind === "slot") {
      const known = manifestOf(page?.nodes[item.parent]?.type ?? "")?.slots.find(({ name }) => name === item.slot);
      return <span className={styles.slot}>{localize(known?.label) || item.slot}</span>;
    }
    const { node } = item;
    if (renaming === node.id) {
      return (
        <Input
          size="small"
          autoFocus
          defaultValue={node.name}
          aria-label={t("rename")}
          spellCheck={false}
          onFocus={(event) => event.target.select()}
          onBlur={(event) => rename(node, event.target.value.trim())}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Enter") rename(node, event.currentTarget.value.trim());
            else if (event.key === "Escape") setRenaming(null);
          }}
        />
      );
    }
    return (
      <span className={styles.node} onDoubleClick={() => setRenaming(node.id)}>
        <ComponentIcon type={node.type} />
        <span className={styles.name}>{node.name}</span>
        {node.visible !== undefined && <span className={styles.mark}>{t("conditional")}</span>}
      </span>
    );
  };
  const dataOf = (items: TreeItem[]): TreeDataNode[] => items.map((item) => ({ key: item.key, title: title(item), selectable: item.kind === "node", children: dataOf(item.children) }));
  const keysOf = (items: TreeItem[]): string[] => items.flatMap((item) => [item.key, ...keysOf(item.children)]);

  const move = (dragged: string, to: ReturnType<typeof dropTarget>): void => {
    if (!page || !to) return;
    const overlay = overlayTypes.has(page.nodes[dragged]?.type ?? "");
    if (overlay && to.parent !== null) return;
    const { edit, page: id, breakpoint } = store.getState();
    edit((records) => moveNode(records, { page: id, node: dragged, parent: to.parent, slot: to.slot, index: to.index, breakpoint, overlay }), { label: t("move") });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = event.altKey ? directions[event.key] : undefined;
    const [first] = selection;
    if (direction !== undefined && page && first !== undefined) move(first, keyTarget(page, types, first, direction));
    else if (event.key === "F2") setRenaming(selection[0] ?? null);
    else if (event.key === "Delete") actions.remove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const part = (items: TreeItem[], label: string): ReactNode => (
    <Tree
      blockNode
      multiple
      draggable={{ icon: false }}
      aria-label={label}
      switcherIcon={<DownOutlined />}
      treeData={dataOf(items)}
      selectedKeys={[...selection]}
      expandedKeys={keysOf(items).filter((key) => !closed.has(key))}
      onExpand={(_keys, { node, expanded }) => {
        const next = new Set(closed);
        if (expanded) next.delete(String(node.key));
        else next.add(String(node.key));
        setClosed(next);
      }}
      onSelect={(_keys, { node, nativeEvent }) => {
        const { select, toggle } = store.getState();
        if (nativeEvent.ctrlKey || nativeEvent.metaKey || nativeEvent.shiftKey) toggle(String(node.key));
        else select([String(node.key)]);
      }}
      onDrop={({ dragNode, node, dropToGap, dropPosition }) => {
        if (!page) return;
        const position = dropPosition - Number(node.pos.split("-").at(-1));
        const dragged = String(dragNode.key);
        move(dragged, dropTarget(page, types, dragged, String(node.key), dropToGap ? (position < 0 ? "before" : "after") : "inside"));
      }}
    />
  );
  if (tree.content.length === 0 && tree.overlays.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("empty")} style={{ marginTop: 48 }} />;
  return (
    <div className={styles.tree} onKeyDownCapture={onKeyDown}>
      {part(tree.content, t("content"))}
      {tree.overlays.length > 0 && (
        <>
          <h3 className={styles.heading}>{t("overlays")}</h3>
          {part(tree.overlays, t("overlays"))}
        </>
      )}
    </div>
  );
}
