import { type ConnectorView, type Operation, httpMethods } from "@tessera/contracts";
import { Flex, Input, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../../i18n/index.ts";
import { useEditor } from "./EditorContext.ts";
import { Field } from "./Field.tsx";
import { messages } from "./messages.ts";
import { TransformRows } from "./transforms/TransformRows.tsx";
import type { Transform, TransformPlace } from "./transforms/transform-list.ts";
import { listAt, withList } from "./transforms/transform-list.ts";

type Backend = Operation["backend"];

const code = { fontFamily: "var(--ant-font-family-code)" };
const requestPlaces: readonly TransformPlace[] = ["request/query", "request/headers", "request/body"];
const responsePlaces: readonly TransformPlace[] = ["response/headers", "response/body"];

/** What is called, and what becomes of call and answer on their way. */
export function CalledSection({ stages }: { stages: ConnectorView["stages"] }): ReactNode {
  const t = useText(messages);
  const { operation, update } = useEditor();
  const { backend } = operation;
  const set = <K extends keyof Backend>(key: K, value: Backend[K] | null | undefined) =>
    update(`backend.${key}`, (one) => {
      const { [key]: _before, ...rest } = one.backend;
      return { ...one, backend: (value === undefined || value === null || value === "" ? rest : { ...one.backend, [key]: value }) as Backend };
    });
  const names = [...new Set(stages.flatMap((stage) => stage.backends.map(({ name }) => name)))];
  const known = backend.name === undefined || names.includes(backend.name) ? names : [...names, backend.name];
  const retry = backend.retry;
  const places = (list: readonly TransformPlace[]) =>
    list.map((place) => <TransformRows key={place} place={place} rows={listAt(backend, place)} onChange={(rows: Transform[]) => update(`backend.${place}`, (one) => ({ ...one, backend: withList(one.backend, place, rows) }))} />);
  return (
    <>
      <Flex gap={12} wrap>
        <Field label={t("backendName")} pointer="/backend/name" id="backend-name" style={{ flex: "1 1 200px" }} help={names.length === 0 ? t("backendNameNone") : t("backendNameHelp")}>
          <Select id="backend-name" allowClear placeholder={t("backendOwn")} value={backend.name ?? null} options={known.map((value) => ({ value, label: value }))} onChange={(name: string | null) => set("name", name)} />
        </Field>
        <Field label={t("backendMethod")} pointer="/backend/method" id="backend-method" style={{ flex: "0 0 150px" }}>
          <Select id="backend-method" allowClear placeholder={operation.method} value={backend.method ?? null} options={httpMethods.map((value) => ({ value, label: value }))} onChange={(method: Backend["method"] | null) => set("method", method)} />
        </Field>
        <Field label={t("backendPath")} pointer="/backend/path" id="backend-path" style={{ flex: "2 1 320px" }} help={t("backendPathHelp")}>
          <Input id="backend-path" style={code} spellCheck={false} autoComplete="off" placeholder={operation.path} value={backend.path ?? ""} onChange={({ target }) => set("path", target.value)} />
        </Field>
      </Flex>
      <Flex gap={12} wrap>
        <Field label={t("timeout")} pointer="/backend/timeoutMs" id="backend-timeout" style={{ flex: "0 0 180px" }} help={t("timeoutHelp")}>
          <InputNumber id="backend-timeout" min={1} max={600_000} precision={0} style={{ width: "100%" }} suffix="ms" value={backend.timeoutMs ?? null} onChange={(value) => set("timeoutMs", value)} />
        </Field>
        <Field label={t("retries")} pointer="/backend/retry" id="backend-retries" style={{ flex: "0 0 150px" }} help={t("retriesHelp")}>
          <InputNumber id="backend-retries" min={0} max={10} precision={0} style={{ width: "100%" }} value={retry?.attempts ?? null} onChange={(attempts) => set("retry", attempts === null ? undefined : { ...retry, attempts })} />
        </Field>
        {retry && (
          <>
            <Field label={t("retryStatuses")} pointer="/backend/retry/statuses" id="backend-retry-statuses" style={{ flex: "1 1 220px" }} help={t("retryStatusesHelp")}>
              <Select
                id="backend-retry-statuses"
                mode="tags"
                value={(retry.statuses ?? []).map(String)}
                options={["429", "500", "502", "503", "504"].map((value) => ({ value, label: value }))}
                onChange={(values: string[]) => {
                  const { statuses: _statuses, ...rest } = retry;
                  const statuses = values.map(Number).filter((value) => Number.isInteger(value) && value >= 400 && value <= 599);
                  set("retry", statuses.length === 0 ? rest : { ...rest, statuses });
                }}
              />
            </Field>
            <Field label={t("retryBackoff")} pointer="/backend/retry/backoffMs" id="backend-backoff" style={{ flex: "0 0 150px" }}>
              <InputNumber
                id="backend-backoff"
                min={0}
                max={60_000}
                precision={0}
                suffix="ms"
                style={{ width: "100%" }}
                value={retry.backoffMs ?? null}
                onChange={(backoffMs) => {
                  const { backoffMs: _backoff, ...rest } = retry;
                  set("retry", backoffMs === null ? rest : { ...rest, backoffMs });
                }}
              />
            </Field>
          </>
        )}
      </Flex>
      <h3>{t("requestTransforms")}</h3>
      {places(requestPlaces)}
      <h3>{t("responseTransforms")}</h3>
      {places(responsePlaces)}
    </>
  );
}
