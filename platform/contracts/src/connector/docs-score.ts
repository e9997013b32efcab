import { escapePointer } from "../names/json-pointer.ts";
import { defineMessages, type Message } from "../text/message.ts";
import { type Locale, locales } from "../text/text.ts";
import type { MediaType, Operation, OperationResponse, ValueSchema } from "./operation.ts";

export const docsGapCodes = [
  "summary", "description", "translation", "parameter-description", "parameter-type", "request-schema", "request-example", "field-description", "success-response", "response-schema", "response-example", "response-description", "error-response",
] as const;
export type DocsGapCode = (typeof docsGapCodes)[number];

/** One thing that the docs of an operation lack. */
export interface DocsGap {
  code: DocsGapCode;
  /** JSON pointer into the operation: where it is to be written. */
  pointer: string;
  message: Message;
}

export interface DocsScore {
  /** 0 to 100. */
  score: number;
  missing: DocsGap[];
}

const say = defineMessages({
  summary: { en: "A summary is missing.", "zh-CN": "缺少摘要。" },
  description: { en: "A description is missing.", "zh-CN": "缺少描述。" },
  translation: { en: "There is no summary in {language}.", "zh-CN": "没有{language}摘要。" },
  parameterDescription: { en: "The parameter {name} is not described.", "zh-CN": "参数 {name} 没有说明。" },
  parameterType: { en: "The parameter {name} has no type.", "zh-CN": "参数 {name} 没有类型。" },
  requestSchema: { en: "The request body has no schema.", "zh-CN": "请求体没有结构定义。" },
  requestExample: { en: "The request body has no example.", "zh-CN": "请求体没有示例。" },
  fieldDescription: { en: "The field {name} is not described.", "zh-CN": "字段 {name} 没有说明。" },
  successResponse: { en: "No successful answer is described.", "zh-CN": "没有描述成功的响应。" },
  responseSchema: { en: "The answer {status} has no schema.", "zh-CN": "响应 {status} 没有结构定义。" },
  responseExample: { en: "The answer {status} has no example.", "zh-CN": "响应 {status} 没有示例。" },
  responseDescription: { en: "The answer {status} is not described.", "zh-CN": "响应 {status} 没有说明。" },
  errorResponse: { en: "No error answer is described.", "zh-CN": "没有描述错误响应。" },
});
const languageNames: Record<Locale, Message> = { en: { en: "English", "zh-CN": "英文" }, "zh-CN": { en: "Chinese", "zh-CN": "中文" } };

/** How much each part counts against the others that an operation has; what it does not have counts nothing. */
const weights = { summary: 14, description: 10, translation: 8, parameters: 16, requestSchema: 10, requestExample: 8, fields: 10, success: 10, responseSchema: 10, responseExample: 8, responseDescription: 4, error: 8 } as const;

const success = /^(2\d\d|2XX|3\d\d|3XX)$/i;
const failure = /^(4\d\d|5\d\d|4XX|5XX|default)$/i;
/** Methods and statuses whose answers have no body (RFC 9110). */
const bodiless = /^(204|205|304|3XX|30\d)$/i;

/** How well an operation is documented, and what is missing where; depends on nothing but the operation. References to shared schemas count as described. */
export function docsScore(operation: Operation): DocsScore {
  const tally = new Tally();
  scoreTexts(operation, tally);
  scoreParameters(operation, tally);
  scoreRequest(operation, tally);
  scoreResponses(operation, tally);
  return tally.result();
}

/** Adds up what is there against what could be. */
class Tally {
  readonly #missing: DocsGap[] = [];
  #reached = 0;
  #possible = 0;

  /** One part of weight `weight`, made of equal pieces of which some are there. */
  part(weight: number, pieces: readonly { there: boolean; gap: () => DocsGap }[]): void {
    if (pieces.length === 0) return;
    const lacking = pieces.filter(({ there }) => !there);
    this.#possible += weight;
    this.#reached += weight * (1 - lacking.length / pieces.length);
    for (const { gap } of lacking) this.#missing.push(gap());
  }

  one(weight: number, there: boolean, code: DocsGapCode, pointer: string, message: Message): void {
    this.part(weight, [{ there, gap: () => ({ code, pointer, message }) }]);
  }

  result(): DocsScore {
    return { score: Math.round((this.#reached / this.#possible) * 100), missing: this.#missing };
  }
}

function said(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== "";
}

function scoreTexts({ summary, description, translations }: Operation, tally: Tally): void {
  const texts = Object.values(translations ?? {});
  const summaries = said(summary) || texts.some((text) => said(text.summary));
  tally.one(weights.summary, summaries, "summary", "/summary", say.summary());
  tally.one(weights.description, said(description) || texts.some((text) => said(text.description)), "description", "/description", say.description());
  const lacking = locales.filter((locale) => !said(translations?.[locale]?.summary) && !(said(summary) && languageOf(summary ?? "") === locale));
  // A summary that is not there at all is said already.
  const [other] = summaries ? lacking : [];
  tally.one(weights.translation, summaries && other === undefined, "translation", `/translations/${other ?? "en"}/summary`, say.translation({ language: languageNames[other ?? "en"] }));
}

/** The language in which a text is written, by its script. */
export function languageOf(text: string): Locale {
  return /\p{Script=Han}/u.test(text) ? "zh-CN" : "en";
}

function scoreParameters({ parameters, translations }: Operation, tally: Tally): void {
  const described = (key: string): boolean => Object.values(translations ?? {}).some((text) => said(text.parameters?.[key]));
  tally.part(weights.parameters, parameters.flatMap((parameter, index) => [
    { there: said(parameter.description) || described(`${parameter.in}.${parameter.name}`), gap: (): DocsGap => ({ code: "parameter-description", pointer: `/parameters/${index}/description`, message: say.parameterDescription({ name: parameter.name }) }) },
    { there: hasSchema(parameter.schema), gap: (): DocsGap => ({ code: "parameter-type", pointer: `/parameters/${index}/schema`, message: say.parameterType({ name: parameter.name }) }) },
  ]));
}

function scoreRequest({ requestBody }: Operation, tally: Tally): void {
  const [first] = Object.entries(requestBody?.content ?? {});
  if (requestBody === undefined || first === undefined) return;
  const [type, media] = first;
  const pointer = `/requestBody/content/${escapePointer(type)}`;
  tally.one(weights.requestSchema, hasSchema(media.schema), "request-schema", `${pointer}/schema`, say.requestSchema());
  tally.one(weights.requestExample, hasExample(media), "request-example", `${pointer}/example`, say.requestExample());
  tally.part(weights.fields, fieldPieces(media.schema, `${pointer}/schema`));
}

function scoreResponses({ method, responses, transport }: Operation, tally: Tally): void {
  if (transport === "websocket") return;
  const entries = Object.entries(responses);
  const good = entries.find(([status]) => success.test(status)) ?? entries.find(([status]) => status === "default");
  tally.one(weights.success, good !== undefined, "success-response", "/responses", say.successResponse());
  if (good !== undefined && method !== "HEAD" && !bodiless.test(good[0])) scoreAnswer(good[0], good[1], tally);
  tally.one(weights.error, entries.some(([status]) => failure.test(status)), "error-response", "/responses", say.errorResponse());
  tally.part(weights.responseDescription, entries.map(([status, { description }]) => ({ there: said(description), gap: (): DocsGap => ({ code: "response-description", pointer: `/responses/${status}/description`, message: say.responseDescription({ status }) }) })));
}

function scoreAnswer(status: string, { content }: OperationResponse, tally: Tally): void {
  const [first] = Object.entries(content ?? {});
  const pointer = `/responses/${status}`;
  const at = first === undefined ? `${pointer}/content` : `${pointer}/content/${escapePointer(first[0])}`;
  tally.one(weights.responseSchema, first !== undefined && hasSchema(first[1].schema), "response-schema", `${at}/schema`, say.responseSchema({ status }));
  tally.one(weights.responseExample, first !== undefined && hasExample(first[1]), "response-example", `${at}/example`, say.responseExample({ status }));
  if (first !== undefined) tally.part(weights.fields, fieldPieces(first[1].schema, `${at}/schema`));
}

function hasSchema(schema: ValueSchema | undefined): boolean {
  return typeof schema === "object" && Object.keys(schema).length > 0;
}

function hasExample({ schema, example, examples }: MediaType): boolean {
  if (example !== undefined || Object.keys(examples ?? {}).length > 0) return true;
  if (typeof schema !== "object") return false;
  // The example of a referenced schema, or of each field, serves as well.
  return "$ref" in schema || schema["example"] !== undefined || schema["examples"] !== undefined || schema["const"] !== undefined;
}

/** The described and undescribed fields of an object, or of the items of a list, one level down. */
function fieldPieces(schema: ValueSchema | undefined, pointer: string): { there: boolean; gap: () => DocsGap }[] {
  if (typeof schema !== "object") return [];
  const items = schema["items"];
  if (typeof items === "object" && items !== null && !Array.isArray(items)) return fieldPieces(items as ValueSchema, `${pointer}/items`);
  const properties = schema["properties"];
  if (typeof properties !== "object" || properties === null) return [];
  return Object.entries(properties as Record<string, unknown>).map(([name, property]) => {
    const field = typeof property === "object" && property !== null ? (property as Record<string, unknown>) : {};
    const there = "$ref" in field || (typeof field["description"] === "string" && said(field["description"])) || (typeof field["title"] === "string" && said(field["title"]));
    return { there, gap: (): DocsGap => ({ code: "field-description", pointer: `${pointer}/properties/${escapePointer(name)}/description`, message: say.fieldDescription({ name }) }) };
  });
}
