import type { Message } from "../text/message.ts";

/** What each setting must hold; continues a sentence that begins with its name. The schema states the English text. */
export const settingRules = {
  mongo: { en: "must be a MongoDB address", "zh-CN": "须为 MongoDB 地址" },
  folder: { en: "must be a folder", "zh-CN": "须为文件夹" },
  host: { en: "must be an address to listen on", "zh-CN": "须为监听地址" },
  port: { en: "must be a port number from 0 to 65535", "zh-CN": "须为 0 到 65535 的端口号" },
  url: { en: "must be an http address", "zh-CN": "须为 http 地址" },
  password: { en: "must be at least 10 characters", "zh-CN": "至少 10 个字符" },
  secretKey: { en: "must be 32 random bytes in base64", "zh-CN": "须为 base64 编码的 32 个随机字节" },
  secretKeys: { en: "must be keys of 32 bytes in base64, separated by commas", "zh-CN": "须为以逗号分隔、base64 编码的 32 字节密钥" },
  ranges: { en: "must be address ranges separated by commas", "zh-CN": "须为以逗号分隔的地址段" },
  services: { en: "must be host:port pairs separated by commas", "zh-CN": "须为以逗号分隔的 主机:端口" },
  logLevel: { en: "must be one of fatal, error, warn, info, debug, trace", "zh-CN": "须为 fatal、error、warn、info、debug、trace 之一" },
} as const satisfies Record<string, Message>;

const byEnglish = new Map<string, Message>(Object.values(settingRules).map((rule) => [rule.en, rule]));

/** The rule whose English text an issue of the settings schema carries. */
export function settingRule(english: string): Message | undefined {
  return byEnglish.get(english);
}
