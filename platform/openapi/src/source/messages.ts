import { defineMessages } from "@tessera/contracts";

/** Findings about references and about what a document says beside its operations. */
export const sourceMessages = defineMessages({
  refExternal: { en: "The reference '{ref}' lies outside of the document, which is never followed.", "zh-CN": "引用“{ref}”指向文档之外，不会读取。" },
  refMissing: { en: "The reference '{ref}' names nothing in the document.", "zh-CN": "引用“{ref}”在文档中找不到。" },
  refCircular: { en: "The reference '{ref}' leads back to itself.", "zh-CN": "引用“{ref}”指回自身。" },
  refTooLarge: { en: "'{ref}' is left out: the shared parts of the document grow too large when each use is written out.", "zh-CN": "已略去“{ref}”：文档的共享部分在每处展开后过大。" },
  serverInvalid: { en: "A server must have an address in 'url'; it is left out.", "zh-CN": "服务器须在 'url' 中写明地址，已略去。" },
  securityInvalid: { en: "The security scheme '{name}' has no 'type'; it is left out.", "zh-CN": "安全方案“{name}”没有 'type'，已略去。" },
  webhooks: { en: "Webhooks are calls by the backend; they are not imported.", "zh-CN": "Webhook 由后端发起调用，不会导入。" },
  noTitle: { en: "The document has no title in 'info'.", "zh-CN": "文档的 'info' 中没有标题。" },
});
