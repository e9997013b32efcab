import type { Message } from "../text/message.ts";

/** Why no gateway could do what an operation says, at a field of it. */
export interface OperationProblem {
  operation: string;
  /** Offending field of the operation as a JSON pointer, e.g. `/backend/request/headers/0/name`. */
  field: string;
  message: Message;
}
