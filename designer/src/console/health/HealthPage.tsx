import { ApiOutlined, CloudServerOutlined, DatabaseOutlined } from "@ant-design/icons";
import { routes } from "@tessera/contracts";
import { useQuery } from "@tanstack/react-query";
import { Badge, Button } from "antd";
import type { ReactNode } from "react";
import { useApi } from "../../api/index.ts";
import { useText } from "../../i18n/index.ts";
import { Page, useTrail } from "../../layout/index.ts";
import { formatDuration } from "../../time/index.ts";
import styles from "./HealthPage.module.css";
import { messages } from "./messages.ts";
import { type Probe, probe } from "./probe.ts";

const refreshMs = 5_000;

interface PartProps {
  icon: ReactNode;
  title: string;
  detail: string;
  up: boolean | undefined;
  note?: string | undefined;
}

function Part({ icon, title, detail, up, note }: PartProps): ReactNode {
  const t = useText(messages);
  return (
    <li className={styles.part}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <div className={styles.text}>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.detail}>{detail}</p>
      </div>
      <div className={styles.state}>
        <Badge status={up === undefined ? "default" : up ? "success" : "error"} text={up === undefined ? t("unknown") : up ? t("up") : t("down")} />
        {note && <span className={styles.detail}>{note}</span>}
      </div>
    </li>
  );
}

function useProbe(path: string) {
  return useQuery<Probe>({ queryKey: ["health", path], queryFn: ({ signal }) => probe(path, signal), refetchInterval: refreshMs, retry: false });
}

/** Whether server, store and gateways answer, asked every few seconds. */
export function HealthPage(): ReactNode {
  const t = useText(messages);
  useTrail([{ title: t("title") }]);
  const server = useProbe("/healthz");
  const store = useProbe("/readyz");
  const gateways = useApi(routes.gateways.list, {}, { refetchMs: refreshMs });
  const alive = gateways.data?.items.filter((gateway) => gateway.alive) ?? [];
  const behind = alive.filter((gateway) => !gateway.current).length;
  const note = (one: ReturnType<typeof useProbe>) => (one.data?.up ? t("answered", { duration: formatDuration(one.data.durationMs) }) : undefined);
  const up = (one: ReturnType<typeof useProbe>) => (one.isPending ? undefined : (one.data?.up ?? false));
  return (
    <Page
      title={t("title")}
      detail={t("detail")}
      width={960}
      actions={
        <>
          <Button href="/api/docs" target="_blank">
            {t("apiDocument")}
          </Button>
          <Button href="/metrics" target="_blank">
            {t("metrics")}
          </Button>
        </>
      }
    >
      <ul className={styles.parts} aria-live="polite">
        <Part icon={<CloudServerOutlined />} title={t("server")} detail={t("serverDetail")} up={up(server)} note={note(server)} />
        <Part icon={<DatabaseOutlined />} title={t("store")} detail={t("storeDetail")} up={up(store)} note={note(store)} />
        <Part icon={<ApiOutlined />} title={t("gateway")} detail={alive.length > 0 ? t("gatewayDetail", { count: alive.length }) : t("noGateway")} up={gateways.data ? alive.length > 0 : undefined} note={behind > 0 ? t("behind", { count: behind }) : undefined} />
      </ul>
    </Page>
  );
}
