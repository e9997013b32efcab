import { defineMessages } from "@tessera/contracts";

/** What spaces and their members say to people. */
export const spaceMessages = defineMessages({
  notFound: { en: "There is no space '{name}'.", "zh-CN": "没有空间“{name}”。" },
  exists: { en: "There is already a space '{name}'; choose another name.", "zh-CN": "已有空间“{name}”，请换一个名称。" },
  subject: { en: "The space '{name}'", "zh-CN": "空间“{name}”" },
  memberNotFound: { en: "'{username}' is not a member of this space.", "zh-CN": "“{username}”不是当前空间的成员。" },
  lastOwner: { en: "'{username}' is the last owner of this space; make another member an owner first.", "zh-CN": "“{username}”是当前空间的最后一位所有者，请先把另一位成员设为所有者。" },
});
