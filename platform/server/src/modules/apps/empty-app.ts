import { type AppRecords, type BodyOf, appHeadSchema, pageHeadSchema, type routes } from "@tessera/contracts";
import { orderBetween, pageKey } from "@tessera/page";

const home = "home";

/** The records of a new app: its head and one empty page. */
export function emptyApp({ title, description, icon }: Omit<BodyOf<typeof routes.apps.create>, "name">): AppRecords {
  const order = orderBetween(null, null);
  return {
    app: appHeadSchema.parse({ schemaVersion: 1, title, description, icon, home, connectors: {} }),
    [pageKey(home)]: pageHeadSchema.parse({ schemaVersion: 1, id: home, title: { "zh-CN": "首页", en: "Home" }, path: home, order }),
  };
}
