export { TasksTray } from "./TasksTray.tsx";
