import type { Action, Query, TaggedValue } from "@tessera/contracts";
import { Input, Select, Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/index.ts";
import { ValueField } from "../../binding/index.ts";
import { useEditor } from "../../editor-store/index.ts";
import type { ActionChoices } from "./action-kinds.ts";
import { messages } from "./messages.ts";
import { PageParams } from "./PageParams.tsx";

/** Draws a tagged value of an action. `texts`: it may stand in each language; parts of the key of its text. */
export type ActionValue = (label: string, tagged: TaggedValue, set: (value: TaggedValue) => void, texts?: readonly string[]) => ReactNode;

interface ActionFieldsProps {
  action: Action;
  choices: ActionChoices;
  locals: readonly string[];
  /** Group in which the edits of the event undo as one. */
  group: string;
  onChange: (action: Action) => void;
  /** Draws the list of a branch; null: branches are not offered this deep. */
  branch: ((actions: readonly Action[], onChange: (actions: Action[]) => void) => ReactNode) | null;
}

/** The fields of one action, by its kind. */
export function ActionFields({ action, choices, locals, group, onChange, branch }: ActionFieldsProps): ReactNode {
  const t = useText(messages);
  const pick = (label: string, value: string, options: readonly { id: string; name: string }[], set: (id: string) => void): ReactNode => (
    <Select
      size="small"
      showSearch
      aria-label={label}
      style={{ width: "100%" }}
      value={value}
      status={options.some(({ id }) => id === value) ? "" : "error"}
      options={options.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={set}
    />
  );
  const value: ActionValue = (label, tagged, set, texts) => (
    <ValueField
      label={label}
      value={tagged}
      fallback=""
      bindable
      callable
      texts={texts && { keyParts: texts, group, multiline: true }}
      locals={locals}
      onChange={(next) => set(next ?? { kind: "static", value: "" })}
      control={(current, change) => <Input size="small" aria-label={label} value={typeof current === "string" ? current : JSON.stringify(current)} onChange={(event) => change(event.target.value)} />}
    />
  );
  switch (action.kind) {
    case "runQuery":
      return (
        <>
          {pick(t("query"), action.query, choices.queries, (query) => onChange({ ...action, query }))}
          <QueryInputs action={action} value={value} onChange={onChange} />
          {branch !== null &&
            (["onSuccess", "onError"] as const).map((name) => (
              <div key={name} style={{ display: "flex", flexDirection: "column", gap: 6 }}>
                <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                  {t(name)}
                </Typography.Text>
                {branch(action[name] ?? [], (actions) => {
                  const { [name]: _old, ...rest } = action;
                  onChange(actions.length > 0 ? { ...rest, [name]: actions } : rest);
                })}
              </div>
            ))}
        </>
      );
    case "setState":
      return (
        <>
          {pick(t("variable"), action.name, choices.state.map((name) => ({ id: name, name })), (name) => onChange({ ...action, name }))}
          {value(t("value"), action.value, (next) => onChange({ ...action, value: next }))}
        </>
      );
    case "open":
    case "close":
      return pick(t("overlay"), action.node, choices.overlays, (node) => onChange({ ...action, node }));
    case "reset":
      return pick(t("component"), action.node, choices.nodes, (node) => onChange({ ...action, node }));
    case "navigate":
      return (
        <>
          {pick(t("page"), action.page, choices.pages, (page) => onChange({ ...action, page }))}
          <PageParams page={action.page} params={action.params ?? {}} value={value} onChange={({ params }) => onChange(withParams(action, params))} />
        </>
      );
    case "openUrl":
      return value(t("address"), action.url, (url) => onChange({ ...action, url }));
    default:
      return (
        <>
          <Select
            size="small"
            aria-label={t("level")}
            value={action.level}
            options={(["success", "info", "warning", "error"] as const).map((level) => ({ value: level, label: t(level) }))}
            onChange={(level) => onChange({ ...action, level })}
          />
          {value(t("message"), action.message, (message) => onChange({ ...action, message }), ["notice"])}
        </>
      );
  }
}

function withParams(action: Extract<Action, { kind: "navigate" }>, params: Record<string, TaggedValue>): Action {
  const { params: _old, ...rest } = action;
  return Object.keys(params).length > 0 ? { ...rest, params } : rest;
}

/** Values that this run of a query gets in place of the query's own bindings. */
function QueryInputs({ action, value, onChange }: { action: Extract<Action, { kind: "runQuery" }>; value: ActionValue; onChange: (action: Action) => void }): ReactNode {
  const query = useEditor((editor) => editor.records[`query/${action.query}`] as Query | undefined);
  const names = Object.entries(query?.inputs ?? {}).flatMap(([name, input]) => (input.kind === "binding" ? [name] : []));
  return names.map((name) => (
    <div key={name}>
      {value(name, action.inputs?.[name] ?? query?.inputs?.[name] ?? { kind: "static", value: "" }, (next) => onChange({ ...action, inputs: { ...action.inputs, [name]: next } }))}
    </div>
  ));
}
