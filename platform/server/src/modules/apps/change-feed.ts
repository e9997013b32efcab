import type { Connection } from "mongoose";
import type { Logger } from "../../logging/logger.ts";
import { RecordFeed } from "../../persistence/record-feed.ts";

/** Wakes those who wait for a change of an app, by its id. */
export class ChangeFeed extends RecordFeed {
  constructor(connection: Connection, logger: Logger) {
    super(connection, logger, "apps");
  }
}
