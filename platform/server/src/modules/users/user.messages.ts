import { defineMessages } from "@tessera/contracts";

/** What accounts say to people. */
export const userMessages = defineMessages({
  notFound: { en: "There is no account '{username}'.", "zh-CN": "没有账号“{username}”。" },
  exists: { en: "There is already an account '{username}'; choose another name.", "zh-CN": "已有账号“{username}”，请换一个名称。" },
  lastAdministrator: { en: "'{username}' is the last administrator; make another one first.", "zh-CN": "“{username}”是最后一位管理员，请先设置另一位管理员。" },
  passwordWrong: { en: "The current password is not right.", "zh-CN": "当前密码不正确。" },
});
