import { UserError } from "@tessera/contracts";
import { z } from "zod";
import { gatewayErrors } from "../../errors.ts";
import { definePlugin } from "../../pipeline/plugin.ts";
import { matching, worded } from "../attribute-text.ts";
import type { PluginServices, PluginScope } from "../../pipeline/plugin.ts";
import type { Caller, RequestContext } from "../../pipeline/context.ts";

const realmRule = { en: "must be printable ASCII without quotes", "zh-CN": "须为不含引号的可打印 ASCII 字符" };

const attributes = z.strictObject({
  realm: worded(
    matching(z.string(), "^[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]{1,100}$", realmRule).default("tessera"),
    { en: "Realm", "zh-CN": "领域" },
    { en: "Realm named in WWW-Authenticate", "zh-CN": "WWW-Authenticate 中的 realm" },
    realmRule,
  ),
  sendIdentity: worded(z.boolean().default(true), { en: "Send identity", "zh-CN": "传递身份" }, { en: "Tell the backend who calls, in X-Tessera-Identity", "zh-CN": "通过 X-Tessera-Identity 告知后端调用方是谁" }),
});

interface State {
  authenticate: PluginServices["authenticate"];
  realm: string;
  sendIdentity: boolean;
}

function accept(context: RequestContext, caller: Caller): void {
  context.caller = caller;
}

/** A caller that need not show a token is nobody when the one it shows is wrong. */
function refuse(context: RequestContext, state: State, error: unknown): void {
  if (!context.route.operation.security.authenticate && error instanceof UserError) return;
  const detail = error instanceof UserError && error.code !== gatewayErrors.tokenMissing ? `, error="invalid_token"` : "";
  context.addedHeaders["www-authenticate"] = `Bearer realm="${state.realm}"${detail}`;
  throw error;
}

export const tokenAuth = definePlugin<z.infer<typeof attributes>, State>({
  name: "token-auth",
  version: "1.0.0",
  // As APISIX's key-auth, in the phase where it authenticates.
  priority: 2500,
  levels: ["global", "connector", "stage", "operation"],
  builtIn: true,
  title: { "zh-CN": "令牌认证", en: "Token authentication" },
  description: {
    "zh-CN": "校验调用方的 API 令牌或平台签发的短期凭证；吊销与过期在每次请求时检查。",
    en: "Checks the caller's API token or the platform's short-lived credential; revocation and expiry are checked on each request.",
  },
  attributes,
  init: ({ realm, sendIdentity }, { services }: PluginScope) => ({ authenticate: services.authenticate, realm, sendIdentity }),
  rewrite(context, state) {
    context.call.sendIdentity = state.sendIdentity;
    const { authorization } = context.headers;
    if (authorization === undefined && !context.route.operation.security.authenticate) return undefined;
    let caller: Caller | Promise<Caller>;
    try {
      caller = state.authenticate(authorization);
    } catch (error) {
      return refuse(context, state, error);
    }
    if (caller instanceof Promise) return caller.then((known) => accept(context, known)).catch((error: unknown) => refuse(context, state, error));
    return accept(context, caller);
  },
});
