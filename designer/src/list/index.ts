export type { ListFilter } from "./arrange.ts";
export { DataList } from "./DataList.tsx";
export type { ListColumn } from "./DataList.tsx";
export { EmptyList } from "./EmptyList.tsx";
export { ListPage } from "./ListPage.tsx";
export { saveFile } from "./save-file.ts";
