import type { ComponentManifest, LocalizedText, PropSpec } from "@tessera/contracts";
import { both, choiceProp, manifest, switchProp, textProp } from "../manifest/prop.ts";

interface Own<T extends string> {
  type: T;
  title: LocalizedText;
  description: LocalizedText;
  icon: string;
  /** Its own properties; they stand behind the width. */
  appearance?: PropSpec[];
}

/** The manifest of something that stands above the page: it has a content and a footer, and actions open and close it. */
export function overlayManifest<const T extends string>({ type, title, description, icon, appearance = [] }: Own<T>): ComponentManifest & { type: T } {
  return manifest<T>({
    type, title, description, icon,
    category: "layout",
    props: [
      textProp("title", "content", both("标题", "Title")),
      choiceProp("size", "appearance", both("宽度", "Width"), [
        ["medium", both("中", "Medium")],
        ["small", both("小", "Small")],
        ["large", both("大", "Large")],
      ]),
      ...appearance,
      switchProp("footer", "appearance", both("显示页脚", "Show the footer")),
      switchProp("maskClosable", "behaviour", both("点击外部关闭", "A click outside closes it"), true),
    ],
    events: [{ name: "close", label: both("关闭", "Closed"), locals: [] }],
    slots: [
      { name: "default", label: both("内容", "Content") },
      { name: "footer", label: both("页脚", "Footer") },
    ],
    exposes: [{ name: "open", description: both("是否打开", "Whether it is open") }],
    defaultSize: { w: 12, h: 20 },
    autoHeight: true,
    overlay: true,
  });
}
