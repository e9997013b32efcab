import { UserError, defineMessages } from "@tessera/contracts";
import { z } from "zod";
import { gatewayErrors } from "../../errors.ts";
import { definePlugin } from "../../pipeline/plugin.ts";
import type { PluginServices } from "../../pipeline/plugin.ts";

const attributes = z.strictObject({});

const messages = defineMessages({
  expired: {
    en: "The grant of \"{caller}\" for {operation} of the connector {connector} expired; ask its owner to renew it.",
    "zh-CN": "“{caller}”对连接器 {connector} 的接口 {operation} 的授权已过期，请联系其负责人续期。",
  },
  missing: {
    en: "\"{caller}\" has no grant for {operation} of the connector {connector}; ask its owner for one.",
    "zh-CN": "“{caller}”没有连接器 {connector} 的接口 {operation} 的授权，请向其负责人申请。",
  },
});

export const grantCheck = definePlugin<z.infer<typeof attributes>, Pick<PluginServices, "grantOf">>({
  name: "grant-check",
  version: "1.0.0",
  // As APISIX's consumer-restriction.
  priority: 2400,
  levels: ["global", "connector", "stage", "operation"],
  builtIn: true,
  title: { "zh-CN": "授权检查", en: "Grant check" },
  description: {
    "zh-CN": "需要授权的接口只允许本空间的成员或持有有效授权的调用方访问。",
    en: "Lets only members of the connector's space and callers with a valid grant use operations that ask for one.",
  },
  attributes,
  init: (_attributes, { services }) => ({ grantOf: services.grantOf }),
  access(context, { grantOf }) {
    const { caller, route } = context;
    const { operation, space, connector } = route;
    if (!operation.security.authenticate || !operation.security.grant || caller === undefined) return;
    if (caller.member && caller.space === space) return;
    const grant = grantOf(caller, space, connector, operation.id);
    if (grant === "valid") return;
    const said = { caller: caller.name, operation: operation.id, connector: `${space}/${connector}` };
    throw grant === "expired"
      ? new UserError({ code: gatewayErrors.grantExpired, reason: "forbidden", message: messages.expired(said) })
      : new UserError({ code: gatewayErrors.grantMissing, reason: "forbidden", message: messages.missing(said) });
  },
});
