// A server process whose folders are given: `node serve.ts '{"designer": …}'`.
import { readSettings } from "@tessera/contracts";
import { type Folders, openResources, projectFolders, startServer } from "@tessera/server";

const read = readSettings(process.env);
if ("error" in read) throw new Error(read.error);
const folders = { ...projectFolders, ...(JSON.parse(process.argv[2] ?? "{}") as Partial<Folders>) };
const server = await startServer(await openResources({ ...read.settings, MONGODB_URI: read.settings.MONGODB_URI ?? "" }, "tessera-server"), folders);
process.stdout.write(`tessera-server ready ${server.url}\n`);
