import { defineMessages } from "@tessera/contracts";
import type { AddressKind } from "./address.ts";

export const egressMessages = defineMessages({
  tooLarge: { en: "{subject} answered more than {limit} bytes, the limit for this call.", "zh-CN": "{subject} 的应答超过本次调用的上限 {limit} 字节。" },
  encoding: { en: "{subject} answered with the content encoding \"{encoding}\", which was not asked for.", "zh-CN": "{subject} 的应答使用了未请求的内容编码“{encoding}”。" },
  nameUnresolved: { en: "The name \"{name}\" cannot be resolved; check its spelling and the name server.", "zh-CN": "无法解析域名“{name}”，请检查拼写和 DNS 服务器。" },
  nameWithoutAddress: { en: "The name \"{name}\" has no address.", "zh-CN": "域名“{name}”没有地址记录。" },
  cancelled: { en: "The call of {subject} was cancelled.", "zh-CN": "对 {subject} 的调用已取消。" },
  slow: { en: "{subject} did not answer in time; check that it runs and raise the time-out if it is slow.", "zh-CN": "{subject} 未及时应答；请确认它在运行，如果较慢，请调大超时时间。" },
  subjectUnresolved: { en: "The name of {subject} cannot be resolved; check its spelling and the name server.", "zh-CN": "无法解析 {subject} 的域名，请检查拼写和 DNS 服务器。" },
  tls: { en: "No secure connection to {subject} ({code}); check its certificate, host name and protocol.", "zh-CN": "无法与 {subject} 建立安全连接（{code}），请检查证书、主机名和协议。" },
  connect: { en: "No connection to {subject} ({code}); check that it runs and that its port is reachable from here.", "zh-CN": "无法连接 {subject}（{code}），请确认它在运行，且从此处可以访问其端口。" },
  noHttp: { en: "{subject} answered something that is not HTTP.", "zh-CN": "{subject} 的应答不是 HTTP。" },
  noHttpCode: { en: "{subject} answered something that is not HTTP ({code}).", "zh-CN": "{subject} 的应答不是 HTTP（{code}）。" },
  timeout: { en: "{subject} did not answer within {timeoutMs} ms.", "zh-CN": "{subject} 在 {timeoutMs} 毫秒内没有应答。" },
  downgrade: { en: "{subject} redirects from https to {origin}, which is not followed.", "zh-CN": "{subject} 从 https 重定向到 {origin}，不会跟随。" },
  redirects: { en: "{subject} redirects more than {limit} times; use the address it leads to.", "zh-CN": "{subject} 的重定向超过 {limit} 次，请改用最终地址。" },
  badStatus: { en: "{subject} answered with status {status} instead of the document; open the address in a browser to see why.", "zh-CN": "{subject} 返回了状态码 {status}，而不是文档；可在浏览器中打开该地址查看原因。" },
});

/** Texts about an address that a person gave or that a name leads to. */
export const addressMessages = defineMessages({
  rangeInvalid: {
    en: "TESSERA_EGRESS_ALLOW holds \"{range}\", which is no address range, e.g. TESSERA_EGRESS_ALLOW=127.0.0.0/8,10.0.0.0/8",
    "zh-CN": "TESSERA_EGRESS_ALLOW 中的“{range}”不是网段，例如 TESSERA_EGRESS_ALLOW=127.0.0.0/8,10.0.0.0/8",
  },
  serviceInvalid: {
    en: "TESSERA_OWN_SERVICES holds \"{service}\", which is no host:port pair, e.g. TESSERA_OWN_SERVICES=127.0.0.1:3000",
    "zh-CN": "TESSERA_OWN_SERVICES 中的“{service}”不是“主机:端口”，例如 TESSERA_OWN_SERVICES=127.0.0.1:3000",
  },
  noAddress: { en: "\"{host}\" leads to \"{address}\", which is no IP address.", "zh-CN": "“{host}”指向“{address}”，这不是 IP 地址。" },
  refused: {
    en: "{subject} {kind}, which Tessera does not call; an administrator can allow it with TESSERA_EGRESS_ALLOW, e.g. TESSERA_EGRESS_ALLOW={range}",
    "zh-CN": "{subject}{kind}，Tessera 不会调用；管理员可通过 TESSERA_EGRESS_ALLOW 放行，例如 TESSERA_EGRESS_ALLOW={range}",
  },
  itself: { en: "{address} is", "zh-CN": "{address} 是" },
  leadsTo: { en: "\"{host}\" leads to {address},", "zh-CN": "“{host}”指向 {address}，这是" },
  tooLong: { en: "The address is longer than 8192 characters.", "zh-CN": "地址超过 8192 个字符。" },
  invalid: { en: "\"{text}\" is no address, e.g. https://example.com/openapi.yaml", "zh-CN": "“{text}”不是地址，例如 https://example.com/openapi.yaml" },
  scheme: { en: "The address must start with http:// or https://, not {scheme}//", "zh-CN": "地址须以 http:// 或 https:// 开头，而不是 {scheme}//" },
  credentials: { en: "The address must hold no user and password; put them where credentials are kept.", "zh-CN": "地址中不能含用户名和密码，请填写到凭据中。" },
});

export const addressKindMessages = defineMessages({
  public: { en: "a public address", "zh-CN": "公网地址" },
  private: { en: "a private address", "zh-CN": "内网地址" },
  loopback: { en: "a loopback address", "zh-CN": "回环地址" },
  "link-local": { en: "a link-local address", "zh-CN": "链路本地地址" },
  metadata: { en: "the metadata address of a cloud", "zh-CN": "云平台元数据地址" },
  unspecified: { en: "an unspecified address", "zh-CN": "未指定地址" },
  multicast: { en: "a multicast or broadcast address", "zh-CN": "组播或广播地址" },
  special: { en: "an address of a reserved range", "zh-CN": "保留网段的地址" },
} satisfies Record<AddressKind, { en: string; "zh-CN": string }>);
