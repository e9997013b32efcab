import type { ConnectorView } from "@tessera/contracts";
import { Flex, Result } from "antd";
import type { ReactNode } from "react";
import { useLocalize, useText } from "../../i18n/index.ts";
import { Readiness } from "../connector/overview/Readiness.tsx";
import { LinkButton } from "../../layout/LinkButton.tsx";
import { messages } from "./messages.ts";

/** It is registered: what is still missing, and the ways on. */
export function DoneStep({ connector, imported, into }: { connector: ConnectorView; imported: number; into: boolean }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const base = `/portal/connectors/${connector.name}`;
  const title = localize(connector.title) || connector.name;
  const hasBackend = connector.stages.some(({ backend }) => backend !== null);
  return (
    <>
      <Result
        status="success"
        style={{ padding: "16px 0 24px" }}
        title={into ? t("doneInto", { title }) : t("doneTitle", { title })}
        subTitle={imported > 0 ? t("doneDetail", { count: imported }) : t("doneEmpty")}
        extra={
          <Flex gap={8} justify="center">
            <LinkButton to={`${base}/operations`}>{t("seeOperations")}</LinkButton>
            <LinkButton to={`${base}/stages`} type="primary">
                {hasBackend ? t("publishNow") : t("setBackend")}
              </LinkButton>
          </Flex>
        }
      />
      <Readiness connector={connector.name} />
    </>
  );
}
