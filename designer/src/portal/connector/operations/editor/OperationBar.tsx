import { ArrowLeftOutlined, ThunderboltOutlined } from "@ant-design/icons";
import type { Operation } from "@tessera/contracts";
import { Flex } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useText } from "../../../../i18n/index.ts";
import { LinkButton } from "../../../../layout/index.ts";
import { useAllowed } from "../../../../session/index.ts";
import { MethodTag } from "../MethodTag.tsx";
import styles from "./Editor.module.css";
import { messages } from "./messages.ts";

interface OperationBarProps {
  connector: string;
  operation: Operation;
  back: string;
  /** State of the edit, beside the name. */
  state?: ReactNode;
  children?: ReactNode;
}

/** Which operation this is, the way back, and what can be done. */
export function OperationBar({ connector, operation, back, state, children }: OperationBarProps): ReactNode {
  const t = useText(messages);
  const mayCall = useAllowed("connector.call");
  return (
    <div className={styles.bar}>
      <Flex gap={10} align="center" style={{ minWidth: 0, flex: "1 1 auto" }}>
        <Link to={back} className={styles.back} aria-label={t("back")} title={t("back")}>
          <ArrowLeftOutlined />
        </Link>
        <MethodTag method={operation.method} />
        <h2 className={styles.title}>
          <code>{operation.path}</code>
        </h2>
        {state}
      </Flex>
      <Flex gap={6} align="center">
        {mayCall && (
          <LinkButton to={`/portal/connectors/${connector}/call/${encodeURIComponent(operation.id)}`} icon={<ThunderboltOutlined />}>
            {t("tryIt")}
          </LinkButton>
        )}
        {children}
      </Flex>
    </div>
  );
}
