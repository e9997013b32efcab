import { OperationalError, UserError } from "@tessera/contracts";
import { mongo } from "mongoose";
import { serverErrors } from "../errors.ts";
import { persistenceMessages } from "./persistence.messages.ts";

/** Driver errors that mean the store cannot be reached or is changing its primary; the same request may succeed later. */
const unavailable = new Set(["MongoServerSelectionError", "MongoNetworkError", "MongoNetworkTimeoutError", "MongoNotConnectedError", "MongoPoolClearedError", "MongoTopologyClosedError", "PoolClearedOnNetworkError", "MongoWaitQueueTimeoutError", "MongoClientClosedError"]);
/** What a socket to the store fails with where the driver passes the system's own error on. */
const socketCodes = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT"]);
const tooLargeCodes = new Set([10334, 17280, 17419]);

/** Our error for an error of the store driver; undefined when it is none of its expected ones. */
export function storeErrorOf(thrown: unknown): OperationalError | UserError | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if (unavailable.has(thrown.name) || socketCodes.has(String((thrown as NodeJS.ErrnoException).code)) || (thrown instanceof mongo.MongoError && thrown.hasErrorLabel("RetryableWriteError"))) {
    return new OperationalError({ code: serverErrors.storeUnavailable, message: persistenceMessages.storeUnavailable(), cause: thrown });
  }
  if (thrown instanceof mongo.MongoServerError && typeof thrown.code === "number" && tooLargeCodes.has(thrown.code)) {
    return new UserError({ reason: "too-large", code: serverErrors.storeTooLarge, message: persistenceMessages.recordTooLarge(), cause: thrown });
  }
  return undefined;
}

/** Whether an error says that a unique index already holds the value (code 11000). */
export function isDuplicateKey(thrown: unknown): boolean {
  return thrown instanceof mongo.MongoServerError && thrown.code === 11000;
}
