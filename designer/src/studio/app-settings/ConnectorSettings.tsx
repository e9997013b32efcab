import { type ConnectorView, type Query, routes } from "@tessera/contracts";
import { setConnector } from "@tessera/page";
import { Alert, Empty, Flex, Select, Skeleton, Typography } from "antd";
import type { ReactNode } from "react";
import { useApi, useApiList } from "../../api/index.ts";
import { ErrorNote } from "../../feedback/index.ts";
import { RemoveButton } from "../../form/index.ts";
import { useLocalize, useText } from "../../i18n/index.ts";
import { useAppHead, useEditorStore, useQueries } from "../editor-store/index.ts";
import { servedStages } from "./served-stages.ts";
import { messages } from "./messages.ts";

/** Which connector and stage each alias of the app stands for. */
export function ConnectorSettings(): ReactNode {
  const t = useText(messages);
  const connectors = useApiList(routes.connectors.list, {});
  const mappings = Object.entries(useAppHead().connectors ?? {});
  const queries = useQueries();
  if (connectors.error) return <ErrorNote error={connectors.error} onRetry={connectors.reload} />;
  if (!connectors.items) return <Skeleton active />;
  if (mappings.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("noConnectors")} />;
  return (
    <Flex vertical gap={16}>
      <Typography.Text type="secondary">{t("connectorsHelp")}</Typography.Text>
      {mappings.map(([alias, mapping]) => (
        <Alias key={alias} alias={alias} mapping={mapping} users={queries.filter((query) => query.connector === alias)} connectors={connectors.items ?? []} />
      ))}
    </Flex>
  );
}

interface AliasProps {
  alias: string;
  mapping: { connector: string; stage: string };
  users: readonly Query[];
  connectors: readonly ConnectorView[];
}

function Alias({ alias, mapping, users, connectors }: AliasProps): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const store = useEditorStore();
  const stages = servedStages(connectors);
  const current = stages.find((one) => one.connector.name === mapping.connector && one.stage === mapping.stage);
  const found = useApi(routes.connectors.operations, { params: { connector: mapping.connector }, query: { limit: 500, ...(current ? { version: current.release } : {}) } }, { enabled: current !== undefined && users.length > 0 });
  const known = new Set(found.data?.items.map(({ id }) => id));
  // A list that goes on may hold what is not seen here.
  const missing = found.data && found.data.nextCursor === undefined ? [...new Set(users.map(({ operation }) => operation))].filter((operation) => !known.has(operation)) : [];
  const set = (next: { connector: string; stage: string } | null): void => void store.getState().edit((records) => setConnector(records, { alias, mapping: next === null ? null : { ...mapping, ...next } }), { label: t("connectors") });
  return (
    <Flex vertical gap={4} role="group" aria-label={alias}>
      <Flex gap={8} align="center">
        <Typography.Text code style={{ minWidth: 140 }}>
          {alias}
        </Typography.Text>
        <Select<string>
          aria-label={`${t("pointsTo")}: ${alias}`}
          style={{ flex: 1 }}
          showSearch={{ optionFilterProp: "label" }}
          status={current ? "" : "error"}
          value={`${mapping.connector}/${mapping.stage}`}
          options={stages.map(({ connector, stage, release }) => ({ value: `${connector.name}/${stage}`, label: `${localize(connector.title) || connector.name} · ${stage} · ${release}` }))}
          onChange={(choice) => {
            const [connector = "", stage = ""] = choice.split("/");
            set({ connector, stage });
          }}
        />
        <Typography.Text type="secondary" style={{ minWidth: 72, textAlign: "end" }}>
          {users.length === 0 ? t("unused") : t("usedBy", { count: users.length })}
        </Typography.Text>
        <RemoveButton size="middle" disabled={users.length > 0} label={t("remove", { alias })} onClick={() => set(null)} />
      </Flex>
      {!current && <Alert type="error" showIcon title={t("gone", { connector: mapping.connector, stage: mapping.stage })} />}
      {missing.length > 0 && <Alert type="warning" showIcon title={t("missing", { operations: missing.slice(0, 8).join(", ") })} />}
    </Flex>
  );
}
