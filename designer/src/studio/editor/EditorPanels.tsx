import type { Query } from "@tessera/contracts";
import type { PlayerFrameProps } from "@tessera/player";
import { Tabs } from "antd";
import type { ReactNode } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { useText } from "../../i18n/index.ts";
import { Canvas } from "../canvas/Canvas.tsx";
import { useEditor } from "../editor-store/index.ts";
import { Inspector } from "../inspector/Inspector.tsx";
import { PageList } from "../pages/PageList.tsx";
import { Palette } from "../palette/Palette.tsx";
import { QueryEditor } from "../queries/QueryEditor.tsx";
import { QueryList } from "../queries/QueryList.tsx";
import { ComponentTree } from "../tree/ComponentTree.tsx";
import { type LeftTab, useEditorUi } from "./editor-ui.ts";
import { messages } from "./messages.ts";
import styles from "./Editor.module.css";

/** Left: pages, tree, components, data. Middle: canvas over the query drawer. Right: inspector. Sizes are remembered. */
export function EditorPanels({ onKey }: { onKey: NonNullable<PlayerFrameProps["onKey"]> }): ReactNode {
  const t = useText(messages);
  const query = useEditor((editor) => (editor.openQuery === null ? undefined : (editor.records[`query/${editor.openQuery}`] as Query | undefined)));
  const across = useDefaultLayout({ id: "tessera.studio.across", storage: localStorage });
  const down = useDefaultLayout({ id: "tessera.studio.down", storage: localStorage, panelIds: query ? ["canvas", "drawer"] : ["canvas"] });
  return (
    <Group id="studio-across" className={styles.panels} orientation="horizontal" {...across}>
      <Panel id="left" className={styles.side} defaultSize={272} minSize={200} maxSize={480} groupResizeBehavior="preserve-pixel-size">
        <LeftTabs />
      </Panel>
      <Separator className={styles.handle} aria-label={t("resize")} />
      <Panel id="middle" minSize={320}>
        <Group id="studio-down" orientation="vertical" {...down}>
          <Panel id="canvas" minSize={160}>
            <Canvas onKey={onKey} />
          </Panel>
          {query && (
            <>
              <Separator className={styles.handle} aria-label={t("resize")} />
              <Panel id="drawer" defaultSize={340} minSize={160} groupResizeBehavior="preserve-pixel-size">
                <QueryEditor key={query.id} query={query} />
              </Panel>
            </>
          )}
        </Group>
      </Panel>
      <Separator className={styles.handle} aria-label={t("resize")} />
      <Panel id="right" className={styles.side} defaultSize={312} minSize={240} maxSize={560} groupResizeBehavior="preserve-pixel-size">
        <aside className={styles.scroll} aria-label={t("inspector")}>
          <Inspector />
        </aside>
      </Panel>
    </Group>
  );
}

function LeftTabs(): ReactNode {
  const t = useText(messages);
  const tab = useEditorUi((ui) => ui.leftTab);
  const setTab = useEditorUi((ui) => ui.setLeftTab);
  return (
    <Tabs
      size="small"
      className={styles.leftTabs ?? ""}
      activeKey={tab}
      onChange={(key) => setTab(key as LeftTab)}
      items={[
        { key: "components", label: t("components"), children: <Palette /> },
        { key: "tree", label: t("tree"), children: <ComponentTree /> },
        { key: "data", label: t("data"), children: <QueryList /> },
        { key: "pages", label: t("pages"), children: <PageList /> },
      ]}
    />
  );
}
