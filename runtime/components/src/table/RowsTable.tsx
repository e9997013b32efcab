import { Button, Input, Pagination, Table as AntdTable, theme } from "antd";
import { type ReactElement, useMemo } from "react";
import type { RenderProps } from "../definition.ts";
import { useElementSize } from "../hooks/use-element-size.ts";
import { useExpose } from "../hooks/use-expose.ts";
import { useNow } from "../hooks/use-now.ts";
import { Icon } from "../icons/Icon.tsx";
import { messagesIn } from "../messages/messages.ts";
import { EmptyState } from "../notice/EmptyState.tsx";
import { StaleNotice } from "../notice/StaleNotice.tsx";
import { Panel } from "../panel/Panel.tsx";
import { oneOf, toFlag, toText, within } from "../values/read.ts";
import type { Column } from "./columns.ts";
import { readRowActions } from "./row-actions.ts";
import { rowAttributes } from "./row-attributes.ts";
import { distinctTexts, type Filter, type Filters, type RowEntry } from "./rows.ts";
import { antdColumns } from "./table-columns.tsx";
import { tableStyle } from "./table-style.ts";
import { useTableState } from "./use-table-state.ts";

/** With more rows than this on one page only those in sight are in the document. */
const virtualFrom = 200;
const headHeight = 40;
/** Width from which row actions are buttons, CSS px. */
const narrowBelow = 560;

/** The table proper, once there are rows and columns. */
export function RowsTable({ render, rows, columns }: { render: RenderProps; rows: readonly RowEntry[]; columns: readonly Column[] }): ReactElement {
  const { node, props, status, locale, emit, listens } = render;
  const t = messagesIn(locale);
  const { token } = theme.useToken();
  const pageSize = Math.round(within(props["pageSize"], 0, 10_000, 20));
  const table = useTableState(rows, columns, pageSize, locale);
  const nowMs = useNow(columns.some(({ format }) => format === "relative-time"));
  const [body, bodySize] = useElementSize();
  const virtual = table.shown.length > virtualFrom;
  const title = toText(props["title"], locale);
  const selection = oneOf(props["selection"], ["none", "single", "multiple"], "none");
  const givenActions = props["rowActions"];
  const actions = useMemo(() => readRowActions(givenActions, locale), [givenActions, locale]);
  const choices = useMemo(() => new Map(columns.filter(({ filterable }) => filterable).map((column) => [column.key, distinctTexts(rows, column, locale)])), [rows, columns, locale]);
  const linked = listens("linkClick");
  useExpose(render.expose, { selectedRow: table.selectedRow, selectedRows: table.selectedRows, search: table.search, sort: table.sort, page: table.page });

  const drawn = antdColumns(columns, {
    choices, actions, filters: table.filters, sort: table.sort, nowMs, locale,
    narrow: bodySize.width > 0 && bodySize.width < narrowBelow,
    fallbackWidth: virtual ? 160 : undefined,
    onFilter: (column, contains) => table.set({ filters: withFilter(table.filters, column, contains === "" ? undefined : { contains }), page: 1 }),
    onAction: (row, action) => emit("rowAction", { row, action }),
    onLink: linked ? (row, url) => emit("linkClick", { row, url }) : undefined,
  });
  const pick = (entry: RowEntry) => {
    table.set({ picked: entry.key });
    emit("rowClick", { row: entry.row });
  };
  const tabbableKey = table.shown.some(({ key }) => key === table.picked) ? table.picked : table.shown[0]?.key;
  const narrowed = table.search !== "" || table.filters.size > 0;
  const variables: Record<`--${string}`, string> = { "--tessera-focus": token.colorPrimary, "--tessera-current": token.controlItemBgActive, "--tessera-edge": token.colorBorderSecondary };

  return (
    <Panel
      className="tessera-table"
      title={title}
      name={node.name}
      busy={status.loading}
      fill
      style={variables}
      extra={
        toFlag(props["searchable"]) && (
          <Input
            value={table.search}
            allowClear
            prefix={<Icon name="Search" />}
            placeholder={t("table.search")}
            aria-label={t("table.search")}
            style={{ width: 240, maxWidth: "100%" }}
            onChange={(event) => table.set({ search: event.target.value, page: 1 })}
          />
        )
      }
    >
      <style href="tessera-table" precedence="low">
        {tableStyle}
      </style>
      <StaleNotice render={render} />
      <div ref={body} className={`tessera-table-body${virtual ? "" : " tessera-table-scroll"}`}>
        <AntdTable<RowEntry>
          size={props["density"] === "comfortable" ? "medium" : "small"}
          rowKey="key"
          dataSource={table.shown}
          columns={drawn}
          pagination={false}
          showSorterTooltip={false}
          loading={{ spinning: status.loading, delay: 600 }}
          virtual={virtual}
          scroll={virtual ? { x: drawn.reduce((sum, column) => sum + Number(column.width ?? 160), 0), y: Math.max(120, (bodySize.height || 440) - headHeight) } : {}}
          locale={{ emptyText: <EmptyState text={narrowed ? t("table.noMatch") : toText(props["emptyText"], locale) || t("state.empty")} action={narrowed && <Button onClick={table.clear}>{t("table.clear")}</Button>} /> }}
          rowClassName={(entry) => (entry.key === table.picked ? "tessera-row tessera-row-current" : "tessera-row")}
          onRow={(entry) => rowAttributes({ press: () => pick(entry), tabbable: entry.key === tabbableKey, current: entry.key === table.picked })}
          onChange={(_page, filters, sorter) => {
            const chosen = Array.isArray(sorter) ? sorter[0] : sorter;
            table.set({
              filters: mergeFilters(table.filters, filters),
              sort: chosen?.order && chosen.columnKey !== undefined ? { column: String(chosen.columnKey), order: chosen.order } : null,
              page: 1,
            });
          }}
          {...(selection === "none"
            ? {}
            : {
                rowSelection: {
                  type: selection === "single" ? ("radio" as const) : ("checkbox" as const),
                  selectedRowKeys: [...table.ticked],
                  preserveSelectedRowKeys: true,
                  columnWidth: 40,
                  getCheckboxProps: (entry: RowEntry) => ({ "aria-label": t("table.selectRow", { row: table.shown.indexOf(entry) + 1 }) }),
                  getTitleCheckboxProps: () => ({ "aria-label": t("table.selectAll") }),
                  onCell: () => ({ onClick: (event) => event.stopPropagation() }),
                  onChange: (keys) => {
                    const ticked = keys.map(String);
                    table.set({ ticked });
                    emit("selectionChange", { rows: table.rowsAt(ticked) });
                  },
                },
              })}
        />
      </div>
      <div className="tessera-table-foot" style={{ color: token.colorTextSecondary }}>
        <span role="status">
          {narrowed ? t("table.matched", { matched: table.matched, count: rows.length }) : t("table.total", { count: rows.length })}
          {table.selectedRows.length > 0 && ` · ${t("table.selected", { count: table.selectedRows.length })}`}
        </span>
        {pageSize > 0 && table.matched > pageSize && (
          <nav aria-label={t("table.pages", { name: title || node.name })}>
            <Pagination size="small" current={table.page} pageSize={pageSize} total={table.matched} showSizeChanger={false} onChange={(page) => table.set({ page })} />
          </nav>
        )}
      </div>
    </Panel>
  );
}

function withFilter(filters: Filters, column: string, filter: Filter | undefined): Filters {
  const changed = new Map(filters);
  if (filter === undefined) changed.delete(column);
  else changed.set(column, filter);
  return changed;
}

/** Filters by value as antd reports them, over the text filters, which it does not know. */
function mergeFilters(filters: Filters, reported: Record<string, unknown>): Filters {
  let merged = filters;
  for (const [column, values] of Object.entries(reported)) {
    const filter = filters.get(column);
    if (filter !== undefined && "contains" in filter) continue;
    merged = withFilter(merged, column, Array.isArray(values) && values.length > 0 ? { values: values.map(String) } : undefined);
  }
  return merged;
}
