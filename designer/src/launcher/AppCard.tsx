import { StarFilled, StarOutlined } from "@ant-design/icons";
import { routes } from "@tessera/contracts";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useChange } from "../api/index.ts";
import { AppIcon } from "../app-icon/index.ts";
import { useNotice } from "../feedback/index.ts";
import { useLocalize, useText } from "../i18n/index.ts";
import { RelativeTime } from "../time/index.ts";
import styles from "./AppCard.module.css";
import type { LaunchableApp } from "./group-apps.ts";
import { messages } from "./messages.ts";

/** One app, under a heading of the level that its place asks for: a click anywhere opens it. */
export function AppCard({ app, space, heading: Heading }: { app: LaunchableApp; space: string; heading: "h2" | "h3" }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const notice = useNotice();
  const title = localize(app.title) || app.name;
  const favourite = useChange(routes.published.setFavourite, { stales: [routes.published.list] });
  // Shown at once; falls back to the truth when the change fails.
  const isFavourite = favourite.isPending ? favourite.variables.body.favourite : app.favourite;
  const label = isFavourite ? t("removeFavourite", { app: title }) : t("addFavourite", { app: title });
  return (
    <article className={styles.card}>
      <div className={styles.top}>
        <AppIcon name={app.icon} />
        <Button
          type="text"
          size="small"
          className={styles.star ?? ""}
          aria-pressed={isFavourite}
          aria-label={label}
          title={label}
          icon={isFavourite ? <StarFilled className={styles.starred} /> : <StarOutlined />}
          onClick={() => favourite.mutate({ params: { app: app.name }, body: { favourite: !isFavourite } }, { onError: notice.failed })}
        />
      </div>
      <Heading className={styles.title}>
        <Link to={`/apps/${space}/${app.name}`} className={styles.link}>
          {title}
        </Link>
      </Heading>
      <p className={styles.description}>{localize(app.description)}</p>
      <div className={styles.foot}>
        <span>v{app.version}</span>
        <span aria-hidden>·</span>
        <span>
          {t("published")} <RelativeTime at={app.publishedAt} />
        </span>
      </div>
    </article>
  );
}
