import { theme } from "antd";
import { type KeyboardEvent, type ReactElement, useEffect, useId, useMemo } from "react";
import { type JsonRow, visibleRows } from "./json-tree.ts";
import { TreeRow } from "./TreeRow.tsx";
import { useRowWindow } from "./use-row-window.ts";

const rowHeight = 24;

interface JsonTreeProps {
  data: unknown;
  label: string;
  open: ReadonlySet<string>;
  picked: string | null;
  matched: string | null;
  onToggle: (path: string, open: boolean) => void;
  onPick: (path: string) => void;
}

/** The tree; only the lines in sight are in the document. Keys work as the ARIA tree pattern says. */
export function JsonTree({ data, label, open, picked, matched, onToggle, onPick }: JsonTreeProps): ReactElement {
  const { token } = theme.useToken();
  const treeId = useId();
  const rows = useMemo(() => visibleRows(data, open), [data, open]);
  const place = Math.max(0, rows.findIndex(({ path }) => path === picked));
  const { ref, onScroll, first, end, reveal } = useRowWindow(rows.length, rowHeight);

  useEffect(() => {
    if (matched !== null) reveal(rows.findIndex(({ path }) => path === matched));
  }, [matched, rows, reveal]);

  const pickAt = (index: number) => {
    const target = Math.min(rows.length - 1, Math.max(0, index));
    const row = rows[target];
    if (row === undefined) return;
    onPick(row.path);
    reveal(target);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[place];
    if (row === undefined || !pressKey(event.key, row, place, rows, { pickAt, onToggle })) return;
    event.preventDefault();
  };

  return (
    <div
      ref={ref}
      onScroll={onScroll}
      role="tree"
      tabIndex={0}
      aria-label={label}
      {...(place >= first && place < end ? { "aria-activedescendant": `${treeId}-${place}` } : {})}
      onKeyDown={onKeyDown}
      style={{ flex: "1 1 auto", minHeight: 80, overflow: "auto", fontFamily: token.fontFamilyCode, fontSize: token.fontSizeSM, color: token.colorText }}
    >
      <div role="none" style={{ height: rows.length * rowHeight, position: "relative" }}>
        {rows.slice(first, end).map((row, offset) => (
          <TreeRow
            key={row.path}
            row={row}
            id={`${treeId}-${first + offset}`}
            current={row.path === picked}
            matched={row.path === matched}
            style={{ position: "absolute", insetInline: 0, top: (first + offset) * rowHeight, height: rowHeight }}
            onPress={() => {
              onPick(row.path);
              if (row.size !== null && row.size > 0) onToggle(row.path, !row.open);
            }}
          />
        ))}
      </div>
    </div>
  );
}

interface KeyEffects {
  pickAt: (index: number) => void;
  onToggle: (path: string, open: boolean) => void;
}

function pressKey(key: string, row: JsonRow, place: number, rows: readonly JsonRow[], { pickAt, onToggle }: KeyEffects): boolean {
  const branch = row.size !== null && row.size > 0;
  if (key === "ArrowDown") pickAt(place + 1);
  else if (key === "ArrowUp") pickAt(place - 1);
  else if (key === "Home") pickAt(0);
  else if (key === "End") pickAt(rows.length - 1);
  else if (key === "ArrowRight" && row.open) pickAt(place + 1);
  else if (key === "ArrowRight" && branch) onToggle(row.path, true);
  else if (key === "ArrowLeft" && row.open) onToggle(row.path, false);
  else if (key === "ArrowLeft") pickAt(rows.findLastIndex(({ level }, index) => index < place && level < row.level));
  else if ((key === "Enter" || key === " ") && branch) onToggle(row.path, !row.open);
  else return false;
  return true;
}
