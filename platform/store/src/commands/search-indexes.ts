import { StoreError } from "../errors.ts";
import type { Command, CommandTable } from "./command.ts";

/** The failure of everything about search indexes, as of a MongoDB that is not connected to Atlas. */
export function searchNotEnabled(): StoreError {
  return new StoreError("Location31082", "Search indexes need MongoDB Atlas: this store has no search commands and no $listSearchIndexes stage.");
}

const refused: Command = { kind: "control", run: () => { throw searchNotEnabled(); } };

/** Search indexes, which this store does not have. */
export const SEARCH_INDEX_COMMANDS: CommandTable = { createSearchIndexes: refused, updateSearchIndex: refused, dropSearchIndex: refused };
