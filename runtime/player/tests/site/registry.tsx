import type { ComponentDefinition, RenderProps } from "@tessera/components";
import type { ComponentManifest } from "@tessera/contracts";
import { type ReactElement, type RefObject, useEffect, useRef, useState } from "react";

const manifest = (type: string, more: Partial<ComponentManifest>): ComponentManifest => ({
  type, version: "1.0.0", title: { en: type, "zh-CN": type }, description: {}, category: "display", icon: "Appstore", props: [], events: [], slots: [], exposes: [],
  defaultSize: { w: 8, h: 4 }, autoHeight: false, overlay: false, ...more,
});
const prop = (name: string, value: ComponentManifest["props"][number]["default"]): ComponentManifest["props"][number] => ({ name, label: {}, control: "text", group: "content", bindable: true, default: value, schema: {} });

/** Counts on the element itself how often it was drawn. */
function useDraws(): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { dataset } = ref.current ?? { dataset: {} as DOMStringMap };
    dataset.draws = String(Number(dataset.draws ?? 0) + 1);
  });
  return ref;
}

function Label({ props, status }: RenderProps): ReactElement {
  return <div ref={useDraws()} className="label" data-loading={status.loading} data-error={status.error ?? ""}>{String(props.text)}</div>;
}

function Field({ node, props, expose, resetCount }: RenderProps): ReactElement {
  const [value, setValue] = useState(String(props.value));
  const [initial, setInitial] = useState({ value: props.value, resetCount });
  if (initial.value !== props.value || initial.resetCount !== resetCount) {
    setInitial({ value: props.value, resetCount });
    setValue(String(props.value));
  }
  useEffect(() => expose({ value }), [value, expose]);
  return <input aria-label={node.name} value={value} onChange={(event) => setValue(event.target.value)} />;
}

function List({ props, emit, expose, listens }: RenderProps): ReactElement {
  const rows = Array.isArray(props.data) ? (props.data as { id: number; name: string }[]) : [];
  const choose = (row: { id: number; name: string }): void => {
    expose({ selectedRow: row });
    emit("rowClick", { row });
  };
  return <ul data-clickable={listens("rowClick")}>{rows.map((row) => <li key={row.id}><button type="button" onClick={() => choose(row)}>{row.name}</button></li>)}</ul>;
}

function Box({ slot, props }: RenderProps): ReactElement {
  return <section style={{ border: "1px solid gray", padding: 8 }}><h3 style={{ margin: "0 0 8px" }}>{String(props.title)}</h3>{slot("default")}</section>;
}

function Panel({ open, close, slot, node }: RenderProps): ReactElement | null {
  if (!open) return null;
  return <div role="dialog" aria-label={node.name} style={{ position: "fixed", inset: "20% 20%", background: "white", zIndex: 1000 }}><button type="button" onClick={close}>Close</button>{slot("default")}</div>;
}

function Bomb({ props }: RenderProps): ReactElement {
  if (props.armed) throw new Error("boom");
  return <span className="defused">quiet</span>;
}

function Button({ props, emit }: RenderProps): ReactElement {
  return <button type="button" onClick={() => emit("click")}>{String(props.label)}</button>;
}

function Tall({ props }: RenderProps): ReactElement {
  return <div className="tall" style={{ height: Number(props.px), background: "silver" }} />;
}

const definitions = [
  { manifest: manifest("label", { props: [prop("text", "")] }), component: Label },
  { manifest: manifest("field", { props: [prop("value", "")] }), component: Field },
  { manifest: manifest("list", { props: [prop("data", [])], events: [{ name: "rowClick", label: {}, locals: ["row"] }] }), component: List },
  { manifest: manifest("box", { props: [prop("title", "")], slots: [{ name: "default", label: {} }], autoHeight: true }), component: Box },
  { manifest: manifest("panel", { slots: [{ name: "default", label: {} }], overlay: true }), component: Panel },
  { manifest: manifest("bomb", { props: [prop("armed", true)] }), component: Bomb },
  { manifest: manifest("button", { props: [prop("label", "")], events: [{ name: "click", label: {}, locals: [] }] }), component: Button },
  { manifest: manifest("tall", { props: [prop("px", 40)], autoHeight: true }), component: Tall },
];

/** Small components that show what the player does with them. */
export const testRegistry: ReadonlyMap<string, ComponentDefinition> = new Map(definitions.map((definition) => [definition.manifest.type, definition as ComponentDefinition]));
