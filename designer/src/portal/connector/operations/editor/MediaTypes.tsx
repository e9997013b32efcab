import { type MediaType, escapePointer } from "@tessera/contracts";
import { AutoComplete, Button, Flex, Segmented } from "antd";
import { type ReactNode, useId, useState } from "react";
import { GrowingTextArea, RemoveButton } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { JsonInput, SchemaEditor, exampleOf } from "../../../../schema/index.ts";
import { useEditor } from "./EditorContext.ts";
import { Field } from "./Field.tsx";
import { messages } from "./messages.ts";
import styles from "./Editor.module.css";

type Content = Record<string, MediaType>;

interface MediaTypesProps {
  /** Of the content, e.g. `/requestBody/content`. */
  pointer: string;
  content: Content;
  onChange: (field: string, change: (content: Content) => Content) => void;
}

const common = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "application/xml", "application/octet-stream", "text/event-stream"];

/** Schema and example of each media type of a body. */
export function MediaTypes({ pointer, content, onChange }: MediaTypesProps): ReactNode {
  const t = useText(messages);
  const types = Object.keys(content);
  const [chosen, setChosen] = useState(types[0]);
  const [typed, setTyped] = useState("");
  const active = chosen !== undefined && types.includes(chosen) ? chosen : types[0];
  const wanted = typed.trim().toLowerCase();
  const add = (type: string) => {
    if (!/^[\w*.+-]+\/[\w*.+-]+(;.*)?$/.test(type) || content[type] !== undefined) return;
    onChange("add", (one) => ({ ...one, [type]: { schema: { type: type.includes("json") || type.includes("form") ? "object" : "string" } } }));
    setChosen(type);
    setTyped("");
  };
  const adder = (
    <Flex gap={4}>
      <AutoComplete size="small" style={{ width: 220 }} aria-label={t("mediaType")} placeholder="application/json" value={typed} options={common.filter((type) => content[type] === undefined).map((value) => ({ value }))} onChange={setTyped} onSelect={add} onKeyDown={(event) => event.key === "Enter" && !event.ctrlKey && !event.metaKey && add(wanted)} />
      <Button size="small" onClick={() => add(wanted === "" && content["application/json"] === undefined ? "application/json" : wanted)}>
        {t("addMediaType")}
      </Button>
    </Flex>
  );
  if (active === undefined) return adder;
  return (
    <>
      <Flex gap={8} wrap align="center" justify="space-between" className={styles.mediaTypes ?? ""}>
        <Flex gap={4} align="center">
          <Segmented size="small" aria-label={t("mediaTypes")} value={active} onChange={setChosen} options={types.map((value) => ({ value, label: <code>{value}</code> }))} />
          <RemoveButton
            label={t("removeMediaType", { type: active })}
            onClick={() =>
              onChange("remove", (one) => {
                const { [active]: _gone, ...rest } = one;
                return rest;
              })
            }
          />
        </Flex>
        {adder}
      </Flex>
      <Media key={active} type={active} pointer={`${pointer}/${escapePointer(active)}`} media={content[active] ?? {}} onChange={(field, change) => onChange(`${active}.${field}`, (one) => ({ ...one, [active]: change(one[active] ?? {}) }))} />
    </>
  );
}

function Media({ type, pointer, media, onChange }: { type: string; pointer: string; media: MediaType; onChange: (field: string, change: (media: MediaType) => MediaType) => void }): ReactNode {
  const t = useText(messages);
  const { sources } = useEditor();
  const exampleId = useId();
  const json = /json|form/i.test(type);
  const setExample = (example: unknown) =>
    onChange("example", (one) => {
      const { example: _example, ...rest } = one;
      return example === undefined || example === "" ? rest : { ...rest, example };
    });
  return (
    <div className={styles.media}>
      <Field label={t("schema")} pointer={`${pointer}/schema`}>
        <SchemaEditor label={t("schemaOf", { name: type })} pointer={`${pointer}/schema`} schema={media.schema} sources={sources} onChange={(schema) => onChange("schema", (one) => ({ ...one, schema }))} />
      </Field>
      <Field label={t("example")} pointer={`${pointer}/example`} id={exampleId}>
        {json && (
          <Button type="link" size="small" className={styles.fromSchema ?? ""} onClick={() => setExample(exampleOf(media.schema, sources.shared))}>
            {t("fromSchema")}
          </Button>
        )}
        {json ? <JsonInput id={exampleId} value={media.example} onChange={setExample} /> : <GrowingTextArea id={exampleId} lines={[2, 10]} value={typeof media.example === "string" ? media.example : media.example === undefined ? "" : JSON.stringify(media.example)} onChange={({ target }) => setExample(target.value)} />}
      </Field>
    </div>
  );
}
