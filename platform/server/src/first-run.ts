import { UserError } from "@tessera/contracts";
import { serverErrors } from "./errors.ts";
import { newTraceId } from "./http/trace.ts";
import { systemActor } from "./identity/actor.ts";
import type { SetupService } from "./modules/auth/setup.service.ts";

/**
 * Makes the administrator when a password was set, else answers the token of a one-time link; null when there is an
 * account already. Servers that start at the same time may both try: the second finds it done.
 */
export async function prepareFirstRun(setup: SetupService, password: string | undefined): Promise<string | null> {
  if (!(await setup.isNeeded())) return null;
  if (password === undefined) return setup.issueToken();
  try {
    await setup.createAdministrator(systemActor("setup", newTraceId()), password);
  } catch (error) {
    if (!(error instanceof UserError && (error.code === serverErrors.setupDone || error.code === serverErrors.userExists))) throw error;
  }
  return null;
}
