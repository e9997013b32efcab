import { type ReactElement, useMemo } from "react";
import type { RenderProps } from "../definition.ts";
import { messagesIn } from "../messages/messages.ts";
import { Panel } from "../panel/Panel.tsx";
import { DataState } from "../notice/DataState.tsx";
import { notList } from "../notice/not-list.ts";
import { toText } from "../values/read.ts";
import { columnsOf } from "./columns.ts";
import { RowsTable } from "./RowsTable.tsx";
import { rowsOf } from "./rows.ts";

export function Table(render: RenderProps): ReactElement {
  const { props, locale, resetCount } = render;
  const t = messagesIn(locale);
  const { data, columns: given } = props;
  const keyPath = toText(props["rowKey"], locale);
  const rows = useMemo(() => rowsOf(Array.isArray(data) ? data : [], keyPath, locale), [data, keyPath, locale]);
  const columns = useMemo(() => columnsOf(given, rows.map(({ row }) => row), locale), [given, rows, locale]);
  const missing = data === null || data === undefined;
  const invalid = notList(data, "property.data", t) ?? notList(given, "property.columns", t);
  if (!missing && invalid === null && columns.length > 0) return <RowsTable key={resetCount} render={render} rows={rows} columns={columns} />;
  return (
    <Panel title={toText(props["title"], locale)} name={render.node.name} fill>
      <DataState render={render} missing={missing} empty invalid={invalid} emptyText={missing && render.mode === "edit" ? "" : toText(props["emptyText"], locale)} skeletonRows={6}>
        {null}
      </DataState>
    </Panel>
  );
}
