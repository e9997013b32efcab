import { type ConnectorView, routes, summaryIn } from "@tessera/contracts";
import { addQuery, applyDiff, composeDiffs, emptyDiff, identifierFrom, newId, setConnector, uniqueName } from "@tessera/page";
import { Alert, Button, Flex, Input, Modal, Select, Tag, Typography } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { Link } from "react-router";
import { useApi, useApiList } from "../../api/index.ts";
import { ErrorNote } from "../../feedback/index.ts";
import { useLocale, useLocalize, useText } from "../../i18n/index.ts";
import { EmptyList } from "../../list/index.ts";
import { type EditorStore, queriesOf, useAppHead, useEditorStore } from "../editor-store/index.ts";
import { messages } from "./messages.ts";
import { aliasFor } from "./query-inputs.ts";
import styles from "./Queries.module.css";

/** Adds a query: which system, which operation. The rest is set in the editor that opens. */
export function AddQueryDialog({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const t = useText(messages);
  return (
    <Modal open={open} title={t("add")} footer={null} width={720} destroyOnHidden onCancel={onClose}>
      {open && <Choice onClose={onClose} />}
    </Modal>
  );
}

function Choice({ onClose }: { onClose: () => void }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const store = useEditorStore();
  const connectors = useApiList(routes.connectors.list, {});
  const used = useAppHead().connectors ?? {};
  const [chosen, setChosen] = useState<string | null>(null);
  const [stageChosen, setStage] = useState<string | null>(null);
  const items = connectors.items ?? [];
  const mapped = Object.values(used)[0];
  const connector = items.find(({ name }) => name === (chosen ?? mapped?.connector)) ?? items[0];
  const served = connector?.stages.filter((stage) => stage.release !== null) ?? [];
  const stage = served.find(({ name }) => name === stageChosen) ?? served.find(({ name }) => name === mapped?.stage) ?? served[0];

  if (connectors.error) return <ErrorNote error={connectors.error} onRetry={connectors.reload} />;
  if (connectors.items?.length === 0) {
    return (
      <EmptyList
        picture="connectors"
        title={t("noConnectors")}
        detail={t("noConnectorsDetail")}
        action={
          <Link to="/portal/connectors">
            <Button type="primary">{t("register")}</Button>
          </Link>
        }
      />
    );
  }
  return (
    <Flex vertical gap={12}>
      <Flex gap={8}>
        <label className={styles.grow}>
          <Typography.Text type="secondary">{t("connector")}</Typography.Text>
          <Select
            showSearch={{ optionFilterProp: "label" }}
            loading={connectors.items === undefined}
            style={{ width: "100%" }}
            value={connector?.name ?? null}
            options={items.map((one) => ({ value: one.name, label: `${localize(one.title) || one.name} (${one.name})` }))}
            onChange={(name: string) => {
              setChosen(name);
              setStage(null);
            }}
          />
        </label>
        <label style={{ width: 180 }}>
          <Typography.Text type="secondary">{t("stage")}</Typography.Text>
          <Select style={{ width: "100%" }} value={stage?.name ?? null} options={served.map(({ name, release }) => ({ value: name, label: `${name} · ${release}` }))} onChange={setStage} />
        </label>
      </Flex>
      {connector && !stage && <Alert type="warning" showIcon title={t("notServed")} description={<Link to={`/portal/connectors/${connector.name}`}>{t("publishIt")}</Link>} />}
      {connector && stage && (
        <Operations
          connector={connector}
          version={stage.release ?? undefined}
          onChoose={(operation) => {
            const id = addOperation(store, { connector: connector.name, stage: stage.name }, operation, t("add"));
            if (id === null) return;
            onClose();
            store.getState().showQuery(id);
          }}
        />
      )}
    </Flex>
  );
}

function Operations({ connector, version, onChoose }: { connector: ConnectorView; version: string | undefined; onChoose: (operation: string) => void }): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const [search, setSearch] = useState("");
  const found = useApi(routes.connectors.operations, { params: { connector: connector.name }, query: { limit: 500, ...(version === undefined ? {} : { version }) } });
  const shown = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return (found.data?.items ?? []).filter((one) => words.every((word) => `${one.id} ${one.method} ${one.path} ${one.summary ?? ""} ${summaryIn(locale, one) ?? ""} ${one.tags?.join(" ") ?? ""}`.toLowerCase().includes(word)));
  }, [found.data, search, locale]);
  if (found.error) return <ErrorNote error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <>
      <Input.Search allowClear autoFocus placeholder={t("searchOperations")} aria-label={t("searchOperations")} value={search} onChange={(event) => setSearch(event.target.value)} onPressEnter={() => shown.length === 1 && shown[0] && onChoose(shown[0].id)} />
      <div className={styles.operations} aria-busy={found.isPending}>
        {shown.slice(0, 200).map((operation) => (
          <button key={operation.id} type="button" className={styles.operation} onClick={() => onChoose(operation.id)}>
            <Tag className={styles.method ?? ""}>{operation.method}</Tag>
            <span className={styles.grow}>
              <span className={styles.operationPath}>{operation.path}</span>
              <span className={styles.summary}>{summaryIn(locale, operation) ?? operation.id}</span>
            </span>
            {operation.deprecated && <Tag color="warning">{t("deprecated")}</Tag>}
          </button>
        ))}
        {found.data && shown.length === 0 && <Typography.Text type="secondary">{t("noMatch")}</Typography.Text>}
      </div>
    </>
  );
}

/** One edit: the mapping of the connector where the app has none yet, and the query. */
function addOperation(store: EditorStore, mapping: { connector: string; stage: string }, operation: string, label: string): string | null {
  const id = newId(identifierFrom(operation));
  const done = store.getState().edit((records) => {
    const connectors = (records["app"]?.["connectors"] ?? {}) as Record<string, { connector: string; stage: string }>;
    const alias = aliasFor(connectors, mapping);
    const mapped = connectors[alias] ? emptyDiff() : setConnector(records, { alias, mapping });
    const now = applyDiff(records, mapped);
    const name = uniqueName(identifierFrom(operation), new Set(queriesOf(now).map((query) => query.name)));
    return composeDiffs(mapped, addQuery(now, { query: { id, name, kind: "operation", connector: alias, operation, inputs: {}, trigger: "load" } }));
  }, { label });
  return done ? id : null;
}
