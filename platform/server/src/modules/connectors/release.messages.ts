import { defineMessages } from "@tessera/contracts";

/** What publishing says of changes that break callers. */
export const releaseMessages = defineMessages({
  breaking: {
    en: "{version} breaks callers of {from}, which the stage '{stage}' serves: {count} breaking changes, e.g. {first}. State a version that says so, e.g. {suggested}, or confirm with acceptBreaking.",
    "zh-CN": "环境“{stage}”正在服务 {from}，{version} 会破坏其调用方：共 {count} 处不兼容变更，例如 {first}。请指定能体现这一点的版本号（例如 {suggested}），或用 acceptBreaking 确认。",
  },
  breakingExisting: {
    en: "{version} breaks callers of {from}, which the stage '{stage}' serves: {count} breaking changes, e.g. {first}. Confirm with acceptBreaking to publish it nevertheless.",
    "zh-CN": "环境“{stage}”正在服务 {from}，{version} 会破坏其调用方：共 {count} 处不兼容变更，例如 {first}。如仍要发布，请用 acceptBreaking 确认。",
  },
});
