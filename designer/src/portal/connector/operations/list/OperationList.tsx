import { type ConnectorView, routes } from "@tessera/contracts";
import { useMutation } from "@tanstack/react-query";
import { Button, Flex, Skeleton, Table } from "antd";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useApi, useApiList } from "../../../../api/index.ts";
import { ErrorNote, useNotice } from "../../../../feedback/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { EmptyList, type ListFilter, ListToolbar, saveFile, toCsv, useListState } from "../../../../list/index.ts";
import { useAllowed } from "../../../../session/index.ts";
import { type OperationItem, allOperations } from "./all-operations.ts";
import { BatchBar } from "./BatchBar.tsx";
import { messages } from "./messages.ts";
import styles from "./OperationList.module.css";
import { operationQuery } from "./operation-query.ts";
import { useOperationColumns } from "./operation-columns.tsx";
import { useLater } from "./use-later.ts";
import { useRemainingHeight } from "./use-remaining-height.ts";

interface OperationListProps {
  connector: ConnectorView;
  /** Address of an operation. */
  to: (id: string) => string;
  actions: ReactNode;
  empty: ReactNode;
  onOpen: (id: string) => void;
}

const pageSize = 200;
/** With more rows than this only those in sight are in the document. */
const virtualFrom = 100;
/** More is read when fewer than so many pixels are left below. */
const ahead = 2_400;
const searchAfterMs = 150;

/** The operations of a draft, however many: the server searches, narrows and orders; what is in sight is read as one scrolls. */
export function OperationList({ connector, to, actions, empty, onOpen }: OperationListProps): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const mayWrite = useAllowed("connector.write");
  const [state, change] = useListState();
  const [chosen, setChosen] = useState<ReadonlyMap<string, OperationItem>>(new Map());
  const [hidden, setHidden] = useState<string[]>(["id"]);
  const params = { connector: connector.name };
  const search = useLater(state.search, searchAfterMs);
  const query = useMemo(() => operationQuery({ ...state, search }), [state, search]);
  const list = useApiList(routes.connectors.operations, { params, query }, { limit: pageSize });
  const facets = useApi(routes.authoring.facets, { params });
  const frame = useRef<HTMLDivElement>(null);
  const height = useRemainingHeight(frame, chosen.size > 0 ? 76 : 24, 360);
  const columns = useOperationColumns(to);
  const everything = useMutation({ mutationFn: () => allOperations(connector.name, query), onError: notice.failed });

  if (list.error && !list.items) return <div className={styles.padded}><ErrorNote error={list.error} onRetry={list.reload} /></div>;
  if (!list.items) return <div className={styles.padded} aria-busy><Skeleton active title={false} paragraph={{ rows: 6, width: "100%" }} /></div>;
  const items = list.items;
  const narrowed = Object.keys(query).some((key) => key !== "sort");
  if (items.length === 0 && !narrowed && !list.isFetching) return empty;

  const shown = columns.filter(({ key }) => key === "path" || !hidden.includes(key));
  const { methods = [], labels = [], deprecated = 0, changed = 0, poorlyDocumented = 0 } = facets.data ?? {};
  const counted = (value: string, label: string, count: number) => ({ value, label: `${label} (${count})` });
  const filters: ListFilter<OperationItem>[] = [
    { key: "method", label: t("method"), options: methods.map(({ value, count }) => counted(value, value, count)), matches: () => true },
    { key: "label", label: t("label"), options: labels.map(({ value, count }) => counted(value, value, count)), matches: () => true },
    { key: "deprecated", label: t("state"), options: deprecated > 0 ? [counted("true", t("deprecated"), deprecated)] : [], matches: () => true },
    { key: "docs", label: t("docs"), options: poorlyDocumented > 0 ? [counted("60", t("poorDocs"), poorlyDocumented)] : [], matches: () => true },
    { key: "changed", label: t("release"), options: changed > 0 ? [counted("true", t("changedOnly"), changed)] : [], matches: () => true },
  ];
  const total = list.total ?? items.length;
  const virtual = items.length > virtualFrom;
  const choose = (rows: readonly OperationItem[]) => setChosen(new Map(rows.map((row) => [row.id, row])));
  return (
    <>
      <ListToolbar
        name="operations"
        state={state}
        change={change}
        filters={filters.filter(({ key, options }) => options.length > (key === "method" ? 1 : 0) || state.filters[key] !== undefined)}
        placeholder={t("search")}
        shown={total}
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
        <Table<OperationItem>
          size="small"
          className={styles.table ?? ""}
          dataSource={items}
          columns={shown.map(({ key, title, width, sortable, render }) => ({
            key,
            title,
            width: virtual || key !== "summary" ? width : undefined,
            ...(sortable ? { sorter: true, sortOrder: state.sort?.column === key ? (state.sort.descending ? ("descend" as const) : ("ascend" as const)) : null } : {}),
            ...(key === "path" && !virtual ? { rowScope: "row" as const } : {}),
            render: (_value: unknown, item: OperationItem) => render(item),
          }))}
          rowKey={({ id }) => id}
          showSorterTooltip={false}
          pagination={false}
          virtual={virtual}
          scroll={virtual ? { x: 44 + shown.reduce((sum, { width }) => sum + width, 0), y: height } : { x: "max-content" }}
          {...(mayWrite
            ? {
                rowSelection: {
                  columnWidth: 44,
                  selectedRowKeys: [...chosen.keys()],
                  preserveSelectedRowKeys: true,
                  getCheckboxProps: ({ id }: OperationItem) => ({ "aria-label": t("choose", { id }) }) as object,
                  onChange: (_keys: unknown, rows: (OperationItem | undefined)[]) => choose(rows.flatMap((row) => (row === undefined ? [] : [row]))),
                },
              }
            : {})}
          locale={{ emptyText: <EmptyList picture="records" title={t("noMatch")} detail={t("noMatchDetail")} action={<Button onClick={() => change({ search: "", filters: {} })}>{t("clear")}</Button>} /> }}
          onChange={(_pagination, _filters, sorter, { action }) => {
            if (action !== "sort" || Array.isArray(sorter)) return;
            change({ sort: sorter.order ? { column: String(sorter.columnKey), descending: sorter.order === "descend" } : undefined });
          }}
          onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
            if (list.hasMore && !list.isFetching && scrollHeight - scrollTop - clientHeight < ahead) list.loadMore();
          }}
          rowClassName={() => styles.opens ?? ""}
          onRow={(item) => ({
            onClick: (event) => {
              // Links, buttons and selected text in a row keep their own meaning.
              if ((event.target as HTMLElement).closest("a,button,input,label,.ant-table-selection-column") || window.getSelection()?.toString()) return;
              onOpen(item.id);
            },
          })}
        />
      </div>
      {list.hasMore && !virtual && (
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
          choosingAll={everything.isPending}
          onAll={() => everything.mutate(undefined, { onSuccess: choose })}
          onClear={() => setChosen(new Map())}
        />
      )}
    </>
  );
}
