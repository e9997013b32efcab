import { type ResponseOf, routes } from "@tessera/contracts";
import { Alert, Button, Checkbox, Flex, Select, Tag, Typography, Upload } from "antd";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useChange } from "../../../api/index.ts";
import { ErrorNote, useNotice } from "../../../feedback/index.ts";
import { GrowingTextArea } from "../../../form/index.ts";
import { useLocalize, useText } from "../../../i18n/index.ts";
import { MethodTag } from "../../connector/operations/MethodTag.tsx";
import listStyles from "../CheckStep.module.css";
import { largestDocument } from "../document-source.ts";
import { messages } from "./messages.ts";

type Example = ResponseOf<typeof routes.authoring.byExample>;

interface Source {
  kind: "curl" | "har";
  text: string;
}

const mostShown = 300;

/** Operations from pasted cURL commands or a HAR file; what was copied is not kept, since it may hold secrets. */
export function ExampleWay({ connector }: { connector: string }): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const [typed, setTyped] = useState("");
  const [source, setSource] = useState<Source>();
  const read = useChange(routes.authoring.byExample);
  const add = useChange(routes.authoring.addOperations, {
    stales: [routes.connectors.operations, routes.connectors.get, routes.connectors.readiness, routes.authoring.facets],
    onSuccess: ({ added }) => {
      notice.done(t("added", { count: added.length }));
      read.reset();
      setTyped("");
    },
  });
  const start = (next: Source, origin?: string) => {
    setSource(next);
    add.reset();
    read.mutate({ body: { ...next, connector, ...(origin === undefined ? {} : { origin }) } });
  };
  const readTyped = () => {
    const text = typed.trim();
    if (text !== "") start({ kind: text.startsWith("{") ? "har" : "curl", text });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || typed.trim() === "") return;
    event.preventDefault();
    readTyped();
  };
  return (
    <>
      <Flex gap={16} wrap align="stretch">
        <GrowingTextArea
          style={{ flex: "2 1 380px", fontFamily: "var(--ant-font-family-code)" }}
          lines={[6, 14]}
          spellCheck={false}
          aria-label={t("paste")}
          placeholder={"curl -X POST https://api.example.com/v1/hosts/42/restart \\\n  -H 'Content-Type: application/json' \\\n  -d '{\"reason\": \"patch\"}'"}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={onKey}
        />
        <div style={{ flex: "1 1 220px" }}>
          <Upload.Dragger
            accept=".har,application/json"
            showUploadList={false}
            beforeUpload={(file) => {
              if (file.size <= largestDocument) void file.text().then((text) => start({ kind: "har", text }), notice.failed);
              else notice.failed(new Error(t("tooLarge")));
              return false;
            }}
          >
            <p>{t("dropHar")}</p>
            <Typography.Text type="secondary">{t("dropHarHelp")}</Typography.Text>
          </Upload.Dragger>
        </div>
      </Flex>
      <Button style={{ marginTop: 12 }} disabled={typed.trim() === ""} loading={read.isPending} onClick={readTyped}>
        {t("readCalls")}
      </Button>
      {read.error && (
        <div style={{ marginTop: 16 }}>
          <ErrorNote error={read.error} />
        </div>
      )}
      {read.data && source && <Found key={JSON.stringify(read.data.operations.map(({ id }) => id)) + read.data.server} example={read.data} busy={add.isPending} error={add.error} onOrigin={(origin) => start(source, origin)} onAdd={(operations) => add.mutate({ params: { connector }, body: { operations } })} />}
    </>
  );
}

interface FoundProps {
  example: Example;
  busy: boolean;
  error: unknown;
  onOrigin: (origin: string) => void;
  onAdd: (operations: Example["operations"]) => void;
}

/** What was made of the calls, to choose from. */
function Found({ example, busy, error, onOrigin, onAdd }: FoundProps): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const { operations, existing, origins, credentials, skipped, server } = example;
  const [chosen, setChosen] = useState(() => new Set(operations.map(({ id }) => id).filter((id) => !existing.includes(id))));
  const toggle = (id: string, on: boolean) => setChosen((current) => new Set(on ? [...current, id] : [...current].filter((one) => one !== id)));
  return (
    <div style={{ marginTop: 20 }}>
      <Flex gap={8} wrap align="center" role="status" style={{ marginBottom: 12 }}>
        <Tag color="success">{t("found", { count: operations.length })}</Tag>
        {skipped.length > 0 && <Tag color="warning">{t("skipped", { count: skipped.length })}</Tag>}
        {origins.length > 1 ? <Select size="small" popupMatchSelectWidth={false} aria-label={t("origin")} value={server} options={origins.map(({ value, count }) => ({ value, label: `${value} (${count})` }))} onChange={onOrigin} /> : <code>{server}</code>}
      </Flex>
      {credentials.length > 0 && <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={t("secrets", { count: credentials.length })} description={credentials.map(({ kind, name, scheme }) => `${t(kind)}${name ? ` · ${name}` : kind === "other" ? ` · ${scheme}` : ""}`).join(", ")} />}
      <ul className={listStyles.list} tabIndex={0}>
        {operations.slice(0, mostShown).map((one) => (
          <li key={one.id} className={listStyles.row}>
            <Checkbox checked={chosen.has(one.id)} disabled={existing.includes(one.id)} aria-label={`${one.method} ${one.path}`} onChange={({ target }) => toggle(one.id, target.checked)} />
            <MethodTag method={one.method} />
            <code>{one.path}</code>
            <Typography.Text type="secondary">{existing.includes(one.id) ? t("exists") : t("parts", { parameters: one.parameters.length, responses: Object.keys(one.responses).join(", ") || "–" })}</Typography.Text>
          </li>
        ))}
        {skipped.slice(0, mostShown).map(({ method, url, reason }, index) => (
          <li key={`${method}${url}${index}`} className={listStyles.row}>
            <Tag>{method}</Tag>
            <span className={listStyles.reason}>
              {url}: {localize(reason)}
            </span>
          </li>
        ))}
      </ul>
      {error !== null && error !== undefined && <ErrorNote error={error} />}
      <Button type="primary" ghost style={{ marginTop: 12 }} disabled={chosen.size === 0} loading={busy} onClick={() => onAdd(operations.filter(({ id }) => chosen.has(id)))}>
        {t("addChosen", { count: chosen.size })}
      </Button>
    </div>
  );
}
