import { manifests } from "../../runtime/components/src/manifests.ts";

export type DocsLocale = "en" | "zh-CN";
type Manifest = (typeof manifests)[number];
type Text = Partial<Record<DocsLocale, string>>;

const words = {
  en: {
    title: "Components",
    other: "[简体中文](components.zh-CN.md)",
    intro:
      "Every component of the studio: its type in page files, properties, events, slots and the values that bindings read. This page is made from the manifests by `node tools/docs.ts`; a test fails when it is not current.",
    how: "A property is set in the inspector under Properties; **fx** beside it turns it into a binding. Properties marked with — in the column “binding” take fixed values only.",
    category: "Group", components: "Components", size: "First size", columns: "columns × rows", auto: "the height follows the content", overlay: "drawn above the page",
    property: "property", label: "shown as", kind: "kind", standard: "default", binding: "binding", meaning: "meaning", event: "event", names: "names for its actions", slot: "slot", value: "value", tabs: (from: string) => `one per item of \`${from}\``,
    noProperties: "It has no properties.",
    categories: { layout: "Layout", display: "Display", data: "Data", chart: "Charts", input: "Inputs", action: "Actions" },
    version: "Version", items: "each item has",
    stop: ". ", comma: ", ", semicolon: "; ", aside: (text: string) => ` (${text})`,
  },
  "zh-CN": {
    title: "组件参考",
    other: "[English](components.md)",
    intro: "工作室里的全部组件：页面文件中的类型名、属性、事件、插槽，以及绑定可以读取的值。本页由 `node tools/docs.ts` 从组件清单生成；内容过期时测试会失败。",
    how: "属性在右侧“属性”面板里设置，点旁边的 **fx** 可改为绑定。“绑定”一列为 — 的属性只能填固定值。",
    category: "分类", components: "组件", size: "初始大小", columns: "列 × 行", auto: "高度随内容变化", overlay: "显示在页面上层",
    property: "属性", label: "界面名称", kind: "类型", standard: "默认值", binding: "绑定", meaning: "说明", event: "事件", names: "动作可用的变量", slot: "插槽", value: "值", tabs: (from: string) => `\`${from}\` 的每一项一个`,
    noProperties: "没有属性。",
    categories: { layout: "布局", display: "展示", data: "数据", chart: "图表", input: "输入", action: "操作" },
    version: "版本", items: "每一项包含",
    stop: "。", comma: "、", semicolon: "；", aside: (text: string) => `（${text}）`,
  },
} as const;

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const code = (text: string): string => `\`${text}\``;
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [row(...head), `|${head.map(() => "---|").join("")}`, ...rows.map((cells) => row(...cells)), ""];

/** The reference of all components in one language, as Markdown. */
export function componentsPage(locale: DocsLocale): string {
  const t = words[locale];
  const inCategory = Map.groupBy(manifests, ({ category }) => category);
  const overview = [...inCategory].map(([category, members]) => [t.categories[category], members.map(({ type, title }) => `[${localized(title, locale)}](#${type})`).join(" · ")]);
  return [
    `# ${t.title}`, "", t.other, "", t.intro, "", t.how, "",
    ...table([t.category, t.components], overview),
    ...manifests.flatMap((manifest) => componentSection(manifest, locale)),
  ].join("\n").trimEnd() + "\n";
}

function localized(text: Text, locale: DocsLocale): string {
  return text[locale] ?? text.en ?? "";
}

function componentSection(manifest: Manifest, locale: DocsLocale): string[] {
  const t = words[locale];
  const { type, title, description, version, props, events, slots, slotsFrom, exposes, defaultSize, autoHeight, overlay } = manifest;
  const size = overlay ? t.overlay : `${t.size} ${defaultSize.w} × ${defaultSize.h}${t.aside(t.columns)}${autoHeight ? `${t.semicolon}${t.auto}` : ""}`;
  const slotRows = [...slots.map((slot) => [code(slot.name), localized(slot.label, locale)]), ...(slotsFrom === undefined ? [] : [[t.tabs(slotsFrom), ""]])];
  return [
    `## ${type}`, "",
    `**${localized(title, locale)}** · ${localized(description, locale)}`, "",
    `${t.version} ${version} · ${size}${t.stop.trim()}`, "",
    ...(props.length === 0 ? [t.noProperties, ""] : table([t.property, t.label, t.kind, t.standard, t.binding, t.meaning], props.map((prop) => propRow(prop, locale)))),
    ...(events.length === 0 ? [] : table([t.event, t.label, t.names], events.map(({ name, label, locals }) => [code(name), localized(label, locale), locals.map(code).join(", ")]))),
    ...(slotRows.length === 0 ? [] : table([t.slot, t.label], slotRows)),
    ...(exposes.length === 0 ? [] : table([t.value, t.meaning], exposes.map((exposed) => [code(`components.<name>.${exposed.name}`), localized(exposed.description, locale)]))),
  ];
}

function propRow(prop: Manifest["props"][number], locale: DocsLocale): string[] {
  const t = words[locale];
  const options = (prop.options ?? []).map(({ value, label }) => `${code(String(value))} ${localized(label, locale)}`).join(t.comma);
  const help = prop.help ? localized(prop.help, locale).replace(/[.。]$/, "") : "";
  const range = [prop.schema.minimum === undefined ? "" : `≥ ${String(prop.schema.minimum)}`, prop.schema.maximum === undefined ? "" : `≤ ${String(prop.schema.maximum)}`].filter((part) => part !== "").join(t.comma);
  const standard = prop.default === "" || prop.default === null ? "" : code(JSON.stringify(prop.default));
  return [code(prop.name), localized(prop.label, locale), prop.control, standard, prop.bindable ? "✓" : "—", [options, range, help, itemFields(prop.schema, locale)].filter((part) => part !== "").join(t.semicolon)];
}

/** The fields of what a list holds, as its schema says; empty for anything else. */
function itemFields(schema: unknown, locale: DocsLocale): string {
  const t = words[locale];
  const fields = (schema as { items?: { properties?: Record<string, { enum?: readonly unknown[] }> } }).items?.properties ?? {};
  const listed = Object.entries(fields).map(([name, field]) => code(name) + (field.enum === undefined ? "" : t.aside(field.enum.map((choice) => code(String(choice))).join(t.comma))));
  return listed.length === 0 ? "" : `${t.items} ${listed.join(t.comma)}`;
}
