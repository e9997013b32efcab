import { summaryIn } from "@tessera/contracts";
import { Tag } from "antd";
import { type ReactNode, useMemo } from "react";
import { Link } from "react-router";
import { useLocale, useText } from "../../../../i18n/index.ts";
import { MethodTag } from "../MethodTag.tsx";
import type { OperationItem } from "./all-operations.ts";
import { DocsScoreMark } from "./DocsScoreMark.tsx";
import { messages } from "./messages.ts";
import styles from "./OperationList.module.css";

export interface OperationColumn {
  key: string;
  title: string;
  /** CSS px. */
  width: number;
  sortable?: boolean;
  text: (item: OperationItem) => string;
  render: (item: OperationItem) => ReactNode;
}

/** What a caller must bring: nothing, a token, or a token with a grant. */
function accessOf({ security }: OperationItem): "open" | "token" | "grant" {
  if (!security.authenticate) return "open";
  return security.grant ? "grant" : "token";
}

/** Text of a cell that says less than the others; cut by the cell, whole in its title. */
function Quiet({ text }: { text: string }): ReactNode {
  return (
    <span className={styles.quiet} title={text}>
      {text}
    </span>
  );
}

/** Columns of the list of operations. */
export function useOperationColumns(to: (id: string) => string): OperationColumn[] {
  const t = useText(messages);
  const locale = useLocale();
  return useMemo(
    (): OperationColumn[] => [
      { key: "method", title: t("method"), width: 88, text: ({ method }) => method, render: ({ method }) => <MethodTag method={method} /> },
      {
        key: "path",
        title: t("path"),
        width: 320,
        sortable: true,
        text: ({ path }) => path,
        render: ({ id, path }) => (
          <Link to={to(id)} title={`${id} · ${path}`}>
            <code>{path}</code>
          </Link>
        ),
      },
      {
        key: "summary",
        title: t("summary"),
        width: 260,
        text: (item) => summaryIn(locale, item) ?? "",
        render: ({ deprecated, changed, ...item }) => (
          <div className={styles.summary}>
            <span className={styles.cut} title={summaryIn(locale, item)}>
              {summaryIn(locale, item)}
            </span>
            {deprecated && <Tag color="warning">{t("deprecated")}</Tag>}
            {changed && <Tag color={changed === "added" ? "success" : "processing"}>{t(changed)}</Tag>}
          </div>
        ),
      },
      { key: "id", title: t("id"), width: 190, sortable: true, text: ({ id }) => id, render: ({ id }) => <Quiet text={id} /> },
      { key: "tags", title: t("labels"), width: 150, text: ({ tags = [] }) => tags.join(" "), render: ({ tags = [] }) => <Quiet text={tags.join(", ")} /> },
      { key: "access", title: t("access"), width: 90, text: (item) => t(accessOf(item)), render: (item) => <Quiet text={t(accessOf(item))} /> },
      { key: "score", title: t("docs"), width: 96, sortable: true, text: ({ docsScore }) => String(docsScore), render: ({ docsScore }) => <DocsScoreMark score={docsScore} /> },
    ],
    [t, to, locale],
  );
}
