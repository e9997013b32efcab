import { type RolloutFacts, type RolloutView, type StageView, routes } from "@tessera/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Flex, Typography } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { keyOf, useApi, useChange } from "../../../../api/index.ts";
import { useNotice } from "../../../../feedback/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { useAllowed } from "../../../../session/index.ts";
import { RelativeTime, formatDuration } from "../../../../time/index.ts";
import { ChangeRolloutDialog } from "./ChangeRolloutDialog.tsx";
import { messages } from "./messages.ts";
import styles from "./Rollout.module.css";
import { errorPercent } from "./rollout-values.ts";

const refreshMs = 1_000;
const stales = [routes.connectors.get, routes.connectors.list, routes.rollouts.status] as const;

/** A version that is tried or watched on a stage: how it does beside the other one, and what can be done with it. */
export function RunningRollout({ connector, stage, rollout }: { connector: string; stage: StageView; rollout: RolloutView }): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const client = useQueryClient();
  const mayPublish = useAllowed("connector.publish");
  const [isChanging, setChanging] = useState(false);
  const params = { connector, stage: stage.name };
  const status = useApi(routes.rollouts.status, { params }, { refetchMs: refreshMs });
  const isOver = status.data !== undefined && status.data.rollout?.startedAt !== rollout.startedAt && status.data.revision > stage.revision;
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: keyOf(routes.connectors.get) });
  }, [isOver, client]);
  const onError = (error: unknown) => {
    notice.failed(error);
    void client.invalidateQueries({ queryKey: keyOf(routes.connectors.get) });
  };
  const promote = useChange(routes.rollouts.promote, { stales, onSuccess: () => notice.done(t("promoted", { version: rollout.version })) });
  const cancel = useChange(routes.rollouts.cancel, { stales, onSuccess: () => notice.done(rollout.canary === null ? t("stopped") : t("cancelled", { version: rollout.previous })) });
  const isBusy = promote.isPending || cancel.isPending;
  const { canary } = rollout;
  const facts = isOver ? undefined : status.data?.facts;
  return (
    <section className={styles.running} aria-label={t(canary === null ? "watching" : "trying", { version: rollout.version })}>
      <Flex className={styles.head ?? ""} justify="space-between" align="center" gap={16} wrap>
        <div>
          <Typography.Text strong>{t(canary === null ? "watching" : "trying", { version: rollout.version })}</Typography.Text>{" "}
          <Typography.Text type="secondary">
            <RelativeTime at={rollout.startedAt} /> · {rollout.startedBy}
          </Typography.Text>
        </div>
        {mayPublish && (
          <Flex gap={8} wrap>
            {canary !== null && (
              <Button type="primary" loading={promote.isPending} disabled={isBusy} onClick={() => promote.mutate({ params, body: { revision: stage.revision } }, { onError })}>
                {t("promote", { version: rollout.version })}
              </Button>
            )}
            <Button disabled={isBusy} onClick={() => setChanging(true)}>
              {t("change")}
            </Button>
            <Button danger={canary !== null} loading={cancel.isPending} disabled={isBusy} onClick={() => cancel.mutate({ params, body: { revision: stage.revision } }, { onError })}>
              {t(canary === null ? "stopWatching" : "cancel")}
            </Button>
          </Flex>
        )}
      </Flex>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("version")}</th>
            <th scope="col">{t("share")}</th>
            <th scope="col" className={styles.number}>{t("calls")}</th>
            <th scope="col" className={styles.number}>{t("errorRate")}</th>
            <th scope="col" className={styles.number}>{t("p95")}</th>
          </tr>
        </thead>
        <tbody>
          <FactsRow version={rollout.version} share={<Share rollout={rollout} />} facts={facts?.version} limit={rollout.guard?.maxErrorRate} />
          {canary !== null && <FactsRow version={rollout.previous} share={t("rest")} facts={facts?.previous} />}
        </tbody>
      </table>
      <div className={styles.guard}>
        <GuardText rollout={rollout} />
      </div>
      <ChangeRolloutDialog connector={connector} stage={stage} rollout={rollout} open={isChanging} onClose={() => setChanging(false)} />
    </section>
  );
}

function FactsRow({ version, share, facts, limit }: { version: string; share: ReactNode; facts: RolloutFacts | undefined; limit?: number | null | undefined }): ReactNode {
  const t = useText(messages);
  const percent = facts === undefined ? undefined : errorPercent(facts);
  const isOver = percent !== undefined && limit !== null && limit !== undefined && percent > limit * 100;
  return (
    <tr>
      <td>
        <Typography.Text strong>{version}</Typography.Text>
      </td>
      <td>{share}</td>
      <td className={styles.number}>{facts?.calls ?? "–"}</td>
      <td className={styles.number}>
        {percent === undefined ? "–" : <Typography.Text {...(isOver ? { type: "danger" as const, strong: true } : {})}>{`${percent} %`}</Typography.Text>}
      </td>
      <td className={styles.number}>{facts === undefined || facts.p95Ms === null ? (facts === undefined ? "–" : t("none")) : formatDuration(facts.p95Ms)}</td>
    </tr>
  );
}

function Share({ rollout: { canary } }: { rollout: RolloutView }): ReactNode {
  const t = useText(messages);
  if (canary === null) return t("everyone");
  const parts = [
    ...(canary.weight > 0 || (canary.header === null && canary.callers.length === 0) ? [`${canary.weight} %`] : []),
    ...(canary.header === null ? [] : [t("byHeader", { name: canary.header.name, values: canary.header.values.join(", ") })]),
    ...(canary.callers.length === 0 ? [] : [t("byCallers", { count: canary.callers.length })]),
  ];
  return parts.join(" · ");
}

function GuardText({ rollout: { guard, canary } }: { rollout: RolloutView }): ReactNode {
  const t = useText(messages);
  if (guard === null) return t("guardOff");
  const limits = [...(guard.maxErrorRate === null ? [] : [t("limitErrors", { percent: Math.round(guard.maxErrorRate * 1000) / 10 })]), ...(guard.maxP95Ms === null ? [] : [t("limitP95", { time: formatDuration(guard.maxP95Ms) })])];
  return `${t("guardRules", { limits: limits.join(" / "), count: guard.minCalls })}${canary === null ? t("guardUntil", { time: formatDuration(guard.watchSeconds * 1000) }) : ""}`;
}
