import { type ConnectorView, routes, summaryIn } from "@tessera/contracts";
import { Flex, Select, Skeleton } from "antd";
import type { ReactNode } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useApi } from "../../../api/index.ts";
import { ErrorNote } from "../../../feedback/index.ts";
import { useLocale, useText } from "../../../i18n/index.ts";
import { LinkButton, Section } from "../../../layout/index.ts";
import { EmptyList } from "../../../list/index.ts";
import { MethodTag } from "../operations/MethodTag.tsx";
import { CallForm } from "./CallForm.tsx";
import { messages } from "./messages.ts";

/** Calls operations through the gateway, as a caller would. */
export default function CallTab({ connector }: { connector: ConnectorView }): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const { operation } = useParams();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const served = connector.stages.filter(({ release }) => release !== null);
  const stage = served.find(({ name }) => name === search.get("stage")) ?? served[0];
  const at = stage?.release ?? undefined;
  const operations = useApi(routes.connectors.operations, { params: { connector: connector.name }, query: { limit: 500, ...(at ? { version: at } : {}) } }, { enabled: stage !== undefined });
  const detail = useApi(routes.connectors.operation, { params: { connector: connector.name, operation: operation ?? "" }, query: at ? { version: at } : {} }, { enabled: stage !== undefined && operation !== undefined });

  if (!stage) {
    return (
      <Section flush>
        <EmptyList
          picture="connectors"
          title={t("noStage")}
          detail={t("noStageDetail")}
          action={
            <LinkButton to={`/portal/connectors/${connector.name}/stages`} type="primary">
                {t("toStages")}
              </LinkButton>
          }
        />
      </Section>
    );
  }
  const query = search.toString();
  return (
    <>
      <Flex gap={8} style={{ marginBottom: 16 }} wrap>
        <Select
          showSearch={{ optionFilterProp: "text" }}
          style={{ flex: "1 1 360px", maxWidth: 720 }}
          aria-label={t("operation")}
          placeholder={t("choose")}
          notFoundContent={t("noOperations")}
          loading={operations.isPending}
          value={operation ?? null}
          options={(operations.data?.items ?? []).map((one) => ({
            value: one.id,
            text: `${one.method} ${one.path} ${summaryIn(locale, one) ?? ""} ${one.id}`,
            label: (
              <Flex gap={10} align="center">
                <MethodTag method={one.method} />
                <code>{one.path}</code>
                <span style={{ color: "var(--ant-color-text-tertiary)", overflow: "hidden", textOverflow: "ellipsis" }}>{summaryIn(locale, one)}</span>
              </Flex>
            ),
          }))}
          onChange={(id: string) => void navigate(`/portal/connectors/${connector.name}/call/${encodeURIComponent(id)}${query === "" ? "" : `?${query}`}`)}
        />
        <Select aria-label={t("stage")} style={{ minWidth: 160 }} value={stage.name} options={served.map((one) => ({ value: one.name, label: `${one.name} · ${one.release}` }))} onChange={(name: string) => setSearch({ stage: name }, { replace: true })} />
      </Flex>
      {operation === undefined && (
        <Section flush>
          <EmptyList picture="records" title={t("choose")} detail={t("chooseDetail")} />
        </Section>
      )}
      {detail.error && <ErrorNote error={detail.error} onRetry={() => void detail.refetch()} />}
      {operation !== undefined && detail.isPending && <Skeleton active />}
      {detail.data && operation !== undefined && <CallForm key={`${operation}-${at}`} connector={connector.name} stage={stage.name} operation={detail.data.operation} schemas={detail.data.schemas} />}
    </>
  );
}
