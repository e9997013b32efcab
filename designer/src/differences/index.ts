export { DifferenceTable } from "./DifferenceTable.tsx";
export type { Difference } from "./DifferenceTable.tsx";
