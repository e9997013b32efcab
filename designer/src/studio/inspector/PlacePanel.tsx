import { type PageNode, breakpoints } from "@tessera/contracts";
import { layoutOf, setRects } from "@tessera/page";
import { InputNumber } from "antd";
import { type ReactNode, useMemo } from "react";
import { useText } from "../../i18n/index.ts";
import { useEditor, useEditorStore, usePageDocument } from "../editor-store/index.ts";
import styles from "./Inspector.module.css";
import { messages } from "./messages.ts";

/** Where a component stands at the breakpoint, in columns and rows. */
export function PlacePanel({ node }: { node: PageNode }): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const page = usePageDocument();
  const breakpoint = useEditor((editor) => editor.breakpoint);
  const rect = useMemo(() => (page ? layoutOf(page, breakpoint)[node.id] : undefined), [page, breakpoint, node.id]);
  if (!rect) return null;
  const { columns } = breakpoints[breakpoint];
  const set = (part: Partial<typeof rect>): void => {
    store.getState().edit((records) => setRects(records, { page: store.getState().page, breakpoint, rects: { [node.id]: { ...rect, ...part } } }), { group: `place/${node.id}`, label: t("place") });
  };
  const input = (field: "x" | "y" | "w" | "h", label: string, min: number, max: number): ReactNode => (
    <InputNumber size="small" prefix={label} aria-label={label} style={{ width: "100%" }} min={min} max={max} value={rect[field]} onChange={(value) => value !== null && set({ [field]: value })} />
  );
  return (
    <div className={styles.panel} style={{ paddingTop: 0 }}>
      <section className={styles.group} aria-label={t("place")}>
        <h3 className={styles.groupTitle}>{t("placeAt", { breakpoint: t(breakpoint) })}</h3>
        <div className={styles.rect}>
          {input("x", t("x"), 0, columns - 1)}
          {input("y", t("y"), 0, 100_000)}
          {input("w", t("w"), 1, columns)}
          {input("h", t("h"), 1, 10_000)}
        </div>
      </section>
    </div>
  );
}
