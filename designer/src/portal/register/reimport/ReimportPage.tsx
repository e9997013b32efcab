import { routes } from "@tessera/contracts";
import { Skeleton } from "antd";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { useApi } from "../../../api/index.ts";
import { ErrorPageOf } from "../../../feedback/index.ts";
import { useLocalize, useText } from "../../../i18n/index.ts";
import { Page, Section, useTrail } from "../../../layout/index.ts";
import { messages } from "../messages.ts";
import { ImportWay } from "../operations/ImportWay.tsx";

/** Imports over a connector that has operations: what would be added, changed and removed is shown first. */
export function ReimportPage({ connector }: { connector: string }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const navigate = useNavigate();
  const target = useApi(routes.connectors.get, { params: { connector } });
  const title = t("titleInto", { name: localize(target.data?.title) || connector });
  useTrail([{ title: t("connectors"), to: "/portal/connectors" }, { title: connector, to: `/portal/connectors/${connector}` }, { title }]);
  if (target.error && !target.data) return <ErrorPageOf error={target.error} onRetry={() => void target.refetch()} />;
  return (
    <Page title={title} width={1040}>
      <Section>{target.data ? <ImportWay connector={target.data} onDone={() => void navigate(`/portal/connectors/${connector}/operations`)} /> : <Skeleton active />}</Section>
    </Page>
  );
}
