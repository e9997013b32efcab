import { routes } from "@tessera/contracts";
import { Flex, Select } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { useApi } from "../../../../api/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { MethodTag } from "../MethodTag.tsx";
import { messages } from "./messages.ts";

interface OperationPickerProps {
  id: string;
  connector: string;
  /** Empty: none is chosen. */
  value: string;
  /** The operation that cannot be chosen: the one that is edited. */
  except: string;
  onChange: (operation: string) => void;
}

const settleMs = 250;
const shown = 50;

/** Chooses one of the connector's operations; the server searches, since there may be thousands. */
export function OperationPicker({ id, connector, value, except, onChange }: OperationPickerProps): ReactNode {
  const t = useText(messages);
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), settleMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useApi(routes.connectors.operations, { params: { connector }, query: { limit: shown, ...(search === "" ? {} : { search }) } }, { keepPrevious: true });
  const items = (found.data?.items ?? []).filter((one) => one.id !== except);
  const options = items.map((one) => ({
    value: one.id,
    label: (
      <Flex gap={8} align="center">
        <MethodTag method={one.method} />
        <code>{one.path}</code>
        <span style={{ color: "var(--ant-color-text-tertiary)" }}>{one.id}</span>
      </Flex>
    ),
  }));
  const known = value === "" || items.some((one) => one.id === value) ? options : [{ value, label: <code>{value}</code> }, ...options];
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={t("chooseOperation")}
      notFoundContent={found.isPending ? null : t("noOperation")}
      loading={found.isFetching}
      value={value === "" ? null : value}
      options={known}
      onChange={onChange}
      popupMatchSelectWidth={false}
      style={{ width: "100%" }}
    />
  );
}
