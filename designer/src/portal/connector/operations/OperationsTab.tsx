import { ImportOutlined, PlusOutlined, ThunderboltOutlined } from "@ant-design/icons";
import type { ConnectorView } from "@tessera/contracts";
import { Button, Flex } from "antd";
import { type ReactNode, Suspense, useCallback, useEffect, useState } from "react";
import { useLocation, useNavigate, useParams } from "react-router";
import { useText } from "../../../i18n/index.ts";
import { LinkButton, LoadingPage, Section, pageOnDemand } from "../../../layout/index.ts";
import { EmptyList } from "../../../list/index.ts";
import { useAllowed } from "../../../session/index.ts";
import { AddOperationDialog } from "./AddOperationDialog.tsx";
import { OperationList } from "./list/OperationList.tsx";
import { messages } from "./messages.ts";

const { Page: OperationPage, readAhead } = pageOnDemand(async () => (await import("./editor/OperationPage.tsx")).OperationPage);

/** The operations of the draft; the address names the one that is open. */
export function OperationsTab({ connector }: { connector: ConnectorView }): ReactNode {
  const t = useText(messages);
  const { operation } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const mayWrite = useAllowed("connector.write");
  const base = `/portal/connectors/${connector.name}/operations`;
  const [adding, setAdding] = useState(false);
  // Whoever sees the list opens one of it next.
  useEffect(readAhead, []);
  const open = useCallback((address: string) => void navigate(address), [navigate]);
  const back = `${base}${withoutPlace(search)}`;
  if (operation !== undefined) {
    return (
      <Suspense fallback={<LoadingPage />}>
        <OperationPage connector={connector} operation={operation} back={back} onRemoved={() => void navigate(back)} />
      </Suspense>
    );
  }
  const add = (
    <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  const byExample = (
    <LinkButton to={`/portal/register?connector=${connector.name}&step=operations&by=example`} icon={<ThunderboltOutlined />}>
      {t("byExample")}
    </LinkButton>
  );
  return (
    <>
      <Section flush>
        <OperationList
          connector={connector}
          base={base}
          onOpen={open}
          actions={
            mayWrite && (
              <Flex gap={8}>
                <LinkButton to={`/portal/register?into=${connector.name}`} icon={<ImportOutlined />}>
                  {t("reimport")}
                </LinkButton>
                {byExample}
                {add}
              </Flex>
            )
          }
          empty={
            <EmptyList
              picture="connectors"
              title={t("empty")}
              detail={t("emptyDetail")}
              action={
                mayWrite && (
                  <Flex gap={8} justify="center">
                    <LinkButton to={`/portal/register?into=${connector.name}`} type="primary" icon={<ImportOutlined />}>
                      {t("importAction")}
                    </LinkButton>
                    {byExample}
                    {add}
                  </Flex>
                )
              }
            />
          }
        />
      </Section>
      <AddOperationDialog
        open={adding}
        connector={connector.name}
        onClose={() => setAdding(false)}
        onAdded={(id) => {
          setAdding(false);
          void navigate(`${base}/${encodeURIComponent(id)}${search}`);
        }}
      />
    </>
  );
}

/** The state of the list without the place that an editor was opened at. */
function withoutPlace(search: string): string {
  const params = new URLSearchParams(search);
  params.delete("at");
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
