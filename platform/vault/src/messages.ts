import { defineMessages } from "@tessera/contracts";

export const vaultMessages = defineMessages({
  keyInvalid: { en: "{place} must be {bytes} random bytes in base64, e.g. the output of: openssl rand -base64 32", "zh-CN": "{place} 须为 {bytes} 个随机字节的 base64，例如以下命令的输出：openssl rand -base64 32" },
  fileLine: { en: "{file} line {line}", "zh-CN": "{file} 第 {line} 行" },
  unusable: { en: "{file} {problem}; repair it or set TESSERA_SECRET_KEY.", "zh-CN": "{file} {problem}；请修复该文件，或设置 TESSERA_SECRET_KEY。" },
  readableByAll: { en: "can be read by every user of this machine: chmod 600 it", "zh-CN": "对本机所有用户可读，请执行 chmod 600" },
  unreadable: { en: "cannot be read ({code})", "zh-CN": "无法读取（{code}）" },
  empty: { en: "is empty", "zh-CN": "为空" },
  uncreatable: { en: "cannot be created ({code})", "zh-CN": "无法创建（{code}）" },
  disappeared: { en: "disappeared while it was created", "zh-CN": "在创建时消失" },
  noKey: { en: "holds no key", "zh-CN": "不含密钥" },
  tampered: { en: "The secret of \"{place}\" was changed outside the platform or belongs to another record; enter it again.", "zh-CN": "“{place}”的机密信息在平台之外被修改过，或属于另一条记录，请重新填写。" },
  unknownKey: {
    en: "The secret of \"{place}\" was sealed with key {keyId}, which this process does not have; start it with that TESSERA_SECRET_KEY (or the secret.key file of that time), or enter the secret again.",
    "zh-CN": "“{place}”的机密信息由密钥 {keyId} 加密，当前进程没有该密钥；请用当时的 TESSERA_SECRET_KEY（或当时的 secret.key 文件）启动，或重新填写。",
  },
  certificateUnreadable: { en: "The certificate at place {place} of the text cannot be read ({reason}); paste the whole PEM block.", "zh-CN": "文本中第 {place} 个证书无法读取（{reason}），请粘贴完整的 PEM 内容。" },
  certificateMissing: { en: "The text holds no certificate; it must have a block -----BEGIN CERTIFICATE-----.", "zh-CN": "文本中没有证书，须含 -----BEGIN CERTIFICATE----- 段。" },
  certificateKeyInside: { en: "A private key stands among the certificates; put it into the field of the private key.", "zh-CN": "证书文本中混有私钥，请把私钥填写到私钥一栏。" },
  certificateChain: { en: "The certificate of \"{subject}\" was not issued by the next one, \"{issuer}\"; put the client's certificate first, then its issuers in their order.", "zh-CN": "“{subject}”的证书不是由其后的“{issuer}”签发；请先放客户端证书，再依次放其签发者。" },
  certificateExpired: { en: "The certificate of \"{subject}\" expired on {at}; use a renewed one.", "zh-CN": "“{subject}”的证书已于 {at} 过期，请更换为续期后的证书。" },
  certificateEarly: { en: "The certificate of \"{subject}\" is not valid before {at}; check the clock of this machine or use another one.", "zh-CN": "“{subject}”的证书在 {at} 之前无效，请检查本机时钟或更换证书。" },
  certificateUnusable: { en: "TLS does not take the certificate of \"{subject}\" ({reason}); use one with a stronger key and digest.", "zh-CN": "TLS 不接受“{subject}”的证书（{reason}），请使用密钥和摘要更强的证书。" },
  privateKeyUnreadable: { en: "The private key cannot be read; paste the whole PEM block, e.g. -----BEGIN PRIVATE KEY-----.", "zh-CN": "无法读取私钥，请粘贴完整的 PEM 内容，例如 -----BEGIN PRIVATE KEY-----。" },
  privateKeyEncrypted: { en: "The private key has a passphrase; give it without: openssl pkey -in client.key -out plain.key", "zh-CN": "私钥带有口令，请提供去除口令后的私钥：openssl pkey -in client.key -out plain.key" },
  privateKeyOther: { en: "The private key does not belong to the certificate of \"{subject}\"; give the pair that was issued together.", "zh-CN": "私钥与“{subject}”的证书不匹配，请提供同一次签发的证书和私钥。" },
});
