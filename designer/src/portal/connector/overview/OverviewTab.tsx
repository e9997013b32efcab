import { DownloadOutlined, ThunderboltOutlined } from "@ant-design/icons";
import { type ConnectorView, routes } from "@tessera/contracts";
import { useMutation } from "@tanstack/react-query";
import { Button, Descriptions, Flex, Typography } from "antd";
import { type ReactNode, Suspense, lazy } from "react";
import { Link } from "react-router";
import { callApi } from "../../../api/index.ts";
import { useNotice } from "../../../feedback/index.ts";
import { useText } from "../../../i18n/index.ts";
import { LinkButton, Section } from "../../../layout/index.ts";
import { saveFile } from "../../../list/index.ts";
import { useAllowed } from "../../../session/index.ts";
import { RelativeTime } from "../../../time/index.ts";
import { DocsQuality } from "./DocsQuality.tsx";
import { messages } from "./messages.ts";
import { Readiness } from "./Readiness.tsx";
import { StageAddresses } from "./StageAddresses.tsx";
import styles from "./OverviewTab.module.css";

const Markdown = lazy(() => import("../../../markdown/Markdown.tsx"));

/** Whether it works, where it is reached, whose it is. */
export function OverviewTab({ connector }: { connector: ConnectorView }): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const mayCall = useAllowed("connector.call");
  const mayWrite = useAllowed("connector.write");
  const exported = useMutation({
    mutationFn: () => callApi(routes.connectors.export, { params: { connector: connector.name } }),
    onSuccess: (document) => saveFile(`${connector.name}.openapi.json`, "application/json", JSON.stringify(document, null, 2)),
    onError: notice.failed,
  });
  return (
    <div className={styles.columns}>
      <div>
        <Readiness connector={connector.name} goOn={mayWrite} />
        <Section title={t("description")}>
          {connector.description === "" ? (
            <Typography.Text type="secondary">{t("noDescription")}</Typography.Text>
          ) : (
            <Suspense>
              <Markdown text={connector.description} />
            </Suspense>
          )}
        </Section>
      </div>
      <div>
        <StageAddresses connector={connector} />
        {connector.operationCount > 0 && <DocsQuality connector={connector.name} />}
        <Section title={t("facts")}>
          <Descriptions
            column={1}
            size="small"
            items={[
              { key: "owner", label: t("owner"), children: connector.owner },
              { key: "visibility", label: t("visibility"), children: t(connector.visibility) },
              { key: "operations", label: t("operations"), children: <Link to="operations">{connector.operationCount}</Link> },
              { key: "latest", label: t("latest"), children: connector.latestVersion ?? t("none") },
              ...(connector.catalog === null ? [] : [{ key: "catalog", label: t("catalog"), children: connector.catalog }]),
              { key: "created", label: t("created"), children: <span><RelativeTime at={connector.createdAt} /> {t("by", { who: connector.createdBy })}</span> },
              { key: "updated", label: t("updated"), children: <span><RelativeTime at={connector.updatedAt} /> {t("by", { who: connector.updatedBy })}</span> },
            ]}
          />
          <Flex gap={8} wrap style={{ marginTop: 16 }}>
            {mayCall && (
              <LinkButton to="call" icon={<ThunderboltOutlined />}>
                  {t("tryIt")}
                </LinkButton>
            )}
            <Button icon={<DownloadOutlined />} loading={exported.isPending} onClick={() => exported.mutate()}>
              {t("exportDocument")}
            </Button>
          </Flex>
        </Section>
      </div>
    </div>
  );
}
