import { Button, Flex, Skeleton, Table, type TableColumnType } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { ApiList } from "../api/index.ts";
import { ErrorNote } from "../feedback/index.ts";
import { useText } from "../i18n/index.ts";
import { type ArrangedColumn, type ListFilter, arrange, toCsv } from "./arrange.ts";
import styles from "./DataList.module.css";
import { type BulkAction, BulkBar } from "./BulkBar.tsx";
import { EmptyList, type EmptyListProps } from "./EmptyList.tsx";
import { useListState } from "./list-state.ts";
import { ListToolbar } from "./ListToolbar.tsx";
import { messages } from "./messages.ts";
import { saveFile } from "./save-file.ts";
import { useHiddenColumns } from "./use-hidden-columns.ts";

export interface ListColumn<Item> extends ArrangedColumn<Item> {
  /** Empty for a column of actions. */
  title: string;
  render: (item: Item) => ReactNode;
  /** CSS px. */
  width?: number;
  align?: "start" | "end";
  /** Cannot be hidden; also what the row is called. */
  fixed?: boolean;
}

export interface DataListProps<Item extends object> {
  /** Name under which columns are remembered and CSV is saved, e.g. `connectors`. */
  name: string;
  list: ApiList<Item>;
  rowKey: (item: Item) => string;
  columns: readonly ListColumn<Item>[];
  filters?: readonly ListFilter<Item>[];
  empty: EmptyListProps;
  searchPlaceholder?: string;
  /** Buttons at the end of the toolbar, for lists that are a part of a page. */
  actions?: ReactNode;
  /** What can be done to several items at once; rows can be chosen then. */
  bulk?: readonly BulkAction<Item>[];
  /** Enter or a click on a row. */
  onOpen?: (item: Item) => void;
}

/** A list as all ours are: search, filters, sort and columns in the URL and the browser; skeleton, empty state, error with retry. */
export function DataList<Item extends object>({ name, list, rowKey, columns, filters = [], empty, searchPlaceholder, actions, bulk = [], onOpen }: DataListProps<Item>): ReactNode {
  const t = useText(messages);
  const [state, change] = useListState();
  const [hidden, hide] = useHiddenColumns(name);
  const shownColumns = useMemo(() => columns.filter(({ key, fixed }) => fixed || !hidden.includes(key)), [columns, hidden]);
  const items = useMemo(() => arrange(list.items ?? [], state, columns, filters), [list.items, state, columns, filters]);
  const [pageSize, setPageSize] = useState(50);
  const [chosenKeys, setChosenKeys] = useState<readonly string[]>([]);
  const chosen = useMemo(() => items.filter((item) => chosenKeys.includes(rowKey(item))), [items, chosenKeys, rowKey]);

  if (list.error && !list.items) {
    return (
      <div className={styles.padded}>
        <ErrorNote error={list.error} onRetry={list.reload} />
      </div>
    );
  }
  if (!list.items) {
    return (
      <div className={styles.padded} aria-busy>
        <Skeleton active title={false} paragraph={{ rows: 6, width: "100%" }} />
      </div>
    );
  }
  if (list.items.length === 0) return <EmptyList {...empty} />;

  const tableColumns = shownColumns.map(
    (column): TableColumnType<Item> => ({
      key: column.key,
      title: column.title === "" ? <span className={styles.hiddenTitle}>{t("actions")}</span> : column.title,
      ...(column.title === "" ? { fixed: "end" as const } : {}),
      ...(column.width === undefined ? {} : { width: column.width }),
      ...(column.align ? { align: column.align } : {}),
      ...(column.sortBy ? { sorter: true, sortOrder: state.sort?.column === column.key ? (state.sort.descending ? "descend" : "ascend") : null } : {}),
      ...(column.fixed ? { rowScope: "row" as const } : {}),
      render: (_value, item) => column.render(item),
    }),
  );
  return (
    <>
      <ListToolbar
        name={name}
        state={state}
        change={change}
        filters={filters}
        placeholder={searchPlaceholder}
        shown={items.length}
        count={list.total ?? (list.hasMore ? undefined : list.items.length)}
        busy={list.isFetching}
        onReload={list.reload}
        onCsv={() => saveFile(`${name}.csv`, "text/csv;charset=utf-8", `\uFEFF${toCsv(items, shownColumns)}`)}
        columns={columns.filter(({ fixed, title }) => !fixed && title !== "")}
        hidden={hidden}
        onHide={hide}
        actions={actions}
      />
      {list.error && (
        <div className={styles.padded}>
          <ErrorNote error={list.error} onRetry={list.reload} />
        </div>
      )}
      {chosen.length > 0 && (
        <BulkBar
          chosen={chosen}
          actions={bulk}
          onClear={() => setChosenKeys([])}
          onDone={() => {
            setChosenKeys([]);
            list.reload();
          }}
        />
      )}
      <Table<Item>
        size="small"
        className={styles.table ?? ""}
        dataSource={items}
        columns={tableColumns}
        rowKey={rowKey}
        showSorterTooltip={false}
        scroll={{ x: "max-content" }}
        pagination={items.length > pageSize ? { pageSize, onChange: (_page, size) => setPageSize(size), showSizeChanger: true, pageSizeOptions: [50, 100, 200] } : false}
        locale={{ emptyText: <EmptyList picture="records" title={t("noMatch")} detail={list.hasMore ? t("noMatchLoaded", { count: list.items.length }) : t("noMatchDetail")} action={<Button onClick={() => change({ search: "", filters: {} })}>{t("clear")}</Button>} /> }}
        onChange={(_pagination, _filters, sorter, { action }) => {
          if (action !== "sort" || Array.isArray(sorter)) return;
          change({ sort: sorter.order ? { column: String(sorter.columnKey), descending: sorter.order === "descend" } : undefined });
        }}
        {...(bulk.length > 0
          ? {
              rowSelection: {
                selectedRowKeys: [...chosenKeys],
                onChange: (keys) => setChosenKeys(keys.map(String)),
                getCheckboxProps: (item) => ({ disabled: !bulk.some(({ applies }) => applies(item)), "aria-label": t("choose", { name: columns.find(({ fixed }) => fixed)?.text?.(item) ?? rowKey(item) }) }),
              },
            }
          : {})}
        {...(onOpen
          ? {
              rowClassName: () => styles.opens ?? "",
              onRow: (item: Item) => ({
                onClick: (event: React.MouseEvent) => {
                  // Links, buttons and selected text in a row keep their own meaning.
                  if ((event.target as HTMLElement).closest("a,button,input,label") || window.getSelection()?.toString()) return;
                  onOpen(item);
                },
              }),
            }
          : {})}
      />
      {list.hasMore && (
        <Flex justify="center" style={{ padding: 12 }}>
          <Button onClick={list.loadMore} loading={list.isFetching}>
            {t("more")}
          </Button>
        </Flex>
      )}
    </>
  );
}
