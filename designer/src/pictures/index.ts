export { Picture } from "./Picture.tsx";
export type { PictureName } from "./Picture.tsx";
