import { UserError } from "@tessera/contracts";
import { z } from "zod";
import { gatewayErrors } from "../../errors.ts";
import { definePlugin } from "../../pipeline/plugin.ts";
import type { PluginServices, PluginScope } from "../../pipeline/plugin.ts";
import type { Caller, RequestContext } from "../../pipeline/context.ts";

const attributes = z.strictObject({
  realm: z.string().regex(/^[\x20\x21\x23-\x5b\x5d-\x7e]{1,100}$/, "must be printable ASCII without quotes").default("tessera").describe("Realm named in WWW-Authenticate"),
  sendIdentity: z.boolean().default(true).describe("Tell the backend who calls, in X-Tessera-Identity"),
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
