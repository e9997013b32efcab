import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { componentsPage } from "./docs/components-page.ts";

/** Writes the reference pages that are made from the code. */
const folder = join(import.meta.dirname, "../docs/reference");
writeFileSync(join(folder, "components.md"), componentsPage("en"));
writeFileSync(join(folder, "components.zh-CN.md"), componentsPage("zh-CN"));
