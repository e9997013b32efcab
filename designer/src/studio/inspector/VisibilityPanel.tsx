import type { PageNode, TaggedValue } from "@tessera/contracts";
import { setVisible } from "@tessera/page";
import { Segmented, Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import { BindingInput } from "../binding/index.ts";
import { useEditor, useEditorStore } from "../editor-store/index.ts";
import styles from "./Inspector.module.css";
import { messages } from "./messages.ts";

/** When a component is shown: always, never, or by a condition. */
export function VisibilityPanel({ node }: { node: PageNode }): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const error = useEditor((editor) => editor.problems.find((problem) => problem.node === node.id && problem.property === "visible")?.message);
  const { visible } = node;
  const mode = visible === undefined ? "always" : visible.kind === "binding" ? "when" : visible.kind === "static" && !visible.value ? "never" : "always";
  const set = (value: TaggedValue | null): void => {
    store.getState().edit((records) => setVisible(records, { page: store.getState().page, node: node.id, visible: value }), { group: `visible/${node.id}`, label: t("visibility") });
  };
  return (
    <div className={styles.panel}>
      <Segmented
        block
        aria-label={t("visibility")}
        value={mode}
        onChange={(next) => set(next === "always" ? null : next === "never" ? { kind: "static", value: false } : { kind: "binding", template: "" })}
        options={[{ value: "always", label: t("always") }, { value: "when", label: t("when") }, { value: "never", label: t("never") }]}
      />
      {visible?.kind === "binding" && <BindingInput label={t("condition")} placeholder="{{ queries.alerts.data.length > 0 }}" template={visible.template} error={error} onChange={(template) => set({ kind: "binding", template })} />}
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {t("visibilityHelp")}
      </Typography.Text>
    </div>
  );
}
