import { ApiOutlined, FileAddOutlined, UploadOutlined } from "@ant-design/icons";
import { type ConnectorView, routes } from "@tessera/contracts";
import { Typography } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { useApi } from "../../../api/index.ts";
import { useText } from "../../../i18n/index.ts";
import { MethodTag } from "../../connector/operations/MethodTag.tsx";
import listStyles from "../CheckStep.module.css";
import styles from "../SourceStep.module.css";
import { StepFooter } from "../StepFooter.tsx";
import { ByHand } from "./ByHand.tsx";
import { ExampleWay } from "./ExampleWay.tsx";
import { ImportWay } from "./ImportWay.tsx";
import { messages } from "./messages.ts";

const ways = { import: <UploadOutlined />, hand: <FileAddOutlined />, example: <ApiOutlined /> } as const;
type Way = keyof typeof ways;

interface OperationsStepProps {
  connector: ConnectorView;
  /** The way that is open at first. */
  first: string | undefined;
  focus: boolean;
  onBack: () => void;
  onNext: () => void;
}

const shown = 8;

/** Operations of the draft: from a document, by hand, or from calls that somebody copied. */
export function OperationsStep({ connector, first, focus, onBack, onNext }: OperationsStepProps): ReactNode {
  const t = useText(messages);
  const [way, setWay] = useState<Way>(() => (first === "hand" || first === "example" ? first : "import"));
  const operations = useApi(routes.connectors.operations, { params: { connector: connector.name }, query: { limit: shown } }, { keepPrevious: true });
  const { items = [], total = connector.operationCount } = operations.data ?? {};
  return (
    <>
      <div className={styles.kinds} role="group" aria-label={t("ways")}>
        {(Object.keys(ways) as Way[]).map((one, index) => (
          <button key={one} type="button" className={styles.kind} aria-pressed={one === way} autoFocus={focus && index === 0} onClick={() => setWay(one)}>
            <span className={styles.icon} aria-hidden>
              {ways[one]}
            </span>
            <span className={styles.title}>{t(one)}</span>
            <span className={styles.detail}>{t(`${one}Detail`)}</span>
          </button>
        ))}
      </div>
      {way === "import" && <ImportWay connector={connector} />}
      {way === "hand" && <ByHand connector={connector.name} onNext={() => total > 0 && onNext()} />}
      {way === "example" && <ExampleWay connector={connector.name} />}
      {total > 0 && (
        <div style={{ marginTop: 24 }}>
          <div role="status">
            <Typography.Title level={2} style={{ fontSize: 14 }}>
              {t("operations", { count: total })}
            </Typography.Title>
          </div>
          <ul className={listStyles.list} tabIndex={0}>
            {items.map((one) => (
              <li key={one.id} className={listStyles.row}>
                <MethodTag method={one.method} />
                <Link to={`/portal/connectors/${connector.name}/operations/${encodeURIComponent(one.id)}`}>
                  <code>{one.path}</code>
                </Link>
                <Typography.Text type="secondary" ellipsis>
                  {one.summary}
                </Typography.Text>
              </li>
            ))}
            {total > items.length && (
              <li className={listStyles.row}>
                <Link to={`/portal/connectors/${connector.name}/operations`}>{t("seeAll", { count: total })}</Link>
              </li>
            )}
          </ul>
        </div>
      )}
      <StepFooter onBack={onBack} onNext={onNext} disabled={total === 0} />
    </>
  );
}
