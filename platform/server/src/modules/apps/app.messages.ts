import { type MessageParameter, defineMessages } from "@tessera/contracts";

/** What apps, their drafts and versions say to people. */
export const appMessages = defineMessages({
  notFound: { en: "There is no app '{name}' in this space.", "zh-CN": "当前空间没有应用“{name}”。" },
  exists: { en: "There is already an app '{name}' in this space; choose another name.", "zh-CN": "当前空间已有应用“{name}”，请换一个名称。" },
  existsSuggesting: { en: "There is already an app '{name}' in this space; choose another name, e.g. {suggestion}.", "zh-CN": "当前空间已有应用“{name}”，请换一个名称，例如 {suggestion}。" },
  nameNeeded: { en: "The title gives no name for addresses; state one, e.g. alert-center.", "zh-CN": "无法从标题得出地址中使用的名称，请指定一个，例如 alert-center。" },
  headKept: { en: "The record 'app' cannot be removed; delete the app instead.", "zh-CN": "记录“app”不能移除；如果不再需要，请删除整个应用。" },
  recordTwice: { en: "The diff touches '{key}' twice; state each record once.", "zh-CN": "这次修改两次涉及“{key}”，每条记录只能出现一次。" },
  recordReserved: { en: "'__proto__' cannot be an id; choose another one.", "zh-CN": "“__proto__”不能用作标识，请换一个。" },
  record: { en: "The record '{key}': {reason}", "zh-CN": "记录“{key}”：{reason}" },
  invalid: { en: "The app '{name}' has problems to mend first: {first}", "zh-CN": "应用“{name}”还有问题需要先处理：{first}" },
  invalidMore: { en: "The app '{name}' has problems to mend first: {first} (and {count} more)", "zh-CN": "应用“{name}”还有问题需要先处理：{first}（另有 {count} 个）" },
  files: { en: "The files are not an app: {first}", "zh-CN": "这些文件不是一个应用：{first}" },
  filesMore: { en: "The files are not an app: {first} (and {count} more problems)", "zh-CN": "这些文件不是一个应用：{first}（另有 {count} 个问题）" },
  changeId: { en: "The change '{changeId}' was another edit; give each edit an id of its own.", "zh-CN": "标识“{changeId}”已用于另一次修改，每次修改须有自己的标识。" },
  changesExpired: { en: "The changes of '{name}' since revision {after} are no longer kept; load the draft again.", "zh-CN": "应用“{name}”自修订 {after} 之后的修改记录已不再保留，请重新加载草稿。" },
  tooManyRecords: { en: "The app '{name}' would have {count} records, at most {limit} are possible; split it into several apps.", "zh-CN": "应用“{name}”将有 {count} 条记录，上限为 {limit}；请拆分为多个应用。" },
  tooLarge: { en: "The app '{name}' would have {size} MB, at most {limit} are possible; split it into several apps.", "zh-CN": "应用“{name}”将达到 {size} MB，上限为 {limit} MB；请拆分为多个应用。" },
  draftConflict: { en: "Somebody else changed {records} of '{name}' meanwhile; compare both versions and make the edit again.", "zh-CN": "其他人同时修改了应用“{name}”的 {records}，请比较两个版本后重新修改。" },
  listAndMore: { en: "{shown} and {count} more", "zh-CN": "{shown} 等另外 {count} 个" },
  version: { en: "The version must be greater than the latest, {latest}, e.g. {next}.", "zh-CN": "版本号必须大于最新版本 {latest}，例如 {next}。" },
  versionNotFound: { en: "The app '{name}' has no version {version}.", "zh-CN": "应用“{name}”没有版本 {version}。" },
  grantsNeeded: { en: "The app needs grants for {operations}, and your role cannot give them; ask somebody who manages grants.", "zh-CN": "应用需要 {operations} 的授权，而你的角色不能授权；请联系管理授权的人。" },
  subject: { en: "The app '{name}'", "zh-CN": "应用“{name}”" },
  inputUnknown: { en: "The operation '{operation}' takes no '{input}'. Remove this input of query '{query}'.", "zh-CN": "接口“{operation}”没有输入“{input}”，请从数据源“{query}”中移除。" },
  inputKind: { en: "The input '{input}' of query '{query}' must be a fixed value or a binding.", "zh-CN": "数据源“{query}”的输入“{input}”必须是固定值或绑定。" },
});

const namedAtMost = 5;

/** The first of many names, and how many more there are. */
export function firstOf(names: readonly string[]): MessageParameter {
  const shown = names.slice(0, namedAtMost).join(", ");
  return names.length > namedAtMost ? appMessages.listAndMore({ shown, count: names.length - namedAtMost }) : shown;
}
