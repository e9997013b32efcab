import { type AppBundle, type AppRecords, type MessageParameter, UserError, appBundleSchema, issueMessage } from "@tessera/contracts";
import { assembleBundle } from "@tessera/page";
import { serverErrors } from "../../errors.ts";
import { appMessages } from "./app.messages.ts";

/** The app that a draft's records make, with all defaults filled in. Throws `app.invalid` with the places where records do not make an app. */
export function completeBundle(name: string, records: AppRecords): AppBundle {
  const parsed = appBundleSchema.safeParse(assembleBundle(records), { reportInput: true });
  if (parsed.success) return parsed.data as AppBundle;
  const errors = parsed.error.issues.slice(0, 50).map((issue) => ({ path: issue.path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""), detail: issueMessage(issue) }));
  throw appInvalid(name, errors);
}

/** The refusal of an app with problems (422), each with its place in the bundle. */
export function appInvalid(name: string, errors: readonly { path: string; detail: MessageParameter }[]): UserError {
  const [first] = errors;
  const shown = first?.detail ?? "";
  const message = errors.length > 1 ? appMessages.invalidMore({ name, first: shown, count: errors.length - 1 }) : appMessages.invalid({ name, first: shown });
  return new UserError({ reason: "unprocessable", code: serverErrors.appInvalid, message, ...(first === undefined ? {} : { path: first.path }), detail: { errors: errors.slice(0, 100) } });
}
