import { defineMessages } from "@tessera/contracts";

/** Findings of `checkBundle`. */
export const problemMessages = defineMessages({
  homeMissing: { en: "The home page `{page}` is not in this app. Choose another one.", "zh-CN": "此应用中没有首页 `{page}`，请另选一个。" },
  pathDuplicate: { en: "Two pages have the address `{path}`. Change one of them.", "zh-CN": "两个页面的地址都是 `{path}`，请修改其中一个。" },
  nodeNameDuplicate: { en: "Two components of this page are called `{name}`. Rename one of them.", "zh-CN": "此页面有两个名为 `{name}` 的组件，请重命名其中一个。" },
  queryNameDuplicate: { en: "Two queries are called `{name}`. Rename one of them.", "zh-CN": "两个数据源都名为 `{name}`，请重命名其中一个。" },
  parentCycle: { en: "{node} stands inside itself. Move it to the page.", "zh-CN": "{node} 位于自身之内，请将它移到页面上。" },
  parentMissing: { en: "{node} stands in `{parent}`, which is not on this page. Move it to another container.", "zh-CN": "{node} 位于 `{parent}` 中，但此页面没有该组件。请将它移到其他容器。" },
  layoutOrphan: { en: "The place belongs to `{node}`, which is not on this page.", "zh-CN": "此位置属于 `{node}`，但此页面没有该组件。" },
  layoutOutside: { en: "The place reaches column {column} of a grid of {columns}; it is shown narrower.", "zh-CN": "此位置延伸到第 {column} 列，而栅格只有 {columns} 列；显示时会变窄。" },
  connectorMissing: { en: "`{query}` calls the connector `{connector}`, which the app does not map. Map it in the app's connectors.", "zh-CN": "`{query}` 调用的连接器 `{connector}` 在应用中没有映射，请在应用的连接器中设置。" },
  inputCycle: { en: "The inputs of these queries wait for each other: {path}. Take one of them out of the circle.", "zh-CN": "以下数据源的输入互相等待：{path}。请将其中一个移出循环。" },
  idMismatch: { en: "The record is filed under `{key}` but says its id is `{id}`. Make both the same.", "zh-CN": "记录存放在 `{key}` 下，但其标识是 `{id}`，请改为一致。" },
  reservedId: { en: "`{id}` is a reserved word of the language. Choose another id.", "zh-CN": "`{id}` 是语言的保留字，请换一个标识。" },
  componentUnknown: { en: "There is no component `{type}`. Install it, or replace {node}.", "zh-CN": "没有组件 `{type}`。请安装该组件，或替换 {node}。" },
  eventUnknown: { en: "`{type}` has no event `{event}`; its actions never start.", "zh-CN": "`{type}` 没有事件 `{event}`，其动作不会执行。" },
  pageSlot: { en: "The page itself has only the slot `default`, not `{slot}`.", "zh-CN": "页面本身只有插槽 `default`，没有 `{slot}`。" },
  slotUnknown: { en: "{parent} has no place `{slot}` for {node}; it has {slots}.", "zh-CN": "{parent} 没有可放置 {node} 的插槽 `{slot}`，现有插槽：{slots}。" },
  noSlots: { en: "none", "zh-CN": "无" },
  propUnknown: { en: "`{type}` has no property `{prop}`; the value is kept but not used.", "zh-CN": "`{type}` 没有属性 `{prop}`，其值会保留但不使用。" },
  propNotBindable: { en: "`{prop}` takes a fixed value, not a binding.", "zh-CN": "`{prop}` 只接受固定值，不能绑定。" },
  propType: { en: "`{prop}`{place} {reason}.", "zh-CN": "`{prop}`{place} {reason}。" },
  queryMissing: { en: "The query `{id}` is not in this app. Choose another one.", "zh-CN": "此应用中没有数据源 `{id}`，请另选一个。" },
  nodeMissing: { en: "The component `{id}` is not on this page. Choose another one.", "zh-CN": "此页面没有组件 `{id}`，请另选一个。" },
  pageMissing: { en: "The page `{id}` is not in this app. Choose another one.", "zh-CN": "此应用中没有页面 `{id}`，请另选一个。" },
  stateMissing: { en: "The page has no state `{name}`. Add it to the page's state.", "zh-CN": "页面没有状态 `{name}`，请将它加到页面状态中。" },
  textMissing: { en: "The page has no text `{key}`. Add it to the page's texts or choose another key.", "zh-CN": "页面没有文本 `{key}`。请将它加到页面文本中，或换一个键。" },
  nameUnknown: { en: "`{name}` is not known here. Read components, queries, state, params, user or locale.", "zh-CN": "此处没有 `{name}`，可读取 components、queries、state、params、user 或 locale。" },
  nameUnknownLocals: { en: "`{name}` is not known here. Read components, queries, state, params, user or locale, or {locals}.", "zh-CN": "此处没有 `{name}`，可读取 components、queries、state、params、user、locale 或 {locals}。" },
  readNodeMissing: { en: "The component `{id}` is not on this page. Name one that is, or take the binding away.", "zh-CN": "此页面没有组件 `{id}`。请改为已有的组件，或删除此绑定。" },
  readQueryMissing: { en: "The query `{id}` is not in this app. Name one that is, or take the binding away.", "zh-CN": "此应用中没有数据源 `{id}`。请改为已有的数据源，或删除此绑定。" },
});

/** What is wrong with a value; each continues a sentence that begins with its property. */
export const valueMessages = defineMessages({
  type: { en: "must be {expected}, not {found}", "zh-CN": "须为{expected}，而不是{found}" },
  choice: { en: "must be one of {values}", "zh-CN": "须为以下之一：{values}" },
  value: { en: "must be {value}", "zh-CN": "须为 {value}" },
  least: { en: "must be at least {limit}", "zh-CN": "不能小于 {limit}" },
  most: { en: "must be at most {limit}", "zh-CN": "不能大于 {limit}" },
  shortest: { en: "must have at least {limit} characters", "zh-CN": "至少 {limit} 个字符" },
  longest: { en: "must have at most {limit} characters", "zh-CN": "最多 {limit} 个字符" },
  fieldMissing: { en: "needs the field `{name}`", "zh-CN": "缺少字段 `{name}`" },
});

/** Types of JSON Schema, as a message names them. */
export const typeMessages = defineMessages({
  string: { en: "string", "zh-CN": "文本" },
  number: { en: "number", "zh-CN": "数字" },
  integer: { en: "integer", "zh-CN": "整数" },
  boolean: { en: "boolean", "zh-CN": "布尔值" },
  array: { en: "array", "zh-CN": "列表" },
  object: { en: "object", "zh-CN": "对象" },
  null: { en: "null", "zh-CN": "空值" },
});
