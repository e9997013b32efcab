import type { ComponentManifest } from "@tessera/contracts";
import { barChartManifest } from "./bar-chart/manifest.ts";
import { buttonManifest } from "./button/manifest.ts";
import { containerManifest } from "./container/manifest.ts";
import { datePickerManifest } from "./date-picker/manifest.ts";
import { drawerManifest } from "./drawer/manifest.ts";
import { formManifest } from "./form/manifest.ts";
import { jsonViewManifest } from "./json-view/manifest.ts";
import { lineChartManifest } from "./line-chart/manifest.ts";
import { markdownManifest } from "./markdown/manifest.ts";
import { modalManifest } from "./modal/manifest.ts";
import { numberInputManifest } from "./number-input/manifest.ts";
import { selectManifest } from "./select/manifest.ts";
import { statisticManifest } from "./statistic/manifest.ts";
import { switchManifest } from "./switch/manifest.ts";
import { tableManifest } from "./table/manifest.ts";
import { tabsManifest } from "./tabs/manifest.ts";
import { textInputManifest } from "./text-input/manifest.ts";

const all = [
  containerManifest,
  tabsManifest,
  modalManifest,
  drawerManifest,
  markdownManifest,
  statisticManifest,
  tableManifest,
  lineChartManifest,
  barChartManifest,
  buttonManifest,
  formManifest,
  textInputManifest,
  numberInputManifest,
  selectManifest,
  datePickerManifest,
  switchManifest,
  jsonViewManifest,
] as const;

/** Type name of a component of this library. */
export type ComponentTypeName = (typeof all)[number]["type"];

/** What is known of every component without running it, in the order of the palette; free of React, for servers and pure code. */
export const manifests: readonly ComponentManifest[] = all;

export { iconNames } from "./icons/icon-names.ts";
export type { IconName } from "./icons/icon-names.ts";
