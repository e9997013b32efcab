import type { ImportReport } from "@tessera/contracts";
import { Collapse, Flex, Tag } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/index.ts";
import { MethodTag } from "../../connector/operations/MethodTag.tsx";
import styles from "../CheckStep.module.css";
import { messages } from "./messages.ts";

type Changes = NonNullable<ImportReport["changes"]>;
type Named = Changes["added"][number];

const mostShown = 500;

/** What an import adds, changes and removes, and what of one's own work stays. */
export function ChangeList({ changes }: { changes: Changes }): ReactNode {
  const t = useText(messages);
  const { added, changed, removed, unchanged } = changes;
  const row = (one: Named, more?: ReactNode) => (
    <li key={one.id} className={styles.row}>
      <MethodTag method={one.method} />
      <code>{one.path}</code>
      {more}
    </li>
  );
  const group = (key: "removed" | "changed" | "added", items: readonly Named[], content: ReactNode) =>
    items.length === 0 ? [] : [{ key, label: `${t(key)} (${items.length})`, children: <ul className={styles.list} tabIndex={0}>{content}{items.length > mostShown && <li className={styles.reason}>{t("more", { count: items.length - mostShown })}</li>}</ul> }];
  const groups = [
    ...group("removed", removed, removed.slice(0, mostShown).map((one) => row(one))),
    ...group(
      "changed",
      changed,
      changed.slice(0, mostShown).map((one) =>
        row(
          one,
          <span className={styles.reason}>
            {one.fields.length > 0 && t("fields", { fields: one.fields.join(", ") })} {one.kept.length > 0 && <Tag color="processing">{t("kept", { parts: one.kept.join(", ") })}</Tag>}
          </span>,
        ),
      ),
    ),
    ...group("added", added, added.slice(0, mostShown).map((one) => row(one))),
  ];
  return (
    <section aria-label={t("changes")} style={{ marginBottom: 16 }}>
      <Flex gap={8} wrap role="status" style={{ marginBottom: 12 }}>
        <Tag color="success">{t("addedCount", { count: added.length })}</Tag>
        <Tag color="processing">{t("changedCount", { count: changed.length })}</Tag>
        <Tag color={removed.length > 0 ? "error" : "default"}>{t("removedCount", { count: removed.length })}</Tag>
        <Tag>{t("unchangedCount", { count: unchanged })}</Tag>
      </Flex>
      {groups.length > 0 && <Collapse size="small" defaultActiveKey={groups.slice(0, 2).map(({ key }) => key)} items={groups} />}
    </section>
  );
}
