export { createHostServer } from "./server.ts";
