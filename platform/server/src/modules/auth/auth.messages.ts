import { defineMessages } from "@tessera/contracts";

/** What signing in says to people. */
export const authMessages = defineMessages({
  tooManyAttempts: { en: "Too many attempts; try again in {minutes} min.", "zh-CN": "尝试次数过多，请在 {minutes} 分钟后重试。" },
  loginFailed: { en: "Name or password is not right.", "zh-CN": "用户名或密码不正确。" },
  notMember: { en: "You are not a member of the space '{space}'; ask one of its owners.", "zh-CN": "你不是空间“{space}”的成员，请联系该空间的所有者。" },
  signIn: { en: "Sign in first.", "zh-CN": "请先登录。" },
  sessionOnly: { en: "An API token cannot do this; sign in as a person.", "zh-CN": "API 令牌不能执行此操作，请以个人身份登录。" },
  setupToken: { en: "This link is not valid any more; start the server again and open the link that it prints.", "zh-CN": "此链接已失效；请重启服务并打开它输出的新链接。" },
  administrator: { en: "Administrator", "zh-CN": "管理员" },
  firstSpace: { en: "Default", "zh-CN": "默认空间" },
  setupDone: { en: "The first administrator exists already; sign in instead.", "zh-CN": "首位管理员已经创建，请直接登录。" },
});
