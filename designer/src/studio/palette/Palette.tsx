import { SearchOutlined } from "@ant-design/icons";
import type { ComponentManifest } from "@tessera/contracts";
import { Empty, Input, Tooltip } from "antd";
import { type ReactNode, useState } from "react";
import { useLocalize, useText } from "../../i18n/index.ts";
import { useDrag } from "../canvas/use-drag.tsx";
import { ComponentIcon, categories, manifests } from "../component/index.ts";
import { useEditorStore } from "../editor-store/index.ts";
import { insertComponent, insertionTarget } from "../nodes/index.ts";
import { messages } from "./messages.ts";
import styles from "./Palette.module.css";

/** Every component, by category: drag it to the canvas, or click or press Enter to insert it at the selection. */
export function Palette(): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const [search, setSearch] = useState("");
  const words = search.trim().toLowerCase();
  const fits = (manifest: ComponentManifest): boolean => words === "" || [manifest.type, ...Object.values(manifest.title), ...Object.values(manifest.description)].some((text) => text?.toLowerCase().includes(words));
  const groups = categories.map((category) => ({ category, entries: manifests.filter((manifest) => manifest.category === category && fits(manifest)) })).filter(({ entries }) => entries.length > 0);
  const titles = { layout: t("layout"), display: t("display"), data: t("data"), chart: t("chart"), input: t("input"), action: t("action") };
  return (
    <div className={styles.palette}>
      <Input allowClear prefix={<SearchOutlined aria-hidden />} placeholder={t("search")} aria-label={t("search")} value={search} onChange={(event) => setSearch(event.target.value)} />
      {groups.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("none")} />}
      {groups.map(({ category, entries }) => (
        <section key={category} aria-label={titles[category]}>
          <h3 className={styles.category}>{titles[category]}</h3>
          <div className={styles.grid}>
            {entries.map((manifest) => (
              <Entry key={manifest.type} manifest={manifest} title={localize(manifest.title)} description={localize(manifest.description)} />
            ))}
          </div>
        </section>
      ))}
      <p className={styles.hint}>{t("hint")}</p>
    </div>
  );
}

function Entry({ manifest, title, description }: { manifest: ComponentManifest; title: string; description: string }): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const drag = useDrag();
  const insert = (): void => {
    const { records, page, selection, breakpoint } = store.getState();
    insertComponent(store, manifest, insertionTarget(records, page, selection), breakpoint, { label: t("add", { title }) });
  };
  return (
    <Tooltip title={description} placement="right" mouseEnterDelay={0.6}>
      <button
        type="button"
        className={styles.entry}
        data-component={manifest.type}
        onPointerDown={(event) => drag.start(event, manifest.type)}
        onClick={(event) => {
          // A pointer's click is decided by the drag; this one is the keyboard's.
          if (event.detail === 0) insert();
        }}
      >
        <span className={styles.icon}>
          <ComponentIcon type={manifest.type} />
        </span>
        <span className={styles.title}>{title}</span>
      </button>
    </Tooltip>
  );
}
