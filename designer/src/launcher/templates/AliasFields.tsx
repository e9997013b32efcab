import type { ConnectorView, ResponseOf, routes } from "@tessera/contracts";
import { Form, Input, Select, Typography } from "antd";
import type { ReactNode } from "react";
import { useLocalize, useText } from "../../i18n/index.ts";
import { type TemplateView, choiceKey, choiceOf, stageOptions } from "./connector-choice.ts";
import { messages } from "./messages.ts";

interface AliasFieldsProps {
  need: TemplateView["connectors"][number];
  connectors: readonly ConnectorView[];
  entry: ResponseOf<typeof routes.catalog.list>["items"][number] | undefined;
  isAddress: (value: string) => boolean;
}

const exampleAddress = "http://prometheus.example.com:9090";

/** Where one of the app's systems comes from. */
export function AliasFields({ need, connectors, entry, isAddress }: AliasFieldsProps): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const title = localize(need.title);
  const chosen = choiceOf(Form.useWatch<string | undefined>(["connectors", need.alias, "choice"]) ?? "ready-made");
  const stages = stageOptions(need, connectors);
  const fits = chosen.kind === "ready-made" || stages.some((one) => one.fits && one.connector.name === chosen.connector);
  const options = [
    ...(stages.length > 0
      ? [
          {
            label: t("fits"),
            options: stages.map(({ connector, stage }) => ({ value: choiceKey({ kind: "registered", connector: connector.name, stage }), label: `${localize(connector.title) || connector.name} · ${stage}` })),
          },
        ]
      : []),
    ...(entry ? [{ label: t("readyMade"), options: [{ value: "ready-made", label: t("installReadyMade", { title: localize(entry.title) }) }] }] : []),
  ];
  return (
    <>
      <Form.Item
        name={["connectors", need.alias, "choice"]}
        required label={t("alias", { title })}
        extra={stages.length === 0 ? t("nothingServed") : fits ? undefined : <Typography.Text type="warning">{t("otherNotFit")}</Typography.Text>}
      >
        <Select options={options} />
      </Form.Item>
      {chosen.kind === "ready-made" && (
        <Form.Item
          name={["connectors", need.alias, "address"]}
          label={t("address", { title })}
          required
          rules={[{ validator: (_rule, value: string) => (isAddress(value) ? Promise.resolve() : Promise.reject(new Error(t("addressHelp", { example: exampleAddress })))) }]}
          extra={t("addressHelp", { example: entry?.defaultBackend ?? exampleAddress })}
        >
          <Input spellCheck={false} autoComplete="off" placeholder={exampleAddress} />
        </Form.Item>
      )}
    </>
  );
}
