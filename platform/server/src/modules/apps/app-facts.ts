import { type AppRecord, type AppView, appHeadSchema } from "@tessera/contracts";
import type { AppFacts, StoredApp } from "./app.repository.ts";

/** What the head of an app states of its record `app`, which was checked. */
export function factsOf(record: AppRecord): AppFacts {
  const { title, description, icon, connectors } = appHeadSchema.parse(record);
  return { title, description, icon, connectors: [...new Set(Object.values(connectors).map(({ connector }) => connector))].sort() };
}

/** An app as clients see it. */
export function appView(app: StoredApp): AppView {
  const { name, title, description, icon, published, template, cleanRevision, revision } = app;
  return {
    name, title, description, icon, published: published?.version ?? null, publishedAt: published?.at.toISOString() ?? null, publishedBy: published?.by ?? null,
    changed: cleanRevision !== revision, template, createdAt: app.createdAt.toISOString(), createdBy: app.createdBy, updatedAt: app.updatedAt.toISOString(), updatedBy: app.updatedBy, revision,
  };
}
