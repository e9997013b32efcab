import { join } from "node:path";

/** Folders that the server reads besides its own code. */
export interface Folders {
  /** The built designer. */
  designer: string;
  /** The built player frame with its `headers.json`. */
  player: string;
  /** Ready-made connectors, one folder each. */
  connectors: string;
  /** Apps that come with the platform: `base/<name>` and `scenario/<name>`. */
  templates: string;
}

const root = join(import.meta.dirname, "../../../..");

/** Where the folders are in the project; `src` and `dist` are equally deep. */
export const projectFolders: Folders = {
  designer: join(root, "designer/dist"),
  player: join(root, "runtime/player/dist"),
  connectors: join(root, "connectors"),
  templates: join(root, "saas-templates"),
};
