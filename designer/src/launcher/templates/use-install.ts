import { routes } from "@tessera/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callApi, keyOf } from "../../api/index.ts";
import { useLocalize, useText } from "../../i18n/index.ts";
import type { ConnectorChoice, TemplateView } from "./connector-choice.ts";
import { messages } from "./messages.ts";

export interface InstallPlan {
  name: string;
  /** By alias; `address` only for ready-made connectors. */
  choices: Readonly<Record<string, { choice: ConnectorChoice; address: string }>>;
}

/** Installs the ready-made connectors that are asked for, then the app on top of them. */
export function useInstall(template: TemplateView, onInstalled: (app: string) => void) {
  const t = useText(messages);
  const localize = useLocalize();
  const client = useQueryClient();
  const [step, setStep] = useState<string>();
  // Two aliases may mean the same system, and a try may follow one that failed half-way: each is installed once.
  const [made] = useState(() => new Map<string, { connector: string; stage: string }>());
  const install = useMutation({
    mutationFn: async (plan: InstallPlan) => {
      const connectors: Record<string, { connector: string; stage: string }> = {};
      const ready = template.connectors.filter(({ alias }) => plan.choices[alias]?.choice.kind !== "registered");
      let done = 0;
      for (const need of ready) {
        done += 1;
        const address = plan.choices[need.alias]?.address.trim();
        const key = JSON.stringify([need.catalog, address]);
        const known = made.get(key);
        if (known) {
          connectors[need.alias] = known;
          continue;
        }
        setStep(t("step", { done, count: ready.length + 1, what: t("installConnector", { title: localize(need.title) }) }));
        const connector = await callApi(routes.catalog.install, { params: { entry: need.catalog }, body: address ? { backend: address } : {} });
        const mapping = { connector: connector.name, stage: connector.stages[0]?.name ?? "prod" };
        made.set(key, mapping);
        connectors[need.alias] = mapping;
      }
      for (const [alias, { choice }] of Object.entries(plan.choices)) if (choice.kind === "registered") connectors[alias] = { connector: choice.connector, stage: choice.stage };
      setStep(t("step", { done: ready.length + 1, count: ready.length + 1, what: t("installApp") }));
      return callApi(routes.templates.install, { params: { template: template.name }, body: { name: plan.name, connectors } });
    },
    onSuccess: (app) => onInstalled(app.name),
    onSettled: async () => {
      setStep(undefined);
      await Promise.all([routes.connectors.list, routes.catalog.list, routes.templates.list, routes.published.list, routes.apps.list].map((route) => client.invalidateQueries({ queryKey: keyOf(route) })));
    },
  });
  return { install, step };
}
