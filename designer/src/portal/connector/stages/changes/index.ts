export { PublishChanges } from "./PublishChanges.tsx";
