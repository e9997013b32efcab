import type { AsyncOperation } from "@tessera/contracts";
import { Alert, Flex, Form, Input, InputNumber, Radio, Segmented, Switch, Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../../i18n/index.ts";
import { EditorContext, useEditor } from "../editor/EditorContext.ts";
import { Field } from "../editor/Field.tsx";
import styles from "./AsyncFields.module.css";
import { newAsync, newCallback, newPoll, withField } from "./async-draft.ts";
import { FollowUpFields, PlaceInput } from "./FollowUpFields.tsx";
import { messages } from "./messages.ts";
import { OutcomeFields } from "./OutcomeFields.tsx";
import { useAsyncProblems } from "./use-async-problems.ts";

const code = { fontFamily: "var(--ant-font-family-code)" };

/** Section of the operation editor: that the operation only starts work, and how that is followed, stopped and not started twice. */
export function AsyncFields(): ReactNode {
  const t = useText(messages);
  const parts = useEditor();
  const { operation, update } = parts;
  const live = useAsyncProblems(parts.connector, operation);
  // What is said here as it is typed need not be said again by the server.
  const problems = [...live, ...parts.problems.filter(({ pointer }) => live.length === 0 || !pointer.startsWith("/async"))];
  const declared = operation.async;
  return (
    <EditorContext value={{ ...parts, problems }}>
      <Field pointer="/async" help={t("startsHelp")}>
        <Flex gap={10} align="center">
          <Switch id="async" aria-label={t("starts")} checked={declared !== undefined} onChange={(on) => update("async", (one) => withField(one, "async", on ? newAsync : undefined))} />
          <label htmlFor="async">{t("starts")}</label>
        </Flex>
      </Field>
      {declared !== undefined && <Declaration declared={declared} />}
    </EditorContext>
  );
}

function Declaration({ declared }: { declared: AsyncOperation }): ReactNode {
  const t = useText(messages);
  const { operation, update } = useEditor();
  const change = (field: string, next: AsyncOperation) => update(`async.${field}`, (one) => ({ ...one, async: next }));
  const set = <K extends keyof AsyncOperation>(key: K, value: AsyncOperation[K] | undefined, field: string = key) => change(field, withField(declared, key, value));
  const { id, poll, callback, result, cancel } = declared;
  const heading = (key: "poll" | "callback" | "cancel", on: boolean, turn: (on: boolean) => void, help: string) => (
    <div className={styles.heading}>
      <Flex gap={10} align="center">
        <Switch id={`async-${key}`} size="small" aria-label={t(key)} checked={on} onChange={turn} />
        <label htmlFor={`async-${key}`}>
          <strong>{t(key)}</strong>
        </label>
      </Flex>
      <Typography.Text type="secondary">{help}</Typography.Text>
    </div>
  );
  return (
    <Form component={false} layout="vertical">
      <Flex gap={12} wrap align="start">
        <Field label={t("id")} pointer="/async/id" style={{ flex: "0 0 auto" }}>
          <Segmented aria-label={t("id")} value={"pointer" in id ? "pointer" : "header"} options={[{ value: "pointer", label: t("idPointer") }, { value: "header", label: t("idHeader") }]} onChange={(place) => set("id", place === "pointer" ? { pointer: "/id" } : { header: "Location" })} />
        </Field>
        <Field label={t("idPlace")} pointer={"pointer" in id ? "/async/id/pointer" : "/async/id/header"} id="async-id-place" help={"pointer" in id ? t("idPlaceHelp") : t("idHeaderHelp")} style={{ flex: "1 1 240px" }}>
          <Input id="async-id-place" style={code} spellCheck={false} autoComplete="off" value={"pointer" in id ? id.pointer : id.header} onChange={({ target }) => set("id", "pointer" in id ? { pointer: target.value } : { header: target.value }, "id.place")} />
        </Field>
      </Flex>
      <div className={styles.part}>
        {heading("poll", poll !== undefined, (on) => set("poll", on ? newPoll : undefined), t("pollHelp"))}
        {poll !== undefined && (
          <>
            <FollowUpFields pointer="/async/poll" label={t("operation")} value={poll} onChange={(field, value) => set("poll", { ...poll, ...value }, `poll.${field}`)} />
            <OutcomeFields pointer="/async/poll/outcome" value={poll.outcome} onChange={(field, outcome) => set("poll", { ...poll, outcome }, `poll.outcome.${field}`)} />
            <Flex gap={12} wrap>
              {(["intervalMs", "maxIntervalMs"] as const).map((key) => (
                <Field key={key} label={t(key === "intervalMs" ? "interval" : "maxInterval")} pointer={`/async/poll/${key}`} id={`async-${key}`} style={{ flex: "0 0 180px" }}>
                  <InputNumber id={`async-${key}`} min={200} max={3_600_000} precision={0} suffix={t("milliseconds")} style={{ width: "100%" }} value={poll[key]} onChange={(value) => value !== null && set("poll", { ...poll, [key]: value }, `poll.${key}`)} />
                </Field>
              ))}
            </Flex>
          </>
        )}
      </div>
      <div className={styles.part}>
        {heading("callback", callback !== undefined, (on) => set("callback", on ? newCallback : undefined), t("callbackHelp"))}
        {callback !== undefined && (
          <>
            <Field label={t("callbackParameter")} pointer="/async/callback/parameter" id="async-callback-parameter" help={t("parameterHelp")} style={{ maxWidth: 420 }}>
              <PlaceInput id="async-callback-parameter" operation={operation} inPath={false} value={callback.parameter} onChange={(parameter) => set("callback", { ...callback, parameter }, "callback.parameter")} />
            </Field>
            <OutcomeFields pointer="/async/callback/outcome" value={callback.outcome} onChange={(field, outcome) => set("callback", { ...callback, outcome }, `callback.outcome.${field}`)} />
          </>
        )}
        {poll !== undefined && callback !== undefined && <Typography.Text type="secondary">{t("both")}</Typography.Text>}
        {poll === undefined && callback === undefined && <Alert type="warning" showIcon title={t("needOne")} />}
      </div>
      <div className={styles.part}>
        <div className={styles.heading}>
          <strong>{t("result")}</strong>
        </div>
        <Radio.Group
          aria-label={t("result")}
          value={"operation" in result ? "call" : "here"}
          options={[{ value: "here", label: t("resultHere") }, { value: "call", label: t("resultCall") }]}
          onChange={({ target }) => set("result", target.value === "call" ? { operation: "", parameter: "path.id", pointer: result.pointer } : { pointer: result.pointer })}
          style={{ marginBottom: 12 }}
        />
        {"operation" in result && <FollowUpFields pointer="/async/result" label={t("resultOperation")} value={result} onChange={(field, value) => set("result", { ...result, ...value }, `result.${field}`)} />}
        <Field label={t("resultPlace")} pointer="/async/result/pointer" id="async-result-pointer" help={t("wholeHelp")} style={{ maxWidth: 420 }}>
          <Input id="async-result-pointer" style={code} spellCheck={false} autoComplete="off" value={result.pointer} onChange={({ target }) => set("result", { ...result, pointer: target.value }, "result.pointer")} />
        </Field>
      </div>
      <div className={styles.part}>
        {heading("cancel", cancel !== undefined, (on) => set("cancel", on ? { operation: "", parameter: "path.id" } : undefined), t("cancelHelp"))}
        {cancel !== undefined && <FollowUpFields pointer="/async/cancel" label={t("cancelOperation")} value={cancel} onChange={(field, value) => set("cancel", { ...cancel, ...value }, `cancel.${field}`)} />}
      </div>
      <Flex gap={12} wrap>
        <Field label={t("key")} pointer="/async/idempotencyHeader" id="async-key" help={t("keyHelp")} style={{ flex: "1 1 320px" }}>
          <Input id="async-key" style={code} spellCheck={false} autoComplete="off" value={declared.idempotencyHeader ?? ""} onChange={({ target }) => set("idempotencyHeader", target.value === "" ? undefined : target.value)} />
        </Field>
        <Field label={t("timeout")} pointer="/async/timeoutSeconds" id="async-timeout" help={t("timeoutHelp")} style={{ flex: "0 0 180px" }}>
          <InputNumber id="async-timeout" min={1} max={604_800} precision={0} suffix={t("seconds")} style={{ width: "100%" }} value={declared.timeoutSeconds} onChange={(value) => value !== null && set("timeoutSeconds", value)} />
        </Field>
      </Flex>
    </Form>
  );
}
