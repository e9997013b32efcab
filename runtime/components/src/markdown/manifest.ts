import { both, manifest, markdownProp } from "../manifest/prop.ts";

export const markdownManifest = manifest({
  type: "markdown",
  title: both("Markdown 文本", "Markdown text"),
  description: both("标题、列表、表格和链接等说明文字。", "Text with headings, lists, tables and links."),
  category: "display",
  icon: "FileMarkdown",
  props: [markdownProp("text", "content", both("文本", "Text"))],
  events: [{ name: "linkClick", label: both("点击链接", "Link pressed"), locals: ["url"] }],
  defaultSize: { w: 12, h: 8 },
  minSize: { w: 2, h: 2 },
  autoHeight: true,
});
