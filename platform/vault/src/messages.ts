import { defineMessages } from "@tessera/contracts";

export const vaultMessages = defineMessages({
  keyInvalid: { en: "{place} must be {bytes} random bytes in base64, e.g. the output of: openssl rand -base64 32", "zh-CN": "{place} 须为 {bytes} 个随机字节的 base64，例如以下命令的输出：openssl rand -base64 32" },
  fileLine: { en: "{file} line {line}", "zh-CN": "{file} 第 {line} 行" },
  unusable: { en: "{file} {problem}; repair it or set TESSERA_SECRET_KEY.", "zh-CN": "{file} {problem}；请修复该文件，或设置 TESSERA_SECRET_KEY。" },
  readableByAll: { en: "can be read by every user of this machine: chmod 600 it", "zh-CN": "对本机所有用户可读，请执行 chmod 600" },
  unreadable: { en: "cannot be read ({code})", "zh-CN": "无法读取（{code}）" },
  empty: { en: "is empty", "zh-CN": "为空" },
  uncreatable: { en: "cannot be created ({code})", "zh-CN": "无法创建（{code}）" },
  disappeared: { en: "disappeared while it was created", "zh-CN": "在创建时消失" },
  noKey: { en: "holds no key", "zh-CN": "不含密钥" },
  tampered: { en: "The secret of \"{place}\" was changed outside the platform or belongs to another record; enter it again.", "zh-CN": "“{place}”的机密信息在平台之外被修改过，或属于另一条记录，请重新填写。" },
  unknownKey: {
    en: "The secret of \"{place}\" was sealed with key {keyId}, which this process does not have; start it with that TESSERA_SECRET_KEY (or the secret.key file of that time), or enter the secret again.",
    "zh-CN": "“{place}”的机密信息由密钥 {keyId} 加密，当前进程没有该密钥；请用当时的 TESSERA_SECRET_KEY（或当时的 secret.key 文件）启动，或重新填写。",
  },
});
