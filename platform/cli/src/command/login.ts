import { text as readStream } from "node:stream/consumers";
import { hostname } from "node:os";
import { routes } from "@tessera/contracts";
import { connectTo } from "../api/connection.ts";
import { configPath, writeConfig } from "../config/config.ts";
import type { Register } from "../context.ts";
import { CommandError, UsageError } from "../output/failure.ts";

interface Options {
  url: string;
  username: string;
  passwordStdin?: boolean;
  json?: boolean;
}

export const registerLogin: Register = (program, context) => {
  const { text, locale } = context;
  program
    .command("login")
    .description(text("login"))
    .requiredOption("--url <url>", text("optionUrl"), context.environment.TESSERA_URL)
    .requiredOption("--username <name>", text("optionUsername"))
    .option("--password-stdin", text("optionPasswordStdin"))
    .option("--json", text("optionJson"))
    .action(async (options: Options) => {
      if (!options.passwordStdin) throw new UsageError(text("noPassword"));
      if (!URL.canParse(options.url)) throw new UsageError(text("badUrl", { url: options.url }));
      const password = (await readStream(context.stdin)).replace(/\r?\n$/, "");
      if (password === "") throw new UsageError(text("noPassword"));
      let cookie = "";
      const keepCookie: typeof fetch = async (...input) => {
        const response = await fetch(...input);
        const set = response.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
        if (set.length > 0) cookie = set.join("; ");
        return response;
      };
      let csrfToken = "";
      const call = connectTo(options.url, () => ({ cookie, "x-csrf-token": csrfToken }), { text, locale }, keepCookie);
      const session = await call(routes.auth.login, { body: { username: options.username, password } });
      csrfToken = session.csrfToken ?? "";
      if (session.space === null) throw new CommandError(text("noSpace", { user: session.user.username }));
      const made = await call(routes.tokens.create, { body: { name: text("cliToken", { host: hostname() }).slice(0, 100), expiresInDays: 90 } }).finally(() => call(routes.auth.logout));
      await writeConfig(configPath(context.environment), { url: options.url.replace(/\/+$/, ""), token: made.token, username: session.user.username, space: session.space });
      context.print(options, { url: options.url, username: session.user.username, space: session.space }, () =>
        text("loggedIn", { url: options.url, user: session.user.username, space: session.space ?? "" }),
      );
    });
};
