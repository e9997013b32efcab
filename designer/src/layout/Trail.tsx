import { Breadcrumb } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";
import { useTrailStore } from "./trail.ts";

/** The breadcrumb of the current page (see `useTrail`). */
export function Trail(): ReactNode {
  const t = useText(messages);
  const crumbs = useTrailStore((state) => state.crumbs);
  return (
    <nav aria-label={t("location")} style={{ minWidth: 0, overflow: "hidden" }}>
      <Breadcrumb
        items={crumbs.map(({ title, to }, index) => ({ key: `${index}${title}`, title: to === undefined ? <span aria-current="page">{title}</span> : <Link to={to}>{title}</Link> }))}
        styles={{ root: { whiteSpace: "nowrap" } }}
      />
    </nav>
  );
}
