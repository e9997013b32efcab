import { defineMessages } from "@tessera/contracts";

/** What connectors, their operations, stages and releases say to people. */
export const connectorMessages = defineMessages({
  notFound: { en: "There is no connector '{name}' in this space.", "zh-CN": "当前空间没有连接器“{name}”。" },
  exists: { en: "There is already a connector '{name}' in this space; choose another name.", "zh-CN": "当前空间已有连接器“{name}”，请换一个名称。" },
  noOperations: { en: "The connector '{name}' has no operations yet; import an API document or add one.", "zh-CN": "连接器“{name}”还没有接口，请导入 API 文档或添加接口。" },
  subject: { en: "The connector '{name}'", "zh-CN": "连接器“{name}”" },
  operationsSubject: { en: "The operations of '{connector}'", "zh-CN": "连接器“{connector}”的接口" },
  operationSubject: { en: "The operation '{operation}' of '{connector}'", "zh-CN": "连接器“{connector}”的接口“{operation}”" },
  stageSubject: { en: "The stage '{stage}' of '{connector}'", "zh-CN": "连接器“{connector}”的环境“{stage}”" },
  operationNotFound: { en: "The connector '{connector}' has no operation '{operation}'.", "zh-CN": "连接器“{connector}”没有接口“{operation}”。" },
  operationMismatch: { en: "The address names '{address}' but the body '{body}'; both must be the same.", "zh-CN": "地址中是“{address}”，而请求体中是“{body}”，两者必须一致。" },
  operationExists: { en: "Another operation has {method} {path} already, names of path parameters aside.", "zh-CN": "已有另一个接口使用 {method} {path}（不计路径参数的名称）。" },
  stageNotFound: { en: "The connector '{connector}' has no stage '{stage}'.", "zh-CN": "连接器“{connector}”没有环境“{stage}”。" },
  stageNotPublished: { en: "Nothing is published to the stage '{stage}' of '{connector}' yet; publish first.", "zh-CN": "“{connector}”的环境“{stage}”还没有发布，请先发布。" },
  stageWithoutBackend: { en: "The stage '{stage}' has no backend yet; give it the address to call.", "zh-CN": "环境“{stage}”还没有后端，请填写要调用的地址。" },
  credentialNeeded: {
    en: "The stage '{stage}' holds a credential for {origin}; give the credential again for the new address, or kind 'none', or let an owner of the space confirm that it may go there.",
    "zh-CN": "环境“{stage}”保存着用于 {origin} 的凭据；请为新地址重新填写凭据，或选择不使用凭据（none），或由空间所有者确认可将其用于新地址。",
  },
  credentialOwner: {
    en: "Only an owner of the space may let the credential of the stage '{stage}', entered for {origin}, go to another host; enter it again instead.",
    "zh-CN": "只有空间所有者可以把环境“{stage}”为 {origin} 填写的凭据用于其他主机；请改为重新填写凭据。",
  },
  backendTwice: { en: "The stage '{stage}' has two backends named '{backend}'; give each a name of its own.", "zh-CN": "环境“{stage}”有两个名为“{backend}”的后端，请使用不同的名称。" },
  stageAddress: { en: "The stage '{stage}': {reason}", "zh-CN": "环境“{stage}”：{reason}" },
  stageNeeded: { en: "The stage '{stage}' serves release {version}, which would no longer work: {reason}", "zh-CN": "环境“{stage}”正在服务版本 {version}，修改后它将无法工作：{reason}" },
  credentialHttps: { en: "A client certificate is shown over https only, but the backend is {origin}; give an https address or another kind of credential.", "zh-CN": "客户端证书只能通过 https 出示，而后端是 {origin}；请改用 https 地址或其他类型的凭据。" },
  releaseNotFound: { en: "The connector '{connector}' has no release {version}.", "zh-CN": "连接器“{connector}”没有版本 {version}。" },
  releaseGone: { en: "The content of {connector} {version} is no longer kept.", "zh-CN": "{connector} {version} 的内容已不再保留。" },
  releaseVersion: { en: "The version must be greater than the latest, {latest}, e.g. {next}.", "zh-CN": "版本号必须大于最新版本 {latest}，例如 {next}。" },
  releaseUnchanged: {
    en: "Nothing changed since release {version}, whose changelog stays as it is; leave the changelog out to publish {version}, change the operations first, or state a greater version to release the same operations again.",
    "zh-CN": "自版本 {version} 以来接口没有变化，该版本的变更说明不会改动；请去掉变更说明以发布 {version}，或先修改接口，或指定更大的版本号再次发布相同的接口。",
  },
  releaseKept: {
    en: "Release {version} exists already and its changelog stays as it is; leave the changelog out to publish it.",
    "zh-CN": "版本 {version} 已经存在，其变更说明不会改动；请去掉变更说明以发布它。",
  },
  notServable: { en: "The connector '{connector}' cannot be published: {first}", "zh-CN": "连接器“{connector}”不能发布：{first}" },
  notServableMore: { en: "The connector '{connector}' cannot be published: {first} (and {count} more)", "zh-CN": "连接器“{connector}”不能发布：{first}（另有 {count} 个问题）" },
  operationField: { en: "The field {field} of the operation '{operation}' {what}.", "zh-CN": "接口“{operation}”的字段 {field} {what}。" },
  stagePlugins: { en: "The stage '{stage}' cannot be published: {reason}", "zh-CN": "环境“{stage}”不能发布：{reason}" },
  documentTooComplex: { en: "The document needs more than {limit} MB or {seconds} s to be read; split it.", "zh-CN": "读取该文档需要超过 {limit} MB 内存或 {seconds} 秒，请拆分文档。" },
  importEmpty: { en: "The document has no operation to import: it describes none.", "zh-CN": "文档里没有可以导入的接口：没有描述任何接口。" },
  importAllSkipped: {
    en: "The document has no operation to import: all {count} were skipped, e.g. {method} {path}: {reason}.",
    "zh-CN": "文档里没有可以导入的接口：{count} 个接口全部被跳过，例如 {method} {path}：{reason}。",
  },
  notValid: { en: "not valid", "zh-CN": "无效" },
  importReading: { en: "Reading the document", "zh-CN": "正在读取文档" },
  importWritten: { en: "{written} of {count} operations written", "zh-CN": "已写入 {written}/{count} 个接口" },
});

/** What each step of registering a connector still needs, or has. */
export const readinessMessages = defineMessages({
  basicsReady: { en: "The connector '{name}' has a title.", "zh-CN": "连接器“{name}”已有标题。" },
  basicsMissing: { en: "Give the connector '{name}' a title.", "zh-CN": "请为连接器“{name}”填写标题。" },
  operationsReady: { en: "{count} operations.", "zh-CN": "共 {count} 个接口。" },
  operationsMissing: { en: "Import an API document or add an operation.", "zh-CN": "请导入 API 文档或添加接口。" },
  backendReady: { en: "Backend set on: {stages}.", "zh-CN": "已设置后端的环境：{stages}。" },
  certificateExpired: { en: "The client certificate of the stage {stage} expired on {at}; replace it.", "zh-CN": "环境 {stage} 的客户端证书已于 {at} 过期，请更换。" },
  backendMissing: { en: "Give a stage, e.g. prod, the address of the backend.", "zh-CN": "请为某个环境（例如 prod）填写后端地址。" },
  releaseReady: { en: "Latest release: {version}.", "zh-CN": "最新版本：{version}。" },
  releaseMissing: { en: "Publish to make the first release.", "zh-CN": "发布后即产生第一个版本。" },
  publishedReady: { en: "Served on: {stages}.", "zh-CN": "已发布到：{stages}。" },
  publishedMissing: { en: "Publish a release to a stage.", "zh-CN": "请把一个版本发布到某个环境。" },
});
