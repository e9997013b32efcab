import { defineMessages } from "@tessera/contracts";

/** What every feature says about stored records. */
export const persistenceMessages = defineMessages({
  storeUnavailable: { en: "The store cannot be reached; try again in a moment.", "zh-CN": "无法连接存储，请稍后重试。" },
  recordTooLarge: { en: "One record would be larger than the 16 MB that the store takes; make it smaller.", "zh-CN": "单条记录将超过存储允许的 16 MB，请缩小内容。" },
  migrationLease: { en: "another process holds the migration lease for more than two minutes", "zh-CN": "另一个进程持有迁移租约已超过两分钟" },
  changed: { en: "{what} was changed by somebody else meanwhile; compare both versions and save again.", "zh-CN": "{what}已被他人修改，请对比两个版本后重新保存。" },
  inUse: { en: "{what} is used by {uses}; remove these uses first.", "zh-CN": "{what}正被{uses}使用，请先解除这些使用。" },
  use: { en: "{kind} {name}", "zh-CN": "{kind}“{name}”" },
  moreUses: { en: "{uses} and {count} more", "zh-CN": "{uses}等，另有 {count} 处" },
  cursor: { en: "The cursor is not one that a list answered; start without it.", "zh-CN": "该游标不是列表返回的，请不带游标重新开始。" },
});

/** Kinds of records that can use others. */
export const useKindMessages = defineMessages({
  app: { en: "app", "zh-CN": "应用" },
  connector: { en: "connector", "zh-CN": "连接器" },
  grant: { en: "grant", "zh-CN": "授权" },
});
