import type { StageView } from "@tessera/contracts";
import type { ReactNode } from "react";
import { FormRows } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { messages } from "../messages.ts";
import { type BackendValues, defaultTimeoutMs } from "../stage-values.ts";
import { BackendRow } from "./BackendRow.tsx";

const mostBackends = 20;

/** Further backends of a stage, which operations choose by name. */
export function BackendRows({ stored }: { stored: StageView["backends"] }): ReactNode {
  const t = useText(messages);
  return (
    <FormRows<Partial<BackendValues>> name="backends" title={t("furtherBackends")} help={t("furtherBackendsHelp")} addText={t("addBackend")} newRow={{ name: "", url: "", timeoutMs: defaultTimeoutMs }} most={mostBackends}>
      {(row, index, { rows, set, remove }) => (
        <BackendRow
          index={index}
          stored={row.isStored ? stored.find(({ name }) => name === row.name) : undefined}
          isChanging={row.isChanging ?? false}
          isTaken={(name) => rows.slice(0, index).some((one) => one.name === name)}
          onChangeCredential={() => set(rows.map((one, other) => (other === index ? { ...one, isChanging: true } : one)))}
          onRemove={() => remove(index)}
        />
      )}
    </FormRows>
  );
}
