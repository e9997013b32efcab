import { canonicalJson } from "@tessera/contracts";
import { oncePerObject } from "../../platform/once-per-object.ts";

/** The canonical JSON of a part of a release. Most parts of a draft are the objects of its latest release, whose texts need not be made again. */
export const canonicalText = oncePerObject((part: object) => canonicalJson(part));
