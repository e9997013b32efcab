import { routes } from "@tessera/contracts";
import { Alert, Typography } from "antd";
import type { ReactNode } from "react";
import { useApi } from "../../../../api/index.ts";
import { ErrorNote } from "../../../../feedback/index.ts";
import { useLocalize, useText } from "../../../../i18n/index.ts";
import { messages } from "./messages.ts";

/** Which queries of apps use an operation: for whoever is about to remove, end or deprecate it. */
export function OperationUsers({ connector, operation }: { connector: string; operation: string }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const users = useApi(routes.policies.users, { params: { connector, operation } });
  if (users.error) return <ErrorNote error={users.error} onRetry={() => void users.refetch()} />;
  if (!users.data) return null;
  const { items, isKnown } = users.data;
  if (items.length === 0) return <Typography.Text type="secondary">{t(isKnown ? "usersNone" : "usersUnknown")}</Typography.Text>;
  return (
    <Alert
      type="warning"
      showIcon
      title={t("usersWarn", { count: items.length })}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 20, maxHeight: 200, overflowY: "auto" }}>
          {items.map(({ app, title, versions, query, pages }) => (
            <li key={`${app} ${query.id}`}>
              {t("userOf", { app: localize(title) || app, query: query.name })} ({versions.map((version) => version ?? t("draft")).join(", ")})
              {pages.length > 0 && ` · ${pages.map((page) => localize(page.title) || page.id).join(", ")}`}
            </li>
          ))}
        </ul>
      }
    />
  );
}
