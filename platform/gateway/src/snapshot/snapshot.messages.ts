import { defineMessages } from "@tessera/contracts";

/** Why a snapshot is refused; shown beside the gateway in the console. */
export const snapshotMessages = defineMessages({
  schema: { en: "the snapshot does not fit its schema: {place} {what}", "zh-CN": "快照不符合其结构：{place} {what}" },
  checksum: { en: "the snapshot's checksum is {found}…, not {stated}… as it says: it was damaged or changed by hand", "zh-CN": "快照的校验和是 {found}…，而不是它声明的 {stated}…：它已损坏或被手工改动" },
  connectorTwice: { en: "the snapshot holds the connector {connector} twice", "zh-CN": "快照中连接器 {connector} 出现两次" },
  stageTwice: { en: "the snapshot holds the stage {stage} twice", "zh-CN": "快照中环境 {stage} 出现两次" },
  releaseSchema: { en: "release {release}… does not fit its schema: {place} {what}", "zh-CN": "版本 {release}… 不符合其结构：{place} {what}" },
  releaseDigest: { en: "release {release}… has the digest {found}…: it was damaged or changed by hand", "zh-CN": "版本 {release}… 的摘要是 {found}…：它已损坏或被手工改动" },
  releaseMissing: { en: "release {release}… of the snapshot does not exist", "zh-CN": "快照中的版本 {release}… 不存在" },
  releaseNotStored: { en: "{site}: release {release} is not in the store", "zh-CN": "{site}：存储中没有版本 {release}" },
  credential: { en: "{site}: the backend credential cannot be opened: {reason}", "zh-CN": "{site}：无法打开后端凭据：{reason}" },
  credentialElsewhere: {
    en: "{site}: the backend credential was entered for {origin}, which is not the stage's backend; enter it again",
    "zh-CN": "{site}：后端凭据是为 {origin} 填写的，与环境的后端不一致，请重新填写",
  },
  noCredential: { en: "what was sealed is no credential; enter it again", "zh-CN": "保存的内容不是凭据，请重新填写" },
  stageLacks: { en: "{site}: {reason}", "zh-CN": "{site}：{reason}" },
  pluginUnknown: { en: "{site}: this gateway carries no plugin \"{plugin}\"", "zh-CN": "{site}：此网关没有插件“{plugin}”" },
  pluginLevel: { en: "{site}: plugin \"{plugin}\" cannot be bound at level {level}, only at {levels}", "zh-CN": "{site}：插件“{plugin}”不能绑定在 {level} 级，只能绑定在 {levels}" },
  pluginAttributes: { en: "{site}: attributes of plugin \"{plugin}\" are wrong: {place} {what}", "zh-CN": "{site}：插件“{plugin}”的属性有误：{place} {what}" },
  indistinct: { en: "operation {operation}: {method} {path} cannot be told from another operation of the release", "zh-CN": "接口 {operation}：{method} {path} 与该版本的另一个接口无法区分" },
  fileUnreadable: { en: "{file} cannot be read ({reason}) and is ignored", "zh-CN": "无法读取 {file}（{reason}），已忽略" },
  fileHeading: { en: "{file} line 1 is not the heading of a gateway file; it is ignored", "zh-CN": "{file} 第 1 行不是网关文件的文件头，已忽略" },
  fileChecksum: { en: "{file} does not match the checksum in its line 1 ({length} characters follow); it is ignored", "zh-CN": "{file} 与其第 1 行的校验和不符（其后 {length} 个字符），已忽略" },
  fileShape: { en: "{file} holds no object; it is ignored", "zh-CN": "{file} 的内容不是对象，已忽略" },
  fileField: { en: "{file} at {place}: {what}; it is ignored", "zh-CN": "{file} 的 {place}：{what}，已忽略" },
  defect: { en: "the gateway failed at it: {reason}", "zh-CN": "网关处理它时出错：{reason}" },
});
