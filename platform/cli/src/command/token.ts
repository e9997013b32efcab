import { roleSchema, routes } from "@tessera/contracts";
import type { Register } from "../context.ts";
import { UsageError } from "../output/failure.ts";

export const registerToken: Register = (program, context) => {
  const { text } = context;
  program
    .command("token")
    .description(text("token"))
    .command("create")
    .description(text("tokenCreate"))
    .option("--name <name>", text("optionTokenName"), "cli")
    .option("--role <role>", text("optionRole"))
    .option("--expires-in-days <days>", text("optionExpires"))
    .option("--json", text("optionJson"))
    .action(async (options: { name: string; role?: string; expiresInDays?: string; json?: boolean }) => {
      const role = roleSchema.optional().safeParse(options.role);
      if (!role.success) throw new UsageError(text("badRole", { value: options.role ?? "" }));
      const days = options.expiresInDays === undefined ? undefined : Number(options.expiresInDays);
      if (days !== undefined && (!Number.isInteger(days) || days < 1)) throw new UsageError(text("badDays", { value: options.expiresInDays ?? "" }));
      const { call } = await context.connect();
      const made = await call(routes.tokens.create, {
        body: { name: options.name, ...(role.data ? { role: role.data } : {}), ...(days === undefined ? {} : { expiresInDays: days }) },
      });
      context.print(options, { token: made.token, ...made.view }, () => `${text("tokenOnce")}\n${made.token}`);
    });
};
