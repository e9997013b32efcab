import { SendOutlined, StopOutlined } from "@ant-design/icons";
import { type CallResult, type Operation, routes, summaryIn } from "@tessera/contracts";
import { useMutation } from "@tanstack/react-query";
import { Button, Checkbox, Flex, Form, Typography } from "antd";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { callApi, useChange } from "../../../api/index.ts";
import { ErrorNote } from "../../../feedback/index.ts";
import { CodeEditor } from "../../../code/index.ts";
import { useLocale, useText } from "../../../i18n/index.ts";
import { Section } from "../../../layout/index.ts";
import { type SharedSchemas, SchemaFields, initialValues } from "../../../schema/index.ts";
import styles from "./CallForm.module.css";
import { FollowRun } from "../runs/FollowRun.tsx";
import { messages as runMessages } from "../runs/messages.ts";
import { CallResultView } from "./CallResultView.tsx";
import { type Place, bodyExample, bodyType, callInput, parameterFields, places } from "./call-input.ts";
import { messages } from "./messages.ts";

type CallValues = Partial<Record<Place, Record<string, unknown>>>;

interface CallFormProps {
  connector: string;
  stage: string;
  operation: Operation;
  schemas: SharedSchemas;
}

const lineHeight = 20;
const [leastLines, mostLines] = [6, 22];

/** Inputs of an operation beside its result. */
export function CallForm({ connector, stage, operation, schemas }: CallFormProps): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const tRuns = useText(runMessages);
  const [form] = Form.useForm<CallValues>();
  const fields = useMemo(() => parameterFields(operation, schemas), [operation, schemas]);
  const type = bodyType(operation);
  const [body, setBody] = useState(() => bodyExample(operation, schemas));
  const [height] = useState(() => Math.min(Math.max(body.split("\n").length + 2, leastLines), mostLines) * lineHeight);
  const [bodyError, setBodyError] = useState<string>();
  const abort = useRef<AbortController>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const call = useMutation<CallResult, Error, CallValues>({
    mutationFn: (values) => {
      abort.current = new AbortController();
      return callApi(routes.connectors.call, { params: { connector, operation: operation.id }, body: callInput(stage, values, body, type), signal: abort.current.signal });
    },
  });
  const start = useChange(routes.runs.start, { stales: [routes.runs.list] });
  const [followed, setFollowed] = useState<string>();
  const isAsync = operation.async !== undefined;
  const [onlyStart, setOnlyStart] = useState(false);
  const send = (values: CallValues) => {
    try {
      callInput(stage, values, body, type);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      setBodyError(error.message);
      return;
    }
    setBodyError(undefined);
    setFollowed(undefined);
    if (!isAsync || onlyStart) return call.mutate(values);
    call.reset();
    start.mutate({ params: { connector, operation: operation.id }, body: callInput(stage, values, body, type) }, { onSuccess: ({ id }) => setFollowed(id) });
  };
  const writes = !["GET", "HEAD", "OPTIONS"].includes(operation.method);
  const initial = Object.fromEntries(places.map((place) => [place, initialValues(fields[place])]));
  const cancelled = call.error?.name === "AbortError";
  return (
    <div className={styles.columns} onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.submit()}>
      <Section title={summaryIn(locale, operation) ?? operation.id} {...(writes ? { detail: <Typography.Text type="warning">{t("writes", { method: operation.method })}</Typography.Text> } : {})}>
        <Form<CallValues> form={form} layout="vertical" initialValues={initial} requiredMark="optional" onFinish={send} scrollToFirstError>
          {places
            .filter((place) => fields[place].length > 0)
            .map((place) => (
              <fieldset key={place} className={styles.group}>
                <legend className={styles.legend}>{t(place)}</legend>
                <SchemaFields fields={fields[place]} path={[place]} />
              </fieldset>
            ))}
          {type !== undefined && (
            <Form.Item label={`${t("body")} (${type})`} required={operation.requestBody?.required ?? false} {...(bodyError === undefined ? {} : { validateStatus: "error" as const, help: t("badJson", { reason: bodyError }) })}>
              <CodeEditor label={t("body")} height={height} language={/json/.test(type) ? "json" : "plaintext"} value={body} onChange={(text) => setBody(text ?? "")} />
            </Form.Item>
          )}
          {type === undefined && operation.parameters.length === 0 && <Typography.Paragraph type="secondary">{t("noInputs")}</Typography.Paragraph>}
          <Flex gap={8}>
            <Button type="primary" htmlType="submit" icon={<SendOutlined />} loading={call.isPending || start.isPending} aria-keyshortcuts="Control+Enter Meta+Enter">
              {isAsync && !onlyStart ? tRuns("follow") : t("send")}
            </Button>
            {isAsync && (
              <Checkbox checked={onlyStart} onChange={({ target }) => setOnlyStart(target.checked)} style={{ alignSelf: "center" }}>
                {tRuns("only")}
              </Checkbox>
            )}
            {call.isPending && (
              <Button icon={<StopOutlined />} onClick={() => abort.current?.abort()}>
                {t("cancel")}
              </Button>
            )}
          </Flex>
        </Form>
      </Section>
      <Section title={t("result")}>
        {isAsync && !onlyStart ? (
          <>
            {start.error && <ErrorNote error={start.error} />}
            {followed === undefined ? !start.error && <Typography.Text type="secondary">{tRuns("followNone")}</Typography.Text> : <FollowRun key={followed} connector={connector} run={followed} />}
          </>
        ) : (
          <CallResultView result={call.data} error={cancelled ? null : call.error} busy={call.isPending} />
        )}
      </Section>
    </div>
  );
}
