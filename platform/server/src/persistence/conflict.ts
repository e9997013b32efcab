import { type Message, UserError, joinMessages } from "@tessera/contracts";
import { serverErrors } from "../errors.ts";
import { persistenceMessages, useKindMessages } from "./persistence.messages.ts";

/**
 * The refusal of a stale write (409): `yours` is what was sent with its base revision, `theirs` what is stored now, both as
 * clients may see them. `what` begins the sentence, e.g. "The app 'shop'".
 */
export function conflictError(what: Message, yours: unknown, theirs: unknown): UserError {
  return new UserError({ reason: "conflict", code: serverErrors.conflict, message: persistenceMessages.changed({ what }), detail: { yours, theirs } });
}

/** A record that uses another one. */
export interface Use {
  kind: keyof typeof useKindMessages;
  name: string;
}

const shownUses = 5;

/** The refusal to delete what others use (409), with their list in `uses`; `what` begins the sentence. */
export function inUseError(what: Message, uses: readonly Use[]): UserError {
  const shown = joinMessages(uses.slice(0, shownUses).map(({ kind, name }) => persistenceMessages.use({ kind: useKindMessages[kind](), name })), { en: ", ", "zh-CN": "、" });
  const named = uses.length > shownUses ? persistenceMessages.moreUses({ uses: shown, count: uses.length - shownUses }) : shown;
  return new UserError({ reason: "conflict", code: serverErrors.inUse, message: persistenceMessages.inUse({ what, uses: named }), detail: { uses: uses.slice(0, 100) } });
}
