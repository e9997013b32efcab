import { defineMessages } from "@tessera/contracts";

/** Findings about paths and operations. */
export const operationMessages = defineMessages({
  pathsInvalid: { en: "'paths' must be an object by path; no operation can be imported.", "zh-CN": "'paths' 须为以路径为键的对象，无法导入任何接口。" },
  pathKeyUnknown: { en: "'{name}' is no method and no field of a path; it is left out.", "zh-CN": "“{name}”不是方法，也不是路径的字段，已略去。" },
  anyMethod: { en: "The operation for any method is imported once for each of {methods}.", "zh-CN": "适用于任意方法的接口按 {methods} 各导入一次。" },
  methodTwice: { en: "the path has '{method}' too", "zh-CN": "该路径还有 '{method}'" },
  itemInvalid: { en: "the path item is not an object", "zh-CN": "路径项不是对象" },
  itemClosed: { en: "the path item '{ref}' cannot be opened", "zh-CN": "无法打开路径项“{ref}”" },
  websocket: { en: "A WebSocket begins with GET on both sides, so that this operation serves plain HTTP; add an operation for the WebSocket.", "zh-CN": "WebSocket 前后端都须使用 GET，因此该接口仅提供 HTTP；请另外添加 WebSocket 接口。" },
  timeout: { en: "The timeout is longer than 10 minutes; 10 minutes are used.", "zh-CN": "超时时间超过 10 分钟，按 10 分钟处理。" },
  backendPath: { en: "The backend path '{path}' cannot be used: {why}. The front path is called instead.", "zh-CN": "后端路径“{path}”无法使用：{why}。改为调用前端路径。" },
  frontParameter: { en: "the front path has no {parameter}", "zh-CN": "前端路径没有 {parameter}" },
  stageVariable: { en: "The backend path '{written}' holds a variable of the stage: '{path}' is called. Give it a value on each stage; it fills a part of one path segment.", "zh-CN": "后端路径“{written}”含环境变量：将调用“{path}”。请在每个环境中为它设置值，它只填充一个路径段的一部分。" },
  mapping: { en: "'{name}' from '{from}' has no counterpart and is left out; add a change of the request to the operation.", "zh-CN": "“{name}”取自“{from}”，没有对应的设置，已略去；请在接口的请求转换中补上。" },
  cloudBackend: { en: "The operation calls a backend of the type '{type}', which has no address; give the stage one that answers its calls.", "zh-CN": "接口的后端类型为“{type}”，没有可调用的地址；请为环境提供能应答这些调用的后端。" },
  plugin: { en: "The plugin '{name}' is not bound by an import; bind its counterpart to the operation.", "zh-CN": "导入不会绑定插件“{name}”，请为该接口绑定对应的插件。" },
  backendSide: { en: "'{field}' is not as it is exported ({where}); defaults are used.", "zh-CN": "'{field}' 与导出的格式不符（{where}），改用默认值。" },
  fieldWrong: { en: "{field}: {what}", "zh-CN": "{field}：{what}" },
  notText: { en: "'{key}' must be a text; it is left out.", "zh-CN": "'{key}' 须为文本，已略去。" },
  ownServers: { en: "The operation names servers of its own; calls go to the backend of the stage.", "zh-CN": "接口自带服务器地址；调用仍发往环境的后端。" },
});

/** What is wrong with a path template. */
export const pathMessages = defineMessages({
  tooLong: { en: "the path is longer than 2048 characters", "zh-CN": "路径超过 2048 个字符" },
  noSlash: { en: "The path '{stated}' does not start with '/'; it is taken as '{path}'.", "zh-CN": "路径“{stated}”没有以 '/' 开头，按“{path}”处理。" },
  repaired: { en: "The path '{stated}' is imported as '{path}'.", "zh-CN": "路径“{stated}”按“{path}”导入。" },
  queryExpansion: { en: "The path ends in the query parameters {names}; they are imported as such.", "zh-CN": "路径末尾含查询参数 {names}，按查询参数导入。" },
  notPlain: { en: "a path has no query, fragment or space, and names each parameter once in braces", "zh-CN": "路径不能含查询、片段或空格，且每个参数须以花括号写出且只出现一次" },
  nameTooLong: { en: "the path has a parameter name longer than 256 characters", "zh-CN": "路径中有超过 256 个字符的参数名" },
});

/** Findings about parameters, bodies and responses. */
export const callMessages = defineMessages({
  parametersInvalid: { en: "'parameters' must be a list; it is left out.", "zh-CN": "'parameters' 须为列表，已略去。" },
  parameterNotObject: { en: "A parameter must be an object; it is left out.", "zh-CN": "参数须为对象，已略去。" },
  parameterInvalid: {
    en: "The parameter '{name}' needs a 'name' of 1 to 256 characters and an 'in' of path, query, header or cookie; it is left out.",
    "zh-CN": "参数“{name}”的 'name' 须为 1 至 256 个字符，'in' 须为 path、query、header 或 cookie；已略去。",
  },
  headerIgnored: { en: "The header '{name}' is set by the gateway or the media type and is not imported as a parameter.", "zh-CN": "请求头“{name}”由网关或媒体类型决定，不作为参数导入。" },
  pathRequired: { en: "The path parameter '{name}' is taken as required.", "zh-CN": "路径参数“{name}”按必填处理。" },
  styleUnknown: { en: "A {place} parameter has no style '{style}'; '{used}' is used.", "zh-CN": "{place} 参数没有样式 '{style}'，改用 '{used}'。" },
  parameterTwice: { en: "The {place} parameter '{name}' is defined more than once; the first definition is used.", "zh-CN": "{place} 参数“{name}”重复定义，取第一个。" },
  parameterUnused: { en: "The path has no {parameter}; the path parameter is left out.", "zh-CN": "路径中没有 {parameter}，已略去该路径参数。" },
  parameterAdded: { en: "The path parameter '{name}' is not defined; it is added as a text.", "zh-CN": "路径参数“{name}”没有定义，已按文本添加。" },
  listFormat: { en: "Lists cannot be written as '{format}'; commas are used.", "zh-CN": "列表不支持 '{format}' 写法，改用逗号分隔。" },
  secondBody: { en: "An operation has one body; this part of it is left out.", "zh-CN": "一个接口只有一个请求体，已略去这一部分。" },
  formFieldNameless: { en: "The form field has no name; it is left out.", "zh-CN": "表单字段没有名称，已略去。" },
  contentInvalid: { en: "'content' must be an object by media type; it is left out.", "zh-CN": "'content' 须为以媒体类型为键的对象，已略去。" },
  mediaInvalid: { en: "A media type must be an object; any body is accepted.", "zh-CN": "媒体类型须为对象，改为接受任意内容。" },
  bodyWithoutMedia: { en: "The request body names no media type in 'content'; JSON of any shape is accepted.", "zh-CN": "请求体没有在 'content' 中写明媒体类型，改为接受任意 JSON。" },
  responsesInvalid: { en: "'responses' must be an object by status code; it is left out.", "zh-CN": "'responses' 须为以状态码为键的对象，已略去。" },
  statusInvalid: { en: "'{key}' is no status code, range such as 4XX or 'default'; the response is left out.", "zh-CN": "“{key}”不是状态码、4XX 这样的范围或 'default'，已略去该应答。" },
  responseInvalid: { en: "A response must be an object; it is taken as empty.", "zh-CN": "应答须为对象，按空应答处理。" },
});
