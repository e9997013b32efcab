import { connectorScaffold } from "./connector.ts";
import type { Scaffold, ScaffoldOptions } from "./scaffold.ts";

const pascal = (name: string) => name.split("-").map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
const camel = (name: string) => pascal(name).charAt(0).toLowerCase() + pascal(name).slice(1);

function component(name: string): Scaffold {
  const folder = `runtime/components/src/${name}`;
  return {
    files: {
      [`${folder}/manifest.ts`]: `import { both, manifest, textProp } from "../manifest/prop.ts";

export const ${camel(name)}Manifest = manifest({
  type: "${name}",
  title: both("${name}", "${pascal(name)}"),
  description: both("", ""),
  category: "display",
  icon: "Appstore",
  props: [textProp("text", "content", both("文本", "Text"))],
  defaultSize: { w: 6, h: 4 },
  autoHeight: true,
});
`,
      [`${folder}/${pascal(name)}.tsx`]: `import type { ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { toText } from "../values/read.ts";

export function ${pascal(name)}({ props, locale }: RenderProps): ReactElement {
  return <span>{toText(props.text, locale)}</span>;
}
`,
    },
    next: "Register it in runtime/components/src/manifests.ts and src/registry.ts (one line each); the compiler names a missing one.",
  };
}

function plugin(name: string): Scaffold {
  const folder = `platform/gateway/src/plugins/${name}`;
  return {
    files: {
      [`${folder}/plugin.ts`]: `import { z } from "zod";
import { definePlugin } from "../define-plugin.ts";

const attributes = z.strictObject({});

export const ${camel(name)} = definePlugin({
  name: "${name}",
  version: "1.0.0",
  priority: 1000,
  levels: ["global", "connector", "stage", "operation"],
  builtIn: false,
  title: { "zh-CN": "${name}", en: "${name}" },
  description: { "zh-CN": "", en: "" },
  attributes,
  init: () => ({}),
});
`,
      [`${folder}/README.md`]: `# ${name}

| | |
|---|---|
| Version | 1.0.0 |
| Function | |

## Attributes

## How to enable

## How to test

## How to remove
`,
    },
    next: "Register it in platform/gateway/src/plugins/registry.ts (one line).",
  };
}

function template(name: string, kind: "base" | "scenario"): Scaffold {
  const folder = `saas-templates/${kind}/${name}`;
  const title = { "zh-CN": name, en: name };
  return {
    files: {
      [`${folder}/template.json`]: `${JSON.stringify({ name, kind, title, description: title, icon: "Appstore", version: "0.1.0", connectors: [] }, null, 2)}\n`,
    },
    next: `Build the app in the studio, then: tessera app export ${name} -o ${folder}`,
  };
}

function decision(name: string): Scaffold {
  return {
    files: { [`docs/decisions/${name}.md`]: `# ${name}\n\n## Context\n\n## Decision\n\n## Consequences\n` },
    next: "Half a page; number it after the last one.",
  };
}

export const kinds: Readonly<Record<string, { describe: string; make: (name: string, options: ScaffoldOptions) => Scaffold | Promise<Scaffold> }>> = {
  component: { describe: "low-code component in runtime/components", make: component },
  plugin: { describe: "gateway plugin in platform/gateway", make: plugin },
  connector: { describe: "atomic platform in connectors/; --openapi FILE starts from a document, --only ID,ID takes some of its operations", make: connectorScaffold },
  "base-saas": { describe: "app in saas-templates/base", make: (name) => template(name, "base") },
  "scenario-saas": { describe: "app in saas-templates/scenario", make: (name) => template(name, "scenario") },
  decision: { describe: "architecture decision in docs/decisions", make: decision },
};
