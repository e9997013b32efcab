import { Button, Input, theme } from "antd";
import { type ReactElement, useMemo, useState } from "react";
import type { RenderProps } from "../definition.ts";
import { copyText } from "../hooks/copy-text.ts";
import { useExpose } from "../hooks/use-expose.ts";
import { Icon } from "../icons/Icon.tsx";
import { messagesIn } from "../messages/messages.ts";
import { DataState } from "../notice/DataState.tsx";
import { Panel } from "../panel/Panel.tsx";
import { toFlag, toJson, toText, within } from "../values/read.ts";
import { JsonTree } from "./JsonTree.tsx";
import { ancestorsOf, openPaths, readablePath } from "./json-tree.ts";
import { useTreeSearch } from "./use-tree-search.ts";

export function JsonView(render: RenderProps): ReactElement {
  const { node, props, locale, expose, resetCount } = render;
  const t = messagesIn(locale);
  const { token } = theme.useToken();
  const data = props["data"];
  const depth = Math.round(within(props["depth"], 0, 10, 1));
  const start = useMemo(() => ({ open: openPaths(data, depth), resetCount }), [data, depth, resetCount]);
  const [unfolded, setUnfolded] = useState<{ start: unknown; open: ReadonlySet<string> }>({ start, open: start.open });
  const [picked, setPicked] = useState<string | null>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const search = useTreeSearch(data);
  const chosen = unfolded.start === start ? unfolded.open : start.open;
  const { match } = search;
  const open = useMemo(() => (match === null ? chosen : new Set([...chosen, ...ancestorsOf(match)])), [chosen, match]);
  useExpose(expose, { path: picked === null ? null : readablePath(picked) });

  const title = toText(props["title"], locale);
  const missing = data === null || data === undefined;
  const setOpen = (next: ReadonlySet<string>) => setUnfolded({ start, open: next });
  const copyAll = () => void copyText(toJson(data, 2)).then(setCopied);
  const tools = (
    <>
      {toFlag(props["searchable"]) && (
        <>
          <Input
            value={search.text}
            size="small"
            allowClear
            prefix={<Icon name="Search" />}
            placeholder={t("json.search")}
            aria-label={t("json.search")}
            style={{ width: 240, maxWidth: "100%" }}
            onChange={(event) => search.search(event.target.value)}
            onPressEnter={(event) => search.step(event.shiftKey ? -1 : 1)}
          />
          {search.text !== "" && (
            <>
              <span role="status" style={{ color: token.colorTextSecondary, fontSize: token.fontSizeSM }}>
                {search.matches.length === 0 ? t("json.noMatch") : t("json.matches", { current: search.place, total: search.matches.length })}
              </span>
              <Button size="small" type="text" icon={<Icon name="Up" />} aria-label={t("json.previous")} onClick={() => search.step(-1)} />
              <Button size="small" type="text" icon={<Icon name="Down" />} aria-label={t("json.next")} onClick={() => search.step(1)} />
            </>
          )}
        </>
      )}
      <Button size="small" type="text" icon={<Icon name="Plus" />} title={t("json.expandAll")} aria-label={t("json.expandAll")} onClick={() => setOpen(openPaths(data, Number.POSITIVE_INFINITY))} />
      <Button size="small" type="text" icon={<Icon name="Minus" />} title={t("json.collapseAll")} aria-label={t("json.collapseAll")} onClick={() => setOpen(new Set())} />
      <Button size="small" type="text" icon={<Icon name={copied === true ? "Check" : "Copy"} />} title={t("json.copy")} aria-label={t("json.copy")} onClick={copyAll} onBlur={() => setCopied(null)} />
      {copied !== null && (
        <span role="status" style={{ color: copied ? token.colorTextSecondary : token.colorErrorText, fontSize: token.fontSizeSM }}>
          {t(copied ? "json.copied" : "json.copyFailed")}
        </span>
      )}
    </>
  );
  return (
    <Panel title={title} name={node.name} fill extra={!missing && tools}>
      <DataState render={render} missing={missing} empty={missing}>
        <JsonTree
          data={data}
          label={title || node.name}
          open={open}
          picked={picked}
          matched={match}
          onPick={setPicked}
          onToggle={(path, opens) => {
            const next = new Set(open);
            if (opens) next.add(path);
            else next.delete(path);
            setOpen(next);
          }}
        />
      </DataState>
    </Panel>
  );
}
