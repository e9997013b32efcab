import { CopyOutlined, DeleteOutlined } from "@ant-design/icons";
import type { PageNode } from "@tessera/contracts";
import { renameNode } from "@tessera/page";
import { Button, Input, Tabs, Tooltip, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useLocalize, useText } from "../../i18n/index.ts";
import { ComponentIcon, manifestOf } from "../component/index.ts";
import { useEditor, useEditorStore, useSelectedNode } from "../editor-store/index.ts";
import { useEditorUi } from "../editor/editor-ui.ts";
import { useNodeActions } from "../nodes/index.ts";
import { PageSettings } from "../pages/PageSettings.tsx";
import { AlignPanel } from "./AlignPanel.tsx";
import { EventsPanel } from "./EventsPanel.tsx";
import styles from "./Inspector.module.css";
import { messages } from "./messages.ts";
import { PlacePanel } from "./PlacePanel.tsx";
import { PropertyPanel } from "./PropertyPanel.tsx";
import { VisibilityPanel } from "./VisibilityPanel.tsx";

/** What is selected, with everything that can be set of it: a component, several, or the page. */
export function Inspector(): ReactNode {
  const node = useSelectedNode();
  const several = useEditor((editor) => editor.selection.length > 1);
  if (several) return <AlignPanel />;
  return node === null ? <PageSettings /> : <NodeInspector key={node.id} node={node} />;
}

function NodeInspector({ node }: { node: PageNode }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const actions = useNodeActions();
  const tab = useEditorUi((ui) => ui.inspectorTab);
  const setTab = useEditorUi((ui) => ui.setInspectorTab);
  const manifest = manifestOf(node.type);
  const events = manifest?.events.length ?? 0;
  const tabs = [
    { key: "properties", label: t("properties"), children: <PropertyPanel node={node} groups={["data", "content", "behaviour", "validation"]} /> },
    { key: "style", label: t("style"), children: <><PropertyPanel node={node} groups={["appearance"]} />{!manifest?.overlay && <PlacePanel node={node} />}</> },
    ...(events > 0 ? [{ key: "events", label: t("events"), children: <EventsPanel node={node} /> }] : []),
    { key: "visibility", label: t("visibility"), children: <VisibilityPanel node={node} /> },
  ];
  return (
    <div className={styles.inspector}>
      <div className={styles.head}>
        <span className={styles.icon}>
          <ComponentIcon type={node.type} />
        </span>
        <div className={styles.names}>
          <NodeName key={node.name} node={node} />
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {manifest ? localize(manifest.title) : t("unknown", { type: node.type })}
          </Typography.Text>
        </div>
        <Tooltip title={t("duplicate")}>
          <Button type="text" size="small" icon={<CopyOutlined />} aria-label={t("duplicate")} onClick={actions.duplicate} />
        </Tooltip>
        <Tooltip title={t("delete")}>
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("delete")} onClick={actions.remove} />
        </Tooltip>
      </div>
      <Tabs size="small" className={styles.tabs ?? ""} activeKey={tabs.some(({ key }) => key === tab) ? tab : "properties"} onChange={setTab} items={tabs} />
    </div>
  );
}

function NodeName({ node }: { node: PageNode }): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const [name, setName] = useState(node.name);
  const rename = (): void => {
    if (name === node.name) return;
    const done = name !== "" && store.getState().edit((records) => renameNode(records, { page: store.getState().page, node: node.id, name }));
    if (!done) setName(node.name);
  };
  return (
    <Tooltip title={t("nameHelp")} mouseEnterDelay={0.8}>
      <Input
        className={styles.name ?? ""}
        variant="borderless"
        size="small"
        aria-label={t("name")}
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value.trim())}
        onBlur={rename}
        onPressEnter={rename}
      />
    </Tooltip>
  );
}
