import { defineMessages } from "../../../i18n/index.ts";

export const messages = defineMessages("portal.connector.settings", {
  "zh-CN": {
    basics: "基本信息",
    titleZh: "中文名称",
    titleEn: "英文名称",
    description: "说明",
    descriptionHelp: "支持 Markdown：它是什么、怎么用、有问题找谁。",
    save: "保存",
    saved: "已保存",
    danger: "危险操作",
    remove: "删除连接器",
    removeDetail: "仍被应用使用时无法删除，会列出使用者。",
    removeLoss_other: "将删除 {{name}} 的 {{count}} 个接口、全部环境与凭据、版本和授权，网关立即停止服务。无法恢复。",
    removed: "连接器已删除",
  },
  en: {
    basics: "Basics",
    titleZh: "Title in Chinese",
    titleEn: "Title in English",
    description: "Description",
    descriptionHelp: "Markdown: what it is, how to use it, whom to ask.",
    save: "Save",
    saved: "Saved",
    danger: "Danger",
    remove: "Delete the connector",
    removeDetail: "It cannot be deleted while apps use it; they are named then.",
    removeLoss_one: "This deletes {{count}} operation of {{name}}, all stages with their credentials, releases and grants; the gateway stops serving it at once. It cannot be undone.",
    removeLoss_other: "This deletes {{count}} operations of {{name}}, all stages with their credentials, releases and grants; the gateway stops serving it at once. It cannot be undone.",
    removed: "The connector is deleted",
  },
});
