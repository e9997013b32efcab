import { StoreError } from "../errors.ts";
import { compareStrings } from "./compare.ts";
import { toDouble } from "./numeric.ts";
import { isDocument, isNumeric } from "./types.ts";
import type { Document } from "./types.ts";

const DEFAULTS: Readonly<Document> = {
  caseLevel: false, caseFirst: "off", strength: 3, numericOrdering: false, alternate: "non-ignorable", maxVariable: "punct", normalization: false, backwards: false,
};
const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  caseLevel: [true, false], caseFirst: ["upper", "lower", "off"], strength: [1, 2, 3, 4, 5], numericOrdering: [true, false],
  alternate: ["non-ignorable", "shifted"], maxVariable: ["punct", "space"], normalization: [true, false], backwards: [true, false],
};

/** Version that MongoDB reports for its collations; clients compare it as a part of index options. */
const COLLATION_VERSION = "57.1";

/** Language-specific comparison of text by the Unicode collation algorithm (CLDR data of this Node). */
export class Collation {
  /** All options, as listIndexes and listCollections show them. */
  readonly spec: Document;
  readonly #collator: Intl.Collator;
  /** Breaks ties for the levels that Intl.Collator does not have. */
  readonly #tieBreak: ((a: string, b: string) => number) | undefined;

  constructor(spec: Document) {
    this.spec = spec;
    const locale = localeTag(String(spec["locale"]));
    const strength = toDouble(spec["strength"]);
    const base: Intl.CollatorOptions = {
      numeric: spec["numericOrdering"] === true,
      caseFirst: spec["caseFirst"] === "off" ? "false" : (spec["caseFirst"] as "upper" | "lower"),
    };
    this.#collator = new Intl.Collator(locale, { ...base, sensitivity: sensitivityOf(strength, spec["caseLevel"] === true), ignorePunctuation: spec["alternate"] === "shifted" });
    if (strength >= 4) {
      const strict = new Intl.Collator(locale, { ...base, sensitivity: "variant", ignorePunctuation: false });
      this.#tieBreak = (a, b) => strict.compare(a, b) || (strength === 5 ? compareStrings(a, b) : 0);
    }
  }

  /** Negative, 0 or positive. */
  compare(a: string, b: string): number {
    return a === b ? 0 : this.#collator.compare(a, b) || (this.#tieBreak?.(a, b) ?? 0);
  }
}

function sensitivityOf(strength: number, hasCaseLevel: boolean): "base" | "accent" | "case" | "variant" {
  if (strength === 1) return hasCaseLevel ? "case" : "base";
  return strength === 2 && !hasCaseLevel ? "accent" : "variant";
}

/** `de@collation=phonebook` and `en_US` as language tags. */
function localeTag(locale: string): string {
  const [language = "", keywords = ""] = locale.split("@");
  const kind = /collation=(\w+)/.exec(keywords)?.[1];
  const tag = language.replaceAll("_", "-");
  return kind === undefined ? tag : `${tag}-u-co-${{ phonebook: "phonebk", traditional: "trad", dictionary: "dict" }[kind] ?? kind}`;
}

function isKnownLocale(locale: string): boolean {
  try {
    return Intl.Collator.supportedLocalesOf(localeTag(locale)).length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const known = new Map<string, Collation>();

/** Reads a collation document; undefined stands for the simple (binary) comparison. */
export function parseCollation(source: unknown): Collation | undefined {
  if (source === undefined || source === null || (isDocument(source) && Object.keys(source).length === 0)) return undefined;
  if (!isDocument(source)) throw new StoreError("TypeMismatch", "the field 'collation' must be a document such as {locale: \"en\", strength: 2}");
  const { locale } = source;
  if (locale === undefined) throw new StoreError("MissingField", "BSON field 'collation.locale' is missing but a required field");
  if (typeof locale !== "string") throw new StoreError("TypeMismatch", "BSON field 'collation.locale' is the wrong type, expected type 'string'");
  if (locale === "simple") return undefined;
  if (!isKnownLocale(locale)) throw new StoreError("BadValue", `Field 'locale' is invalid in: { locale: "${locale}" }`);
  const spec: Document = { locale };
  for (const [option, fallback] of Object.entries(DEFAULTS)) spec[option] = optionOf(source, option, fallback);
  const unknown = Object.keys(source).find((option) => option !== "locale" && option !== "version" && !Object.hasOwn(DEFAULTS, option));
  if (unknown !== undefined) throw new StoreError("BadValue", `the collation has the unknown field '${unknown}'`);
  if (spec["backwards"] === true) throw new StoreError("CommandNotSupported", "collations with backwards: true are not supported by this store");
  spec["version"] = COLLATION_VERSION;
  const key = JSON.stringify(spec);
  const existing = known.get(key);
  if (existing !== undefined) return existing;
  const collation = new Collation(spec);
  // One per distinct document; bounded, because clients choose them.
  if (known.size >= 200) known.clear();
  known.set(key, collation);
  return collation;
}

function optionOf(source: Document, option: string, fallback: unknown): unknown {
  const given = source[option];
  if (given === undefined) return fallback;
  const value = isNumeric(given) ? toDouble(given) : given;
  if (CHOICES[option]?.includes(value) !== true) throw new StoreError("BadValue", `the collation option '${option}' must be one of ${(CHOICES[option] ?? []).join(", ")}`);
  return value;
}

/** True when both compare text in the same way. */
export function isSameCollation(a: Collation | undefined, b: Collation | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && JSON.stringify(a.spec) === JSON.stringify(b.spec));
}
