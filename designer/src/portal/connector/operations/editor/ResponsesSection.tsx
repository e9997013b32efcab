import { type OperationResponse, escapePointer } from "@tessera/contracts";
import { AutoComplete, Button, Flex, Input, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { RemoveButton } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { useEditor } from "./EditorContext.ts";
import { Field } from "./Field.tsx";
import { MediaTypes } from "./MediaTypes.tsx";
import { messages } from "./messages.ts";
import { otherDescription, withOtherDescription } from "./operation-texts.ts";
import styles from "./Editor.module.css";

const common = ["200", "201", "202", "204", "400", "401", "403", "404", "409", "422", "429", "500", "502", "503", "4XX", "5XX", "default"];
const status = /^([1-5]\d\d|[1-5]XX|default)$/;

/** Good answers first, then errors, then what stands for all others. */
function ordered(responses: Record<string, OperationResponse>): [string, OperationResponse][] {
  return Object.entries(responses).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** What comes back: answers and errors by status. */
export function ResponsesSection(): ReactNode {
  const t = useText(messages);
  const { operation, update } = useEditor();
  const [typed, setTyped] = useState("");
  const add = (wanted: string) => {
    if (!status.test(wanted) || operation.responses[wanted] !== undefined) return;
    const problem = /^[45]/.test(wanted) || wanted === "default";
    update("responses", (one) => ({ ...one, responses: { ...one.responses, [wanted]: { description: "", ...(wanted === "204" ? {} : { content: { [problem ? "application/problem+json" : "application/json"]: { schema: { type: "object", properties: {} } } } }) } } }));
    setTyped("");
  };
  return (
    <div data-pointer="/responses">
      {ordered(operation.responses).map(([code, response]) => (
        <Answer key={code} code={code} response={response} />
      ))}
      {Object.keys(operation.responses).length === 0 && <Typography.Paragraph type="secondary">{t("noResponses")}</Typography.Paragraph>}
      <Flex gap={8} wrap>
        <AutoComplete style={{ width: 130 }} aria-label={t("status")} placeholder={t("status")} value={typed} options={common.filter((one) => operation.responses[one] === undefined).map((value) => ({ value }))} onChange={setTyped} onSelect={add} onKeyDown={(event) => event.key === "Enter" && !event.ctrlKey && !event.metaKey && add(typed.trim())} />
        <Button onClick={() => add(typed.trim())}>{t("addResponse")}</Button>
        {["200", "400", "404"].filter((one) => operation.responses[one] === undefined).map((one) => (
          <Button key={one} type="dashed" onClick={() => add(one)}>
            + {one}
          </Button>
        ))}
      </Flex>
    </div>
  );
}

function Answer({ code, response }: { code: string; response: OperationResponse }): ReactNode {
  const t = useText(messages);
  const { operation, update, other } = useEditor();
  const pointer = `/responses/${escapePointer(code)}`;
  const change = (field: string, recipe: (response: OperationResponse) => OperationResponse) => update(`responses.${code}.${field}`, (one) => ({ ...one, responses: { ...one.responses, [code]: recipe(one.responses[code] ?? response) } }));
  return (
    <div className={styles.answer} data-pointer={pointer}>
      <Flex gap={12} align="start" wrap>
        <code className={/^[45]|default/.test(code) ? styles.failure : styles.success}>{code}</code>
        <Field pointer={`${pointer}/description`} style={{ flex: "1 1 240px" }}>
          <Input aria-label={t("descriptionOf", { name: code })} placeholder={t("description")} value={response.description} onChange={({ target }) => change("description", (one) => ({ ...one, description: target.value }))} />
        </Field>
        <Field pointer={`/translations/${other}/responses/${escapePointer(code)}`} style={{ flex: "1 1 240px" }}>
          <Input aria-label={t("otherDescriptionOf", { name: code })} placeholder={t(other === "en" ? "descriptionEn" : "descriptionZh")} value={otherDescription(operation, "responses", code, other)} onChange={({ target }) => update(`responses.${code}.other`, (one) => withOtherDescription(one, "responses", code, other, target.value))} />
        </Field>
        <RemoveButton
          size="middle"
          label={t("removeResponse", { status: code })}
          onClick={() =>
            update("responses", (one) => {
              const { [code]: _gone, ...rest } = one.responses;
              return { ...one, responses: rest };
            })
          }
        />
      </Flex>
      <MediaTypes
        pointer={`${pointer}/content`}
        content={response.content ?? {}}
        onChange={(field, recipe) =>
          change(field, (one) => {
            const { content: before = {}, ...rest } = one;
            const content = recipe(before);
            return Object.keys(content).length === 0 ? rest : { ...rest, content };
          })
        }
      />
    </div>
  );
}
