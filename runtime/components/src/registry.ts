import type { ComponentType } from "react";
import { BarChart } from "./bar-chart/BarChart.tsx";
import { ButtonAction } from "./button/ButtonAction.tsx";
import { Container } from "./container/Container.tsx";
import { DateInput } from "./date-picker/DateInput.tsx";
import type { ComponentDefinition, RenderProps } from "./definition.ts";
import { DrawerOverlay } from "./drawer/DrawerOverlay.tsx";
import { FormContainer } from "./form/FormContainer.tsx";
import { JsonView } from "./json-view/JsonView.tsx";
import { LineChart } from "./line-chart/LineChart.tsx";
import { type ComponentTypeName, manifests } from "./manifests.ts";
import { Markdown } from "./markdown/Markdown.tsx";
import { ModalOverlay } from "./modal/ModalOverlay.tsx";
import { NumberInput } from "./number-input/NumberInput.tsx";
import { SelectInput } from "./select/SelectInput.tsx";
import { Statistic } from "./statistic/Statistic.tsx";
import { SwitchInput } from "./switch/SwitchInput.tsx";
import { Table } from "./table/Table.tsx";
import { TabsLayout } from "./tabs/TabsLayout.tsx";
import { TextInput } from "./text-input/TextInput.tsx";

/** How each type of `manifests` is drawn; the compiler names the one that is missing. */
const drawn: Record<ComponentTypeName, ComponentType<RenderProps>> = {
  container: Container,
  tabs: TabsLayout,
  modal: ModalOverlay,
  drawer: DrawerOverlay,
  markdown: Markdown,
  statistic: Statistic,
  table: Table,
  "line-chart": LineChart,
  "bar-chart": BarChart,
  button: ButtonAction,
  form: FormContainer,
  "text-input": TextInput,
  "number-input": NumberInput,
  select: SelectInput,
  "date-picker": DateInput,
  switch: SwitchInput,
  "json-view": JsonView,
};

/** Every component by its type name. */
export const componentRegistry: ReadonlyMap<string, ComponentDefinition> = new Map(
  manifests.map((manifest) => [manifest.type, { manifest, component: drawn[manifest.type as ComponentTypeName] }]),
);
