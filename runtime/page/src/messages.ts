import { defineMessages } from "@tessera/contracts";

/** Texts about edits of an app. */
export const pageMessages = defineMessages({
  conflictOne: { en: "Someone else changed `{key}` since this edit began. Load the newest draft and make the edit again.", "zh-CN": "`{key}` 在此次编辑期间被其他人修改。请加载最新草稿后重新编辑。" },
  conflictMany: {
    en: "Someone else changed {count} records ({keys}) since this edit began. Load the newest draft and make the edit again.",
    "zh-CN": "{count} 条记录（{keys}）在此次编辑期间被其他人修改。请加载最新草稿后重新编辑。",
  },
  recordMissing: { en: "`{key}` is not in this app; it may have been deleted by someone else. Choose another one.", "zh-CN": "此应用中没有 `{key}`，可能已被其他人删除。请另选一个。" },
  appMissing: { en: "The app has no record `app`. Import it again from its files or create it anew.", "zh-CN": "应用缺少记录 `app`。请从文件重新导入，或重新创建。" },
  pageMissing: { en: "There is no page `{page}` in this app. Choose one of its pages.", "zh-CN": "此应用中没有页面 `{page}`，请选择已有的页面。" },
  idInvalid: {
    en: "`{id}` cannot be a name: use a letter or '_' followed by letters, digits or '_', at most 63, and no reserved word, e.g. alertsTable.",
    "zh-CN": "`{id}` 不能用作名称：须以字母或 '_' 开头，后接字母、数字或 '_'，最多 63 个字符，且不能是保留字，例如 alertsTable。",
  },
  nodeNameTaken: { en: "Another component on this page is already called `{name}`. Choose another name.", "zh-CN": "此页面已有名为 `{name}` 的组件，请换一个名称。" },
  queryNameTaken: { en: "Another query of this app is already called `{name}`. Choose another name.", "zh-CN": "此应用已有名为 `{name}` 的数据源，请换一个名称。" },
  pathTaken: { en: "Another page already has the address `{path}`. Choose another one.", "zh-CN": "地址 `{path}` 已被其他页面使用，请换一个。" },
  pageExists: { en: "There is already a page with the id `{id}`. Use a new id.", "zh-CN": "已有标识为 `{id}` 的页面，请使用新的标识。" },
  queryExists: { en: "There is already a query with the id `{id}`. Use a new id.", "zh-CN": "已有标识为 `{id}` 的数据源，请使用新的标识。" },
  nodeExists: { en: "There is already a component with the id `{id}` on this page. Use a new id.", "zh-CN": "此页面已有标识为 `{id}` 的组件，请使用新的标识。" },
  ownDescendant: { en: "`{name}` cannot be moved into itself. Choose a container outside of it.", "zh-CN": "`{name}` 不能移入自身，请选择它之外的容器。" },
  notPastable: { en: "The copied component `{id}` is incomplete and was not pasted. Copy it again.", "zh-CN": "复制的组件 `{id}` 不完整，未粘贴。请重新复制。" },
});
