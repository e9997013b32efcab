import { defineMessages } from "@tessera/contracts";

/** What API tokens say to people. */
export const tokenMessages = defineMessages({
  notFound: { en: "There is no such token of yours in this space.", "zh-CN": "你在当前空间没有此令牌。" },
  role: { en: "Your role here is '{own}'; a token cannot have the role '{wanted}'.", "zh-CN": "你在当前空间的角色是“{own}”，令牌不能拥有角色“{wanted}”。" },
});
