import { DesktopOutlined, MobileOutlined, TabletOutlined, WarningOutlined } from "@ant-design/icons";
import type { Breakpoint } from "@tessera/contracts";
import { Badge, Button, Flex, Popover, Segmented, Select, Tooltip, Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import { useEditor, useEditorStore } from "../editor-store/index.ts";
import { type Zoom, useEditorUi } from "../editor/editor-ui.ts";
import { messages } from "./messages.ts";
import styles from "./Canvas.module.css";

/** Breakpoint, zoom and what is wrong on the page. `width` of the page in CSS px. */
export function CanvasBar({ width, zoom }: { width: number; zoom: number }): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const breakpoint = useEditor((editor) => editor.breakpoint);
  const choice = useEditorUi((ui) => ui.zoom);
  const setZoom = useEditorUi((ui) => ui.setZoom);
  const percent = (value: number): string => `${Math.round(value * 100)} %`;
  const label = (icon: ReactNode, text: string): ReactNode => (
    <Tooltip title={text}>
      <span aria-label={text} role="img">
        {icon}
      </span>
    </Tooltip>
  );
  return (
    <Flex className={styles.bar} align="center" justify="space-between" gap={12}>
      <Flex align="center" gap={12}>
        <Segmented<Breakpoint>
          aria-label={t("breakpoint")}
          size="small"
          value={breakpoint}
          onChange={(value) => store.getState().setBreakpoint(value)}
          options={[
            { value: "desktop", label: label(<DesktopOutlined />, t("desktop")) },
            { value: "tablet", label: label(<TabletOutlined />, t("tablet")) },
            { value: "mobile", label: label(<MobileOutlined />, t("mobile")) },
          ]}
        />
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {Math.round(width)} px{breakpoint !== "desktop" && ` · ${t("derived")}`}
        </Typography.Text>
      </Flex>
      <Flex align="center" gap={8}>
        <Problems />
        <Select<Zoom>
          aria-label={t("zoom")}
          size="small"
          variant="borderless"
          popupMatchSelectWidth={false}
          value={choice}
          onChange={setZoom}
          options={[{ value: "fit", label: `${t("fit")} (${percent(zoom)})` }, ...[0.5, 0.75, 1, 1.25].map((value) => ({ value, label: percent(value) }))]}
        />
      </Flex>
    </Flex>
  );
}

function Problems(): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const all = useEditor((editor) => editor.problems);
  const records = useEditor((editor) => editor.records);
  const page = useEditor((editor) => editor.page);
  const problems = all.filter((problem) => problem.node === null || records[`node/${page}/${problem.node}`]);
  if (problems.length === 0) return null;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t("problems")}
      content={
        <ul className={styles.problems}>
          {problems.map((problem) => (
            <li key={`${problem.node}/${problem.property}`}>
              <Button type="link" size="small" disabled={problem.node === null} onClick={() => problem.node !== null && store.getState().select([problem.node])}>
                {problem.node === null ? t("page") : String(records[`node/${page}/${problem.node}`]?.name)}
                {problem.property !== null && ` · ${problem.property}`}
              </Button>
              <div>{problem.message}</div>
            </li>
          ))}
        </ul>
      }
    >
      <Button size="small" type="text" aria-label={t("problems")}>
        <Badge count={problems.length} size="small" color="var(--ant-color-error)">
          <WarningOutlined />
        </Badge>
      </Button>
    </Popover>
  );
}
