import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled, DisconnectOutlined } from "@ant-design/icons";
import { type StageProgress, routes } from "@tessera/contracts";
import { Alert, Button, Modal, Progress, theme } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { useApi } from "../../../../api/index.ts";
import { ErrorNote } from "../../../../feedback/index.ts";
import { useLocale, useText } from "../../../../i18n/index.ts";
import { messages } from "./messages.ts";
import styles from "./Rollout.module.css";

const lookMs = 400;

/** What was published, to be followed until the gateways have it. */
export interface Followed {
  stage: string;
  version: string;
  /** Revision of the gateways' snapshot; progress of an earlier one says nothing. */
  gatewayRevision: number;
}

interface ProgressDialogProps {
  connector: string;
  followed: Followed | undefined;
  onClose: () => void;
  /** Every gateway that runs has it. */
  onComplete: (followed: Followed) => void;
}

/** Shows gateway by gateway who serves what was published; goes away by itself once all do. */
export function ProgressDialog({ connector, followed, onClose, onComplete }: ProgressDialogProps): ReactNode {
  const t = useText(messages);
  const progress = useApi(routes.rollouts.progress, { params: { connector, stage: followed?.stage ?? "" } }, { enabled: followed !== undefined, refetchMs: lookMs });
  const data = followed !== undefined && progress.data !== undefined && progress.data.gatewayRevision >= followed.gatewayRevision ? progress.data : undefined;
  const isComplete = data?.isComplete === true;
  const reported = useRef<Followed>(undefined);
  useEffect(() => {
    if (!isComplete || followed === undefined || reported.current === followed) return;
    reported.current = followed;
    onComplete(followed);
  }, [isComplete, followed, onComplete]);
  return (
    <Modal open={followed !== undefined && !isComplete} title={t("progressTitle", { version: followed?.version ?? "" })} onCancel={onClose} mask={{ closable: false }} footer={<Button onClick={onClose}>{t("close")}</Button>}>
      {progress.error && <ErrorNote error={progress.error} onRetry={() => void progress.refetch()} />}
      {data === undefined ? !progress.error && <Progress percent={0} status="active" showInfo={false} /> : <GatewayList progress={data} />}
    </Modal>
  );
}

const order = { refused: 0, waiting: 1, gone: 2, current: 3 } as const;
type GatewayState = keyof typeof order;

function stateOf({ alive, isCurrent, refused }: StageProgress["gateways"][number]): GatewayState {
  if (!alive) return "gone";
  if (isCurrent) return "current";
  return refused === null ? "waiting" : "refused";
}

function GatewayList({ progress: { gateways } }: { progress: StageProgress }): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const { token } = theme.useToken();
  const alive = gateways.filter((gateway) => gateway.alive);
  const current = alive.filter(({ isCurrent }) => isCurrent).length;
  if (alive.length === 0) return <Alert type="warning" showIcon title={t("noGateways")} />;
  const isRefused = alive.some((gateway) => stateOf(gateway) === "refused");
  const icons: Record<GatewayState, ReactNode> = {
    current: <CheckCircleFilled style={{ color: token.colorSuccess }} />,
    waiting: <ClockCircleOutlined style={{ color: token.colorTextSecondary }} />,
    refused: <CloseCircleFilled style={{ color: token.colorError }} />,
    gone: <DisconnectOutlined style={{ color: token.colorTextSecondary }} />,
  };
  return (
    <>
      <div role="status">{t(isRefused ? "progressRefused" : current === alive.length ? "progressDone" : "progressBehind")}</div>
      <Progress percent={Math.round((current / alive.length) * 100)} format={() => `${current}/${alive.length}`} status={isRefused ? "exception" : "active"} aria-label={t("progressBehind")} />
      <ul className={styles.gateways}>
        {gateways.toSorted((a, b) => order[stateOf(a)] - order[stateOf(b)]).map((gateway) => (
          <li key={gateway.id}>
            {icons[stateOf(gateway)]}
            <code title={gateway.address ?? undefined}>{gateway.id}</code>
            <span>
              {t(stateOf(gateway))}
              {gateway.refused !== null && !gateway.isCurrent && <div style={{ color: token.colorError, maxWidth: 260 }}>{gateway.refused[locale]}</div>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
