import { type ConnectorView, routes } from "@tessera/contracts";
import { useMutation } from "@tanstack/react-query";
import { Button, Flex, Skeleton } from "antd";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useApi, useApiList, useReadAhead } from "../../../../api/index.ts";
import { ErrorNote, useNotice } from "../../../../feedback/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { type ListFilter, type ListState, ListToolbar, saveFile, toCsv, useListState, withListState } from "../../../../list/index.ts";
import { useAllowed } from "../../../../session/index.ts";
import { type OperationItem, allOperations } from "./all-operations.ts";
import { BatchBar } from "./BatchBar.tsx";
import { messages } from "./messages.ts";
import styles from "./OperationList.module.css";
import { OperationTable, virtualFrom } from "./OperationTable.tsx";
import { operationQuery } from "./operation-query.ts";
import { useOperationColumns } from "./operation-columns.tsx";
import { useLater } from "./use-later.ts";
import { useRemainingHeight } from "./use-remaining-height.ts";

interface OperationListProps {
  connector: ConnectorView;
  /** Address of the list; that of an operation is below it and keeps the state of the list. */
  base: string;
  actions: ReactNode;
  empty: ReactNode;
  onOpen: (address: string) => void;
}

const pageSize = 200;
const searchAfterMs = 100;
const noItems: readonly OperationItem[] = [];

/** The operations of a draft, however many: the server searches, narrows and orders; what is in sight is read as one scrolls. */
export function OperationList({ connector, base, actions, empty, onOpen }: OperationListProps): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const mayWrite = useAllowed("connector.write");
  const [state, change] = useListState();
  const [chosen, setChosen] = useState<ReadonlyMap<string, OperationItem>>(new Map());
  const [hidden, setHidden] = useState<string[]>(["id"]);
  const params = { connector: connector.name };
  // The table follows the settled search, so that it is not drawn again with every key.
  const search = useLater(state.search, searchAfterMs);
  const settled = useMemo((): ListState => ({ search, filters: state.filters, sort: state.sort }), [search, state.filters, state.sort]);
  const query = useMemo(() => operationQuery(settled), [settled]);
  const to = useMemo(() => addressWith(base, settled), [base, settled]);
  const list = useApiList(routes.connectors.operations, { params, query }, { limit: pageSize });
  const facets = useApi(routes.authoring.facets, { params });
  const frame = useRef<HTMLDivElement>(null);
  const height = useRemainingHeight(frame, chosen.size > 0 ? 76 : 24, 360);
  const columns = useOperationColumns(to);
  const shown = useMemo(() => columns.filter(({ key }) => key === "path" || !hidden.includes(key)), [columns, hidden]);
  const choose = useCallback((rows: readonly OperationItem[]) => setChosen(new Map(rows.map((row) => [row.id, row]))), []);
  const chosenIds = useMemo(() => [...chosen.keys()], [chosen]);
  const sortBy = useCallback((sort: ListState["sort"]) => change({ sort }), [change]);
  const clear = useCallback(() => change({ search: "", filters: {} }), [change]);
  const reading = useRef(list);
  useEffect(() => {
    reading.current = list;
  });
  const readOn = useCallback(() => {
    const { hasMore, isFetching, loadMore } = reading.current;
    if (hasMore && !isFetching) loadMore();
  }, []);
  const readAhead = useReadAhead(routes.connectors.operation);
  const approach = useCallback((operation: string) => readAhead({ params: { connector: connector.name, operation } }), [readAhead, connector.name]);
  const everything = useMutation({ mutationFn: () => allOperations(connector.name, query), onError: notice.failed });

  const items = list.items ?? noItems;
  if (list.error && !list.items) return <div className={styles.padded}><ErrorNote error={list.error} onRetry={list.reload} /></div>;
  if (!list.items) return <div className={styles.padded} aria-busy><Skeleton active title={false} paragraph={{ rows: 6, width: "100%" }} /></div>;
  const narrowed = Object.keys(query).some((key) => key !== "sort");
  if (items.length === 0 && !narrowed && !list.isFetching) return empty;

  const { methods = [], labels = [], deprecated = 0, changed = 0, poorlyDocumented = 0 } = facets.data ?? {};
  const counted = (value: string, label: string, count: number) => ({ value, label: `${label} (${count})` });
  const filters: ListFilter<OperationItem>[] = [
    { key: "method", label: t("method"), options: methods.map(({ value, count }) => counted(value, value, count)), matches: () => true },
    { key: "label", label: t("label"), options: labels.map(({ value, count }) => counted(value, value, count)), matches: () => true },
    { key: "deprecated", label: t("state"), options: deprecated > 0 ? [counted("true", t("deprecated"), deprecated)] : [], matches: () => true },
    { key: "docs", label: t("docs"), options: poorlyDocumented > 0 ? [counted("60", t("poorDocs"), poorlyDocumented)] : [], matches: () => true },
    { key: "changed", label: t("release"), options: changed > 0 ? [counted("true", t("changedOnly"), changed)] : [], matches: () => true },
  ];
  const total = list.total ?? (list.hasMore ? undefined : items.length);
  return (
    <>
      <ListToolbar
        name="operations"
        state={state}
        change={change}
        filters={filters.filter(({ key, options }) => options.length > (key === "method" ? 1 : 0) || state.filters[key] !== undefined)}
        placeholder={t("search")}
        shown={total ?? { atLeast: items.length }}
        count={facets.data?.total ?? total}
        busy={list.isFetching}
        onReload={list.reload}
        onCsv={() => everything.mutate(undefined, { onSuccess: (all) => saveFile(`${connector.name}-operations.csv`, "text/csv;charset=utf-8", `\uFEFF${toCsv(all, shown)}`) })}
        columns={columns.filter(({ key }) => key !== "path").map(({ key, title }) => ({ key, title }))}
        hidden={hidden}
        onHide={setHidden}
        actions={actions}
      />
      {list.error && <div className={styles.padded}><ErrorNote error={list.error} onRetry={list.reload} /></div>}
      <div ref={frame}>
        <OperationTable items={items} columns={shown} height={height} sort={settled.sort} to={to} chosen={mayWrite ? chosenIds : undefined} onChoose={choose} onSort={sortBy} onApproach={approach} onOpen={onOpen} onEnd={readOn} onClear={clear} />
      </div>
      {list.hasMore && items.length <= virtualFrom && (
        <Flex justify="center" style={{ padding: 12 }}>
          <Button onClick={list.loadMore} loading={list.isFetching}>
            {t("more")}
          </Button>
        </Flex>
      )}
      {chosen.size > 0 && (
        <BatchBar
          connector={connector}
          chosen={[...chosen.values()]}
          labels={labels.map(({ value }) => value)}
          total={total}
          most={total ?? facets.data?.total ?? Infinity}
          choosingAll={everything.isPending}
          onAll={() => everything.mutate(undefined, { onSuccess: choose })}
          onClear={() => setChosen(new Map())}
        />
      )}
    </>
  );
}

/** Addresses of operations below `base` that bring back to the list as it is. */
function addressWith(base: string, state: ListState): (id: string) => string {
  const query = withListState(new URLSearchParams(), state).toString();
  return (id) => `${base}/${encodeURIComponent(id)}${query === "" ? "" : `?${query}`}`;
}
