import { text } from "node:stream/consumers";
import { NestFactory } from "@nestjs/core";
import { passwordSchema } from "@tessera/contracts";
import { z } from "zod";
import { AppModule } from "../app.module.ts";
import { newTraceId } from "../http/trace.ts";
import { validateInput } from "../http/validate-input.ts";
import { systemActor } from "../identity/actor.ts";
import { nestLogger } from "../logging/logger.ts";
import { UserService } from "../modules/users/user.service.ts";
import { projectFolders } from "../platform/folders.ts";
import type { Resources } from "../platform/resources.ts";

/**
 * Sets the password of an account to what standard input says (a line end after it does not count) and enables it: the way
 * back in when nobody knows an administrator's password any more. Recorded in the audit log as done by the system.
 * Throws `user.not-found` or `request.invalid`.
 */
export async function setPassword(resources: Resources, username: string): Promise<void> {
  const password = (await text(process.stdin)).replace(/\r?\n$/, "");
  const change = validateInput(z.object({ password: passwordSchema }), { password }, "body");
  const app = await NestFactory.createApplicationContext(AppModule.of(resources, projectFolders), { logger: nestLogger(resources.logger), abortOnError: false });
  try {
    await app.get(UserService).update(systemActor("set-password", newTraceId()), username, { ...change, disabled: false });
  } finally {
    await app.close();
  }
}
