import type { TableColumnType } from "antd";
import type { RenderProps } from "../definition.ts";
import { messagesIn } from "../messages/messages.ts";
import { readPath } from "../values/path.ts";
import { Cell } from "./Cell.tsx";
import type { Column } from "./columns.ts";
import { RowActions } from "./RowActions.tsx";
import type { RowAction } from "./row-actions.ts";
import type { Filters, RowEntry, Sort } from "./rows.ts";
import { TextFilter } from "./TextFilter.tsx";

interface ColumnContext {
  /** The different texts of each column with a filter; null: too many to list. */
  choices: ReadonlyMap<string, readonly string[] | null>;
  actions: readonly RowAction[];
  filters: Filters;
  sort: Sort | null;
  nowMs: number;
  /** The table is about as wide as a phone. */
  narrow: boolean;
  locale: RenderProps["locale"];
  /** Columns without a width get this one; undefined: as wide as their content. */
  fallbackWidth: number | undefined;
  onFilter: (column: string, contains: string) => void;
  onAction: (row: Record<string, unknown>, action: string) => void;
  onLink: ((row: Record<string, unknown>, url: string) => void) | undefined;
}

/** The columns in antd's terms; sorting and filtering are ours, antd only shows and reports them. */
export function antdColumns(columns: readonly Column[], context: ColumnContext): TableColumnType<RowEntry>[] {
  const t = messagesIn(context.locale);
  const drawn = columns.map((column): TableColumnType<RowEntry> => {
    const width = column.width ?? context.fallbackWidth;
    return {
      key: column.key,
      title: column.title,
      ...(width === undefined ? {} : { width }),
      ...(["number", "bytes", "duration"].includes(column.format) ? { align: "end" as const, className: "tessera-end" } : {}),
      ...(column.sortable ? { sorter: true, sortOrder: context.sort?.column === column.key ? context.sort.order : null } : {}),
      ...(column.filterable ? filterOf(column, context) : {}),
      render: (_value, { row }) => (
        <Cell value={readPath(row, column.path)} column={column} locale={context.locale} nowMs={context.nowMs} onLink={context.onLink === undefined ? undefined : (url) => context.onLink?.(row, url)} />
      ),
    };
  });
  if (context.actions.length === 0) return drawn;
  const actions: TableColumnType<RowEntry> = {
    key: "#actions",
    title: t("table.actions"),
    fixed: "end",
    ...(context.fallbackWidth === undefined ? {} : { width: context.fallbackWidth }),
    render: (_value, { row }) => <RowActions actions={context.actions} narrow={context.narrow} locale={context.locale} onAction={(action) => context.onAction(row, action)} />,
  };
  return [...drawn, actions];
}

function filterOf(column: Column, context: ColumnContext): TableColumnType<RowEntry> {
  const t = messagesIn(context.locale);
  const filter = context.filters.get(column.key);
  const texts = context.choices.get(column.key) ?? null;
  if (texts !== null) {
    return {
      filters: texts.map((text) => ({ value: text, text: text === "" ? t("value.none") : text })),
      filteredValue: filter !== undefined && "values" in filter ? [...filter.values] : null,
      filterSearch: texts.length > 8,
    };
  }
  const given = filter !== undefined && "contains" in filter ? filter.contains : "";
  return {
    filteredValue: given === "" ? null : [given],
    filterDropdown: ({ close }) => (
      <TextFilter
        title={column.title}
        given={given}
        t={t}
        onApply={(text) => {
          context.onFilter(column.key, text);
          close();
        }}
      />
    ),
  };
}
