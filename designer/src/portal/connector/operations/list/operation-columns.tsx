import { summaryIn } from "@tessera/contracts";
import { Flex, Tag, Typography } from "antd";
import { type ReactNode, useMemo } from "react";
import { Link } from "react-router";
import { useLocale, useText } from "../../../../i18n/index.ts";
import { MethodTag } from "../MethodTag.tsx";
import type { OperationItem } from "./all-operations.ts";
import { DocsScoreMark } from "./DocsScoreMark.tsx";
import { messages } from "./messages.ts";

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
          <Link to={to(id)} title={id}>
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
          <Flex gap={4} align="center">
            <Typography.Text style={{ maxWidth: 420 }} ellipsis={{ tooltip: summaryIn(locale, item) }}>
              {summaryIn(locale, item)}
            </Typography.Text>
            {deprecated && <Tag color="warning">{t("deprecated")}</Tag>}
            {changed && <Tag color={changed === "added" ? "success" : "processing"}>{t(changed)}</Tag>}
          </Flex>
        ),
      },
      { key: "id", title: t("id"), width: 190, sortable: true, text: ({ id }) => id, render: ({ id }) => <Typography.Text type="secondary" ellipsis={{ tooltip: id }} style={{ maxWidth: 170 }}>{id}</Typography.Text> },
      { key: "tags", title: t("labels"), width: 150, text: ({ tags = [] }) => tags.join(" "), render: ({ tags = [] }) => <Typography.Text type="secondary" ellipsis={{ tooltip: tags.join(", ") }} style={{ maxWidth: 140 }}>{tags.join(", ")}</Typography.Text> },
      { key: "access", title: t("access"), width: 90, text: (item) => t(accessOf(item)), render: (item) => <Typography.Text type="secondary">{t(accessOf(item))}</Typography.Text> },
      { key: "score", title: t("docs"), width: 96, sortable: true, text: ({ docsScore }) => String(docsScore), render: ({ docsScore }) => <DocsScoreMark score={docsScore} /> },
    ],
    [t, to, locale],
  );
}
