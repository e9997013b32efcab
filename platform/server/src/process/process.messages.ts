import { defineMessages } from "@tessera/contracts";

/** What the processes say at a terminal. */
export const processMessages = defineMessages({
  portTaken: {
    en: "TESSERA_PORT {port} is in use by another process; choose a free one, e.g. TESSERA_PORT={next}",
    "zh-CN": "TESSERA_PORT {port} 已被其他进程占用，请换一个空闲端口，例如 TESSERA_PORT={next}",
  },
  cannotStart: { en: "{name} cannot start: {reason}", "zh-CN": "{name} 无法启动：{reason}" },
  storeAddress: {
    en: "MONGODB_URI must be a MongoDB address, e.g. MONGODB_URI=mongodb://db1.example.com:27017/?replicaSet=rs0",
    "zh-CN": "MONGODB_URI 须为 MongoDB 地址，例如 MONGODB_URI=mongodb://db1.example.com:27017/?replicaSet=rs0",
  },
  usage: {
    en: "Usage: tessera-server [set-password USERNAME | rotate-secrets]   (set-password reads the new password from standard input)",
    "zh-CN": "用法：tessera-server [set-password USERNAME | rotate-secrets]   （set-password 从标准输入读取新密码）",
  },
  secretsSealed: {
    en: "{sealed} credentials of stages and {tasks} of tasks and the inputs of {runs} runs are sealed with key {keyId} now; {current} were before.",
    "zh-CN": "已用密钥 {keyId} 重新加密 {sealed} 个环境凭据和 {tasks} 个任务凭据、{runs} 个执行的输入；另有 {current} 个此前已使用该密钥。",
  },
  secretUnreadable: { en: "{place}: not sealed again. {reason}", "zh-CN": "{place}：未重新加密。{reason}" },
  passwordSet: { en: "The password of '{username}' is set; the sessions of that account have ended.", "zh-CN": "已设置“{username}”的密码，该账号的会话已全部结束。" },
});
