import type { AppBundle, PlayableApp, PublishedQuery, Query } from "@tessera/contracts";

/**
 * An app as the player gets it: pages whole, queries without connector, operation, fixed inputs and transform, so that a page
 * can only ask for a query by its id.
 */
export function playableOf(bundle: AppBundle, place: { space: string; name: string; version: string }): PlayableApp {
  const { title, description, icon, home } = bundle.app;
  const queries = Object.fromEntries(Object.entries(bundle.queries).map(([id, query]) => [id, publishedQuery(query)]));
  return { name: place.name, space: place.space, version: place.version, app: { title, description, icon, home }, pages: bundle.pages, queries };
}

function publishedQuery({ id, name, trigger, pollMs, inputs }: Query): PublishedQuery {
  const bound = Object.entries(inputs).flatMap(([input, value]): [string, PublishedQuery["inputs"][string]][] => (value.kind === "binding" ? [[input, { kind: "binding", template: value.template }]] : []));
  return { id, name, trigger, ...(pollMs === undefined ? {} : { pollMs }), inputs: Object.fromEntries(bound) };
}
