import { type Operation, routes } from "@tessera/contracts";
import { AutoComplete, Flex } from "antd";
import type { ReactNode } from "react";
import { useApi } from "../../../../api/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { useEditor } from "../editor/EditorContext.ts";
import { Field } from "../editor/Field.tsx";
import { placesOf } from "./async-draft.ts";
import { messages } from "./messages.ts";
import { OperationPicker } from "./OperationPicker.tsx";

type Named = { operation: string; parameter: string };

interface FollowUpFieldsProps {
  /** JSON pointer of the part, e.g. `/async/poll`. */
  pointer: string;
  label: string;
  value: Named;
  onChange: (field: string, value: Partial<Named>) => void;
}

const code = { fontFamily: "var(--ant-font-family-code)" };

/** Another operation of the connector, and where it takes the id of the work. */
export function FollowUpFields({ pointer, label, value, onChange }: FollowUpFieldsProps): ReactNode {
  const t = useText(messages);
  const { connector, operation } = useEditor();
  const named = useApi(routes.connectors.operation, { params: { connector, operation: value.operation } }, { enabled: value.operation !== "" });
  const id = pointer.slice(1).replaceAll("/", "-");
  return (
    <Flex gap={12} wrap>
      <Field label={label} pointer={`${pointer}/operation`} id={`${id}-operation`} style={{ flex: "2 1 300px" }}>
        <OperationPicker id={`${id}-operation`} connector={connector} value={value.operation} except={operation.id} onChange={(next) => onChange("operation", { operation: next })} />
      </Field>
      <Field label={t("parameter")} pointer={`${pointer}/parameter`} id={`${id}-parameter`} help={t("parameterHelp")} style={{ flex: "1 1 220px" }}>
        <PlaceInput id={`${id}-parameter`} operation={named.data?.operation} inPath value={value.parameter} onChange={(next) => onChange("parameter", { parameter: next })} />
      </Field>
    </Flex>
  );
}

interface PlaceInputProps {
  id: string;
  operation: Operation | undefined;
  inPath: boolean;
  value: string;
  onChange: (place: string) => void;
}

/** A place in a call: one of those the operation declares, or one that is typed. */
export function PlaceInput({ id, operation, inPath, value, onChange }: PlaceInputProps): ReactNode {
  const places = operation === undefined ? [] : placesOf(operation, inPath);
  return <AutoComplete id={id} value={value} options={places.map((place) => ({ value: place }))} onChange={onChange} style={{ width: "100%", ...code }} />;
}
