import { SchemaRegistry } from "../schema/registry.ts";
import type { DocumentFormat, ParsedDocument } from "../parse-document.ts";
import type { JsonObject } from "../json.ts";
import { Problems } from "../problems.ts";
import { Resolver } from "./resolver.ts";

/** One document while it is being imported: what every reader needs. */
export interface Source {
  readonly format: DocumentFormat;
  readonly root: JsonObject;
  readonly problems: Problems;
  readonly refs: Resolver;
  readonly schemas: SchemaRegistry;
}

export function openSource(document: ParsedDocument): Source {
  const problems = new Problems(document.problems);
  const refs = new Resolver(document.root, problems);
  const schemas = new SchemaRegistry(document, problems, refs);
  return { format: document.format, root: document.root, problems, refs, schemas };
}
