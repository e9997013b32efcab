import type { Connection } from "mongoose";
import type { Logger } from "../../logging/logger.ts";
import { RecordFeed } from "../../persistence/record-feed.ts";

/** Wakes those who wait for a run, by its id. */
export class RunFeed extends RecordFeed {
  constructor(connection: Connection, logger: Logger) {
    super(connection, logger, "operation_runs");
  }
}
