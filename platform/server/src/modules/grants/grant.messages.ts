import { defineMessages } from "@tessera/contracts";

/** What grants say to people. */
export const grantMessages = defineMessages({
  notFound: { en: "There is no such grant in this space, or it is revoked already.", "zh-CN": "当前空间没有此授权，或者它已被撤销。" },
  tokenUnknown: { en: "There is no such token; take its id from the list of tokens.", "zh-CN": "没有此令牌，请从令牌列表中复制它的标识。" },
});
