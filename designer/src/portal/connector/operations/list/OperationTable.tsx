import { Button, Table } from "antd";
import { type ReactNode, memo } from "react";
import { useText } from "../../../../i18n/index.ts";
import { EmptyList, type ListState } from "../../../../list/index.ts";
import type { OperationItem } from "./all-operations.ts";
import { messages } from "./messages.ts";
import styles from "./OperationList.module.css";
import type { OperationColumn } from "./operation-columns.tsx";

interface OperationTableProps {
  items: readonly OperationItem[];
  columns: readonly OperationColumn[];
  /** Of the rows in sight, CSS px. */
  height: number;
  sort: ListState["sort"];
  to: (id: string) => string;
  /** Ids of the chosen ones; undefined for those who cannot choose. */
  chosen: readonly string[] | undefined;
  onChoose: (rows: readonly OperationItem[]) => void;
  onSort: (sort: ListState["sort"]) => void;
  /** A person is about to open it. */
  onApproach: (id: string) => void;
  onOpen: (address: string) => void;
  /** The end of the rows is near. */
  onEnd: () => void;
  onClear: () => void;
}

/** With more rows than this only those in sight are in the document. */
export const virtualFrom = 100;
/** More is read when fewer than so many pixels are left below. */
const ahead = 2_400;
const choiceWidth = 44;

/** The rows of the list; drawn again only when one of its properties changes, since that takes longer than a key press should. */
export const OperationTable = memo(function OperationTable({ items, columns, height, sort, to, chosen, onChoose, onSort, onApproach, onOpen, onEnd, onClear }: OperationTableProps): ReactNode {
  const t = useText(messages);
  const virtual = items.length > virtualFrom;
  return (
    <Table<OperationItem>
      size="small"
      className={styles.table ?? ""}
      dataSource={items}
      columns={columns.map(({ key, title, width, sortable, render }) => ({
        key,
        title,
        width: virtual || key !== "summary" ? width : undefined,
        ...(sortable ? { sorter: true, sortOrder: sort?.column === key ? (sort.descending ? ("descend" as const) : ("ascend" as const)) : null } : {}),
        ...(key === "path" && !virtual ? { rowScope: "row" as const } : {}),
        render: (_value: unknown, item: OperationItem) => render(item),
      }))}
      rowKey={({ id }) => id}
      showSorterTooltip={false}
      pagination={false}
      virtual={virtual}
      tableLayout="fixed"
      scroll={{ x: choiceWidth + columns.reduce((sum, { width }) => sum + width, 0), ...(virtual ? { y: height } : {}) }}
      {...(chosen
        ? {
            rowSelection: {
              columnWidth: choiceWidth,
              selectedRowKeys: [...chosen],
              preserveSelectedRowKeys: true,
              getCheckboxProps: ({ id }: OperationItem) => ({ "aria-label": t("choose", { id }) }) as object,
              onChange: (_keys: unknown, rows: (OperationItem | undefined)[]) => onChoose(rows.flatMap((row) => (row === undefined ? [] : [row]))),
            },
          }
        : {})}
      locale={{ emptyText: <EmptyList picture="records" title={t("noMatch")} detail={t("noMatchDetail")} action={<Button onClick={onClear}>{t("clear")}</Button>} /> }}
      onChange={(_pagination, _filters, sorter, { action }) => {
        if (action !== "sort" || Array.isArray(sorter)) return;
        onSort(sorter.order ? { column: String(sorter.columnKey), descending: sorter.order === "descend" } : undefined);
      }}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        if (scrollHeight - scrollTop - clientHeight < ahead) onEnd();
      }}
      rowClassName={() => styles.opens ?? ""}
      onRow={({ id }) => ({
        // A press comes some 0.1 s before its click.
        onPointerDown: ({ button, target }) => {
          if (button === 0 && !(target as HTMLElement).closest("input,.ant-table-selection-column")) onApproach(id);
        },
        onClick: (event) => {
          // Links, buttons and selected text in a row keep their own meaning.
          if ((event.target as HTMLElement).closest("a,button,input,label,.ant-table-selection-column") || window.getSelection()?.toString()) return;
          onOpen(to(id));
        },
      })}
    />
  );
});
