import { defineMessages } from "@tessera/contracts";

/** What published apps say to their end users. */
export const publishedMessages = defineMessages({
  withdrawn: { en: "Version {version} of '{name}' is not given to end users; reload the page to get {live}.", "zh-CN": "“{name}”的版本 {version} 已不再提供给用户，请刷新页面以使用 {live}。" },
  queryNotFound: { en: "Version {version} of '{name}' has no query '{query}'.", "zh-CN": "“{name}”的版本 {version} 没有数据源“{query}”。" },
  notPublished: { en: "There is no published app '{name}' in this space.", "zh-CN": "当前空间没有已发布的应用“{name}”。" },
});
