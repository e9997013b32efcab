import { defineMessages } from "@tessera/contracts";

/** What the catalogue of ready-made connectors says to people. */
export const catalogMessages = defineMessages({
  notFound: { en: "There is no ready-made connector '{name}'.", "zh-CN": "没有现成的连接器“{name}”。" },
  backend: { en: "Give the address of '{name}', e.g. http://{name}.example.com.", "zh-CN": "请填写“{name}”的地址，例如 http://{name}.example.com。" },
  checkOk: { en: "The system answers and takes the credential (status {status}).", "zh-CN": "系统可用，凭据有效（状态码 {status}）。" },
  checkRefused: { en: "The system answers but refuses the credential (status {status}); give the stage another one.", "zh-CN": "系统可用，但拒绝了凭据（状态码 {status}）；请为该环境更换凭据。" },
  checkNotFound: { en: "Something answers, but not this system (status {status}); see whether the backend address is its root.", "zh-CN": "该地址有响应，但不是这个系统（状态码 {status}）；请检查后端地址是否为其根地址。" },
  checkUnreachable: { en: "The system cannot be called: {reason}", "zh-CN": "无法调用该系统：{reason}" },
  checkUnexpected: { en: "The system answers, but with status {status}.", "zh-CN": "系统有响应，但状态码为 {status}。" },
});
