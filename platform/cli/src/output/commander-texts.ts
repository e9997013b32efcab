import { Help, type HelpConfiguration } from "commander";
import type { TextKey, Translate } from "../text/text.ts";

const titles: Readonly<Record<string, TextKey>> = { "Usage:": "usageTitle", "Arguments:": "argumentsTitle", "Options:": "optionsTitle", "Commands:": "commandsTitle" };

/** Headings and remarks that Commander words in English. */
export function speakingHelp(text: Translate): HelpConfiguration {
  const help = new Help();
  return {
    styleTitle: (title) => (Object.hasOwn(titles, title) ? text(titles[title] ?? "usageTitle") : title),
    optionDescription: (option) => help.optionDescription(option).replace("(default: ", `(${text("defaultValue")}`),
  };
}

/** Sentences of Commander 15 with the text that says the same; what is new to us stays as it is. */
const sentences: readonly [RegExp, TextKey, readonly string[]][] = [
  [/^error: missing required argument '(.+)'$/m, "missingArgument", ["name"]],
  [/^error: required option '(.+)' not specified$/m, "missingOption", ["name"]],
  [/^error: option '(.+)' argument missing$/m, "missingValue", ["name"]],
  [/^error: unknown option '(.+)'$/m, "unknownOption", ["name"]],
  [/^error: unknown command '(.+)'$/m, "unknownCommand", ["name"]],
  [/^error: too many arguments.*\. Expected (\d+) arguments? but got (\d+).*$/m, "tooManyArguments", ["expected", "got"]],
  [/^\(Did you mean (?:one of )?(.+)\?\)$/m, "didYouMean", ["names"]],
];

/** What Commander says of a command line that it cannot take, in the language of the terminal. */
export function translateUsageError(line: string, text: Translate): string {
  return sentences.reduce((said, [pattern, key, names]) => said.replace(pattern, (_whole, ...found: string[]) => text(key, Object.fromEntries(names.map((name, index) => [name, found[index] ?? ""])))), line);
}
