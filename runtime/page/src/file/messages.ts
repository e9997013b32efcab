import { defineMessages } from "@tessera/contracts";

/** Texts about the files of an app. */
export const fileMessages = defineMessages({
  appMissing: {
    en: "The file is missing. An app has app.json, pages/<id>.json and queries/<id>.json; choose the folder that holds app.json.",
    "zh-CN": "缺少此文件。应用由 app.json、pages/<id>.json 和 queries/<id>.json 组成，请选择含 app.json 的文件夹。",
  },
  transformLost: { en: "There is no queries/{id}.json for this transform. Add it, or remove this file.", "zh-CN": "此转换函数没有对应的 queries/{id}.json。请添加该文件，或删除此文件。" },
  idInvalid: {
    en: "`{id}` cannot be an id: use a letter or '_' followed by letters, digits or '_', and no reserved word. Rename the file.",
    "zh-CN": "`{id}` 不能用作标识：须以字母或 '_' 开头，后接字母、数字或 '_'，且不能是保留字。请重命名文件。",
  },
  idOther: { en: "The id must be the name of the file, `{id}`, not {found}. Change one of them.", "zh-CN": "标识须与文件名 `{id}` 相同，而不是 {found}。请修改其中一个。" },
  transformUnreadable: { en: "The transform cannot be read: {reason}.", "zh-CN": "转换函数无法解析：{reason}。" },
  transformNoFunction: {
    en: "The transform cannot be read: the file must export a function by default: {example}",
    "zh-CN": "转换函数无法解析：文件须默认导出一个函数：{example}",
  },
  notJson: { en: "The file is not JSON: {reason}.", "zh-CN": "文件不是 JSON：{reason}。" },
  notJsonAt: { en: "The file is not JSON at line {line}, column {column}: {reason}.", "zh-CN": "文件第 {line} 行第 {column} 列不是 JSON：{reason}。" },
  notObject: { en: "The file must hold one JSON object.", "zh-CN": "文件须为一个 JSON 对象。" },
  tooDeep: { en: "The file is nested more than {limit} levels deep. Put fewer containers into each other.", "zh-CN": "文件嵌套超过 {limit} 层，请减少容器的嵌套。" },
  nodeInvalid: {
    en: "A component must be an object with an id, e.g. {example}.",
    "zh-CN": "组件须为含 id 的对象，例如 {example}。",
  },
  nodeTwice: { en: "Two components have the id `{id}`. Give one of them another id.", "zh-CN": "两个组件的标识都是 `{id}`，请修改其中一个。" },
  notList: { en: "The components must be a list.", "zh-CN": "组件须为列表。" },
  field: { en: "The value {reason}.", "zh-CN": "此值{reason}。" },
});
