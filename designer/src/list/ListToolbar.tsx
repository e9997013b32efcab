import { DownloadOutlined, ReloadOutlined, SearchOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Flex, Input, Popover, Select, Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../i18n/index.ts";
import type { ListFilter } from "./arrange.ts";
import type { ListState } from "./list-state.ts";
import styles from "./ListToolbar.module.css";
import { messages } from "./messages.ts";
import { SavedViews } from "./SavedViews.tsx";

export interface ListToolbarProps<Item> {
  /** Name of the list. */
  name: string;
  state: ListState;
  change: (part: Partial<ListState>) => void;
  filters: readonly ListFilter<Item>[];
  placeholder?: string | undefined;
  /** How many match; at least so many where they were not counted. */
  shown: number | { atLeast: number };
  count: number | undefined;
  busy: boolean;
  onReload: () => void;
  onCsv: (() => void) | undefined;
  columns: readonly { key: string; title: string }[];
  hidden: readonly string[];
  onHide: (hidden: string[]) => void;
  actions?: ReactNode;
}

/** Search, filters, how many, columns and export of a list. */
export function ListToolbar<Item>({ name, state, change, filters, placeholder, shown, count, busy, onReload, onCsv, columns, hidden, onHide, actions }: ListToolbarProps<Item>): ReactNode {
  const t = useText(messages);
  const narrowed = state.search !== "" || Object.keys(state.filters).length > 0;
  return (
    <Flex className={styles.toolbar} gap={8} align="center" wrap>
      <Input
        className={styles.search}
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        placeholder={placeholder ?? t("search")}
        aria-label={placeholder ?? t("search")}
        value={state.search}
        onChange={(event) => change({ search: event.target.value })}
      />
      {filters.map((filter) => (
        <Select
          key={filter.key}
          className={state.filters[filter.key] ? `${styles.filter} ${styles.chosen}` : styles.filter}
          allowClear
          popupMatchSelectWidth={false}
          placeholder={filter.label}
          aria-label={filter.label}
          value={state.filters[filter.key] ?? null}
          options={[...filter.options]}
          labelRender={({ label }) => `${filter.label}: ${String(label)}`}
          onChange={(value: string | null) => change({ filters: { ...state.filters, [filter.key]: value ?? "" } })}
        />
      ))}
      {narrowed && (
        <Button type="link" onClick={() => change({ search: "", filters: {} })}>
          {t("clear")}
        </Button>
      )}
      <Flex className={styles.right} gap="8px 2px" align="center" wrap>
        {count !== undefined && (
          <Typography.Text type="secondary" role="status" className={styles.count}>
            {narrowed && shown !== count ? t("shown", { shown: typeof shown === "number" ? shown : `${shown.atLeast}+`, count }) : t("count", { count })}
          </Typography.Text>
        )}
        <SavedViews list={name} state={state} onChoose={change} />
        <Button type="text" icon={<ReloadOutlined spin={busy} />} aria-label={t("reload")} title={t("reload")} onClick={onReload} />
        {columns.length > 0 && (
          <Popover
            trigger="click"
            placement="bottomRight"
            title={t("columns")}
            content={<Checkbox.Group className={styles.columns} options={columns.map(({ key, title }) => ({ value: key, label: title }))} value={columns.map(({ key }) => key).filter((key) => !hidden.includes(key))} onChange={(kept) => onHide(columns.map(({ key }) => key).filter((key) => !kept.includes(key)))} />}
          >
            <Button type="text" icon={<SettingOutlined />} aria-label={t("columns")} title={t("columns")} />
          </Popover>
        )}
        {onCsv && <Button type="text" icon={<DownloadOutlined />} aria-label={t("csv")} title={t("csv")} onClick={onCsv} />}
        {actions && <div className={styles.actions}>{actions}</div>}
      </Flex>
    </Flex>
  );
}
