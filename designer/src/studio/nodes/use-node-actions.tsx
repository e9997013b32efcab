import type { PageNode } from "@tessera/contracts";
import { type Alignment, type Nudge, addQuery, alignNodes, applyDiff, composeDiffs, copyNodes, childrenOf, duplicateNodes, nodesOf, nudgeNodes, pasteNodes, removeNodes, uniqueName } from "@tessera/page";
import { App } from "antd";
import { useMemo } from "react";
import { useNotice } from "../../feedback/index.ts";
import { useText } from "../../i18n/index.ts";
import { overlayTypes } from "../component/index.ts";
import { queriesOf, useEditorStore } from "../editor-store/index.ts";
import { readCopied, writeCopied } from "./clipboard.ts";
import { insertionTarget } from "./insert-component.ts";
import { messages } from "./messages.ts";
import { namesOfUses, usesOutside } from "./uses-outside.ts";

/** What can be done with the selected components. */
export interface NodeActions {
  copy: () => void;
  cut: () => void;
  paste: () => Promise<void>;
  duplicate: () => void;
  remove: () => void;
  selectAll: () => void;
  selectParent: () => void;
  align: (to: Alignment) => void;
  /** Moves or resizes on the grid of the breakpoint. */
  nudge: (by: Nudge) => void;
}

/** The actions on the selection of the open page. */
export function useNodeActions(): NodeActions {
  const store = useEditorStore();
  const notice = useNotice();
  const { modal } = App.useApp();
  const t = useText(messages);
  return useMemo(() => {
    const state = () => store.getState();
    const removeNow = (): void => {
      const { page, selection, edit } = state();
      edit((records) => removeNodes(records, { page, nodes: selection }), { label: t("delete") });
    };
    const copy = (): boolean => {
      const { records, page, selection } = state();
      if (selection.length === 0) return false;
      void writeCopied(copyNodes(records, { page, nodes: selection }));
      return true;
    };
    const remove = (): void => {
      const { records, page, selection } = state();
      if (selection.length === 0) return;
      const users = namesOfUses(usesOutside(records, page, selection), records);
      if (users.length === 0) return removeNow();
      modal.confirm({
        title: t("deleteUsed"),
        content: t("deleteUsedDetail", { users: users.slice(0, 8).join(", ") }),
        okText: t("delete"),
        cancelText: t("cancel"),
        okButtonProps: { danger: true },
        onOk: removeNow,
      });
    };
    return {
      copy: () => {
        if (copy()) notice.done(t("copied", { count: state().selection.length }));
      },
      cut: () => {
        if (copy()) removeNow();
      },
      async paste() {
        const clipboard = await readCopied();
        if (!clipboard) return;
        const { page, selection, breakpoint, edit, select } = state();
        let roots: string[] = [];
        let brought = 0;
        const done = edit((records) => {
          // Beside what was copied when that is still selected, else into the selected container.
          const first = records[`node/${page}/${selection[0] ?? ""}`] as PageNode | undefined;
          const beside = first !== undefined && clipboard.page === page && clipboard.roots.includes(first.id);
          const target = beside ? { parent: first.parent, slot: first.slot ?? "default" } : insertionTarget(records, page, selection);
          const pasted = pasteNodes(records, { page, clipboard, parent: target.parent, slot: target.slot, breakpoint, overlays: overlayTypes });
          roots = pasted.roots;
          brought = pasted.missingQueries.length;
          return pasted.missingQueries.reduce((diff, query) => {
            const now = applyDiff(records, diff);
            const name = uniqueName(query.name, new Set(queriesOf(now).map((one) => one.name)));
            return composeDiffs(diff, addQuery(now, { query: { ...query, name } }));
          }, pasted.diff);
        }, { label: t("paste") });
        if (!done) return;
        select(roots);
        if (brought > 0) notice.done(t("broughtQueries", { count: brought }));
      },
      duplicate() {
        const { page, selection, edit, select } = state();
        if (selection.length === 0) return;
        let roots: string[] = [];
        const done = edit((records) => {
          const pasted = duplicateNodes(records, { page, nodes: selection, overlays: overlayTypes });
          roots = pasted.roots;
          return pasted.diff;
        }, { label: t("duplicate") });
        if (done) select(roots);
      },
      remove,
      selectAll() {
        const { records, page, selection, select } = state();
        const nodes = nodesOf(records, page);
        const first = nodes[selection[0] ?? ""];
        select(childrenOf(nodes, first?.parent ?? null, first ? (first.slot ?? "default") : undefined).filter((node) => first || !overlayTypes.has(node.type)).map((node) => node.id));
      },
      selectParent() {
        const { records, page, selection, select } = state();
        const node = nodesOf(records, page)[selection[0] ?? ""];
        if (node) select(node.parent === null ? [] : [node.parent]);
      },
      align(to) {
        const { page, breakpoint, selection, edit } = state();
        edit((records) => alignNodes(records, { page, breakpoint, nodes: selection, to }), { label: t("align") });
      },
      nudge(by) {
        const { page, breakpoint, selection, edit } = state();
        if (selection.length === 0) return;
        edit((records) => nudgeNodes(records, { page, breakpoint, nodes: selection, by, overlays: overlayTypes }), { group: `move/${selection.join()}`, label: t("move") });
      },
    };
  }, [store, notice, modal, t]);
}
