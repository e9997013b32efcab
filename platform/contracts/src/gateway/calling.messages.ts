import { defineMessages } from "../text/message.ts";

/** Why an operation cannot be called as it says; each begins with the operation. */
export const callingMessages = defineMessages({
  wrongReference: {
    en: "The operation '{operation}' has a text with {wrong}, which stands for nothing; write a reference such as {examples}, or {literal} for the characters themselves.",
    "zh-CN": "接口“{operation}”的文本含 {wrong}，它不代表任何内容；请写 {examples} 之类的引用，需要这几个字符本身时写 {literal}。",
  },
  wrongPathReference: {
    en: "The operation '{operation}' has {wrong} in its backend path; only variables of the stage can stand there, e.g. {example}.",
    "zh-CN": "接口“{operation}”的后端路径含 {wrong}；此处只能使用环境变量，例如 {example}。",
  },
  unknownPathParameter: {
    en: "The operation '{operation}' has a text with {reference}, but its path {path} has no such parameter.",
    "zh-CN": "接口“{operation}”的文本使用 {reference}，而路径 {path} 中没有此参数。",
  },
  secretHeader: {
    en: "The operation '{operation}' has a text with {reference}; credentials of callers do not go to backends.",
    "zh-CN": "接口“{operation}”的文本使用 {reference}；调用方的凭据不能发往后端。",
  },
  reservedHeader: {
    en: "The operation '{operation}' changes the header {name}, which belongs to the connection or to the gateway; leave it out. Credentials of the backend are set on the stage.",
    "zh-CN": "接口“{operation}”修改了请求头 {name}，它属于连接本身或由网关管理，请去掉。后端的凭据在环境中设置。",
  },
  headerControl: { en: "The operation '{operation}' gives the header {name} a value with a line break or control character; remove it.", "zh-CN": "接口“{operation}”给请求头 {name} 的值含换行或控制字符，请去掉。" },
  renameSelf: { en: "The operation '{operation}' renames {name} to itself; remove the change or give another name.", "zh-CN": "接口“{operation}”将 {name} 重命名为自身，请删除这一项或改用其他名称。" },
  renameInside: { en: "The operation '{operation}' moves {name} into itself at {to}; choose a place outside of it.", "zh-CN": "接口“{operation}”将 {name} 移到它自身之内的 {to}，请选择它之外的位置。" },
  renameCycle: { en: "The operation '{operation}' renames in a circle: {circle}; remove one of these changes.", "zh-CN": "接口“{operation}”的重命名形成循环：{circle}，请删除其中一项。" },
  noRequestBody: {
    en: "The operation '{operation}' changes the request body, but declares none; declare a JSON body or remove the changes.",
    "zh-CN": "接口“{operation}”要修改请求体，但没有声明请求体；请声明 JSON 请求体，或删除这些修改。",
  },
  bodylessMethod: {
    en: "The operation '{operation}' changes the request body, but the backend is called with {method}, which carries none; choose another backend method or remove the changes.",
    "zh-CN": "接口“{operation}”要修改请求体，但以 {method} 调用后端，而 {method} 不带请求体；请改用其他后端方法，或删除这些修改。",
  },
  bodylessAnswer: { en: "The operation '{operation}' changes the body of answers, but {method} has none; remove the changes.", "zh-CN": "接口“{operation}”要修改响应体，但 {method} 没有响应体，请删除这些修改。" },
  bodyNotJson: {
    en: "The operation '{operation}' changes a body that is {types}; only JSON can be changed.",
    "zh-CN": "接口“{operation}”要修改类型为 {types} 的内容，只有 JSON 可以修改。",
  },
  bodyStreams: {
    en: "The operation '{operation}' changes a body, but it is served as {transport}, which is passed on unread; remove the changes.",
    "zh-CN": "接口“{operation}”要修改请求体或响应体，但它以 {transport} 提供，其内容直接转发、不会读取，请删除这些修改。",
  },
  websocketMethod: { en: "The operation '{operation}' is a WebSocket, which begins with the method GET on both sides; it is {method}.", "zh-CN": "接口“{operation}”是 WebSocket，前后端都须使用 GET 方法，而这里是 {method}。" },
  retryNotIdempotent: {
    en: "The operation '{operation}' is to be tried again, but is not idempotent; declare it idempotent when a repeated call does no harm, or leave retries out.",
    "zh-CN": "接口“{operation}”设置了重试，但它不是幂等的；若重复调用无害请声明为幂等，否则去掉重试。",
  },
  missingBackend: {
    en: "The operation '{operation}' calls the backend '{backend}', which the stage '{stage}' does not have; add it to the stage or choose another one.",
    "zh-CN": "接口“{operation}”调用后端“{backend}”，而环境“{stage}”没有此后端；请在环境中添加，或选择其他后端。",
  },
  missingVariable: {
    en: "The operation '{operation}' uses {variable}, which the stage '{stage}' does not have; add the variable to the stage.",
    "zh-CN": "接口“{operation}”使用 {variable}，而环境“{stage}”没有此变量；请在环境中添加。",
  },
  variableControl: {
    en: "The operation '{operation}' uses {variable} in a header, but its value on the stage '{stage}' has a line break or control character.",
    "zh-CN": "接口“{operation}”在请求头中使用 {variable}，而它在环境“{stage}”的值含换行或控制字符。",
  },
  variablePath: {
    en: "The operation '{operation}' uses {variable} in its backend path, but with its value on the stage '{stage}' the path would hold an empty part, '.' or '..'.",
    "zh-CN": "接口“{operation}”在后端路径中使用 {variable}，而以它在环境“{stage}”的值，路径会出现空段、“.”或“..”。",
  },
});
