import { QuestionCircleOutlined } from "@ant-design/icons";
import type { PageNode, PropSpec, TaggedValue } from "@tessera/contracts";
import { setProp, unsetProp } from "@tessera/page";
import { Alert, Typography, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useLocalize, useText } from "../../i18n/index.ts";
import { ValueField } from "../binding/index.ts";
import { manifestOf } from "../component/index.ts";
import { useEditor, useEditorStore } from "../editor-store/index.ts";
import { PropControl, isInline, isText } from "./controls/PropControl.tsx";
import styles from "./Inspector.module.css";
import { ListHint } from "./ListHint.tsx";
import { messages } from "./messages.ts";
import { propGroups } from "./prop-groups.ts";

/** The properties of a component, by group, as its manifest describes them. */
export function PropertyPanel({ node, groups }: { node: PageNode; groups: readonly PropSpec["group"][] }): ReactNode {
  const t = useText(messages);
  const manifest = manifestOf(node.type);
  if (!manifest) return <Alert type="warning" showIcon style={{ margin: 12 }} title={t("unknown", { type: node.type })} description={t("unknownDetail")} />;
  const titles = { data: t("data"), content: t("content"), appearance: t("appearance"), behaviour: t("behaviour"), validation: t("validation") };
  const found = propGroups(manifest, groups);
  return (
    <div className={styles.panel}>
      {found.length === 0 && <Typography.Text type="secondary">{t("noProperties")}</Typography.Text>}
      {found.map(({ group, props }) => (
        <section key={group} className={styles.group} aria-label={titles[group]}>
          <h3 className={styles.groupTitle}>{titles[group]}</h3>
          {props.map((prop) => (
            <PropertyField key={prop.name} node={node} prop={prop} />
          ))}
        </section>
      ))}
    </div>
  );
}

function PropertyField({ node, prop }: { node: PageNode; prop: PropSpec }): ReactNode {
  const store = useEditorStore();
  const localize = useLocalize();
  const label = localize(prop.label) || prop.name;
  const help = localize(prop.help);
  const error = useEditor((editor) => editor.problems.find((problem) => problem.node === node.id && problem.property === prop.name)?.message);
  const change = (value: TaggedValue | undefined): void => {
    const { page, edit } = store.getState();
    const at = { page, node: node.id, prop: prop.name };
    edit((records) => (value === undefined ? unsetProp(records, at) : setProp(records, { ...at, value })), { group: `${node.id}/${prop.name}`, label });
  };
  const wantsList = [prop.schema["type"]].flat().includes("array");
  return (
    <div>
      <ValueField
        label={label}
        help={
          help && (
            <Tooltip title={help}>
              <QuestionCircleOutlined className={styles.help} aria-label={help} />
            </Tooltip>
          )
        }
        value={node.props?.[prop.name]}
        onChange={change}
        fallback={prop.default}
        bindable={prop.bindable}
        inline={isInline(prop)}
        error={error}
        texts={isText(prop) ? { keyParts: [node.name, prop.name], group: `${node.id}/${prop.name}`, multiline: prop.control !== "text" } : undefined}
        control={(value, onChange) => <PropControl prop={prop} label={label} node={node} value={value} onChange={onChange} onBind={(query) => change({ kind: "binding", template: `{{ queries.${query}.data }}` })} />}
      />
      {wantsList && <ListHint value={node.props?.[prop.name]} onChange={change} />}
    </div>
  );
}
