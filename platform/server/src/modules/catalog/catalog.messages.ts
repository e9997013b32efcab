import { defineMessages } from "@tessera/contracts";

/** What the catalogue of ready-made connectors says to people. */
export const catalogMessages = defineMessages({
  notFound: { en: "There is no ready-made connector '{name}'.", "zh-CN": "没有现成的连接器“{name}”。" },
  backend: { en: "Give the address of '{name}', e.g. http://{name}.example.com.", "zh-CN": "请填写“{name}”的地址，例如 http://{name}.example.com。" },
});
