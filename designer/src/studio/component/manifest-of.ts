import type { ComponentManifest } from "@tessera/contracts";
import { manifests } from "@tessera/components/manifests";

const byType = new Map<string, ComponentManifest>(manifests.map((manifest) => [manifest.type, manifest]));

/** What is known of a component type; undefined for one that this version does not carry. */
export function manifestOf(type: string): ComponentManifest | undefined {
  return byType.get(type);
}

export const categories = ["layout", "display", "data", "chart", "input", "action"] as const satisfies readonly ComponentManifest["category"][];

/** Types that stand above the page instead of in its grid. */
export const overlayTypes: ReadonlySet<string> = new Set(manifests.filter((manifest) => manifest.overlay).map((manifest) => manifest.type));

/** Names of the slots of a node: fixed ones, or one per item of the property that `slotsFrom` names. */
export function slotsOf(manifest: ComponentManifest | undefined, props: Record<string, { kind: string; value?: unknown }>): string[] {
  if (!manifest) return [];
  const { slotsFrom } = manifest;
  if (slotsFrom === undefined) return manifest.slots.map((slot) => slot.name);
  const own = props[slotsFrom];
  const items = own?.kind === "static" ? own.value : manifest.props.find((prop) => prop.name === slotsFrom)?.default;
  return Array.isArray(items) ? items.flatMap((item: unknown) => (typeof item === "object" && item !== null && "key" in item ? [String(item.key)] : [])) : [];
}

export { manifests };
