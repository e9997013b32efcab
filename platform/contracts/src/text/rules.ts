import type { Message } from "./message.ts";

/**
 * What a field must hold, as the schemas of this package say it about a value that does not; each continues a sentence
 * that begins with the field. A schema states the English text, {@link ruleMessage} finds the others by it.
 */
export const rules = {
  name: {
    en: "must start with a lower-case letter and hold only lower-case letters, digits and '-', at most 63, e.g. alert-center",
    "zh-CN": "须以小写字母开头，只含小写字母、数字和 '-'，最多 63 个字符，例如 alert-center",
  },
  operationId: {
    en: "must start with a letter and hold only letters, digits, '_', '.' and '-', at most 128, e.g. getAlerts",
    "zh-CN": "须以字母开头，只含字母、数字、'_'、'.' 和 '-'，最多 128 个字符，例如 getAlerts",
  },
  recordId: {
    en: "must be a letter or '_' followed by letters, digits or '_', at most 63, e.g. alertsTable",
    "zh-CN": "须以字母或 '_' 开头，后接字母、数字或 '_'，最多 63 个字符，例如 alertsTable",
  },
  version: { en: "must be a semantic version, e.g. 1.4.0", "zh-CN": "须为语义化版本号，例如 1.4.0" },
  username: { en: "must hold only lower-case letters, digits, '.', '_' and '-', e.g. li.wei", "zh-CN": "只能含小写字母、数字、'.'、'_' 和 '-'，例如 li.wei" },
  password: { en: "must be at least 10 characters", "zh-CN": "至少 10 个字符" },
  documentSource: { en: "give either text or url", "zh-CN": "text 与 url 须二选一" },
  documentUrl: { en: "must be an http or https address, e.g. https://example.com/openapi.yaml", "zh-CN": "须为 http 或 https 地址，例如 https://example.com/openapi.yaml" },
  backendUrl: { en: "must be an http or https address, e.g. http://prometheus.example.com:9090", "zh-CN": "须为 http 或 https 地址，例如 http://prometheus.example.com:9090" },
  backendUrlBare: {
    en: "must hold no user, password, query or fragment, e.g. http://prometheus.example.com:9090",
    "zh-CN": "不能含用户名、密码、查询串或片段，例如 http://prometheus.example.com:9090",
  },
  headerName: { en: "must be a header name, e.g. X-Api-Key", "zh-CN": "须为请求头名称，例如 X-Api-Key" },
  variableName: { en: "must be letters, digits and '_', not beginning with a digit, at most 63, e.g. region", "zh-CN": "只能含字母、数字和 '_'，不能以数字开头，最多 63 个字符，例如 region" },
  variableCount: { en: "must be at most 100 variables", "zh-CN": "最多 100 个变量" },
  mapSize: { en: "must be at most 200 values", "zh-CN": "最多 200 个值" },
  bodyPointer: { en: "must be a JSON pointer below the body, e.g. /user/name", "zh-CN": "须为请求体之内的 JSON 指针，例如 /user/name" },
  jsonPointer: { en: "must be a JSON pointer, e.g. /data/id", "zh-CN": "须为 JSON 指针，例如 /data/id" },
  pollOrCallback: { en: "must be followed by polling or by a callback", "zh-CN": "须以轮询或回调方式跟踪" },
  oneLine: { en: "must hold no line break", "zh-CN": "不能含换行" },
  headerFraming: { en: "must not be a header of the connection, e.g. X-Signature", "zh-CN": "不能是连接本身的请求头，例如可用 X-Signature" },
  base64: { en: "must be base64", "zh-CN": "须为 base64" },
  pem: { en: "must be PEM text, which begins with -----BEGIN", "zh-CN": "须为 PEM 文本，以 -----BEGIN 开头" },
  hostName: { en: "must be a host name, e.g. api.example.com", "zh-CN": "须为主机名，例如 api.example.com" },
  ascii: { en: "must hold only printable ASCII characters", "zh-CN": "只能含可打印的 ASCII 字符" },
  oauth2Scope: { en: "must be scopes with a space between, e.g. read write", "zh-CN": "须为以空格分隔的 scope，例如 read write" },
  signatureComponent: {
    en: "must be @method, @target-uri, @authority, @scheme, @request-target, @path, @query or a lower-case header name",
    "zh-CN": "须为 @method、@target-uri、@authority、@scheme、@request-target、@path、@query 或小写的请求头名称",
  },
  basicUsername: { en: "must hold no ':'", "zh-CN": "不能含 ':'" },
  caller: { en: "must be app:<space>/<app> or token:<id>", "zh-CN": "须为 app:<空间>/<应用> 或 token:<标识>" },
  pathTemplate: { en: "must start with '/' and hold no '?', '#' or space, e.g. /alerts/{id}", "zh-CN": "须以 '/' 开头，不能含 '?'、'#' 或空格，例如 /alerts/{id}" },
  pagePath: { en: "must hold only lower-case letters, digits and '-', e.g. overview", "zh-CN": "只能含小写字母、数字和 '-'，例如 overview" },
  recordKey: {
    en: "must be app, page/<id>, node/<page>/<id>, layout/<page>/<breakpoint>/<node> or query/<id>",
    "zh-CN": "须为 app、page/<页面>、node/<页面>/<节点>、layout/<页面>/<断点>/<节点> 或 query/<数据源>",
  },
  jsonDepth: { en: "must nest at most 100 levels deep", "zh-CN": "最多嵌套 100 层" },
  componentType: { en: "must be the type of a component, e.g. table", "zh-CN": "须为组件类型，例如 table" },
  pluginName: { en: "must be the name of a plugin, e.g. limit-count", "zh-CN": "须为插件名称，例如 limit-count" },
} as const satisfies Record<string, Message>;

const byEnglish = new Map<string, Message>(Object.values(rules).map((rule) => [rule.en, rule]));

/** The rule whose English text a schema's issue carries; undefined for an issue that zod words itself. */
export function ruleMessage(english: string): Message | undefined {
  return byEnglish.get(english);
}
