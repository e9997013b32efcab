import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Answer, Inputs } from "./documented.ts";

const root = join(import.meta.dirname, "../..");

/** A call and what came back, in the words of {@link Inputs} and {@link Answer}. */
export interface Exchange extends Inputs {
  operation: string;
  answer: { status: number; headers?: Record<string, string>; body?: unknown };
}

/** One file of `connectors/<name>/fixtures`: calls and answers, recorded from a product or written after its documentation. */
export interface Fixture {
  source: "recorded" | "documentation";
  /** Product and version, e.g. `Docker Registry 2.8.2`. */
  product: string;
  exchanges: Exchange[];
}

const isFixture = new Ajv2020().compile<Fixture>({
  type: "object",
  required: ["source", "product", "exchanges"],
  additionalProperties: false,
  properties: {
    source: { enum: ["recorded", "documentation"] },
    product: { type: "string", pattern: " [0-9]" },
    exchanges: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["operation", "answer"],
        additionalProperties: false,
        properties: {
          operation: { type: "string" },
          params: { type: "object" },
          body: {},
          answer: { type: "object", required: ["status"], additionalProperties: false, properties: { status: { type: "integer" }, headers: { type: "object", additionalProperties: { type: "string" } }, body: {} } },
        },
      },
    },
  },
});

/** The fixtures of a connector; throws at a file of another shape. */
export function fixturesOf(connector: string): Fixture[] {
  return globSync(`connectors/${connector}/fixtures/*.json`, { cwd: root }).sort().map((file) => {
    const fixture: unknown = JSON.parse(readFileSync(join(root, file), "utf8"));
    if (!isFixture(fixture)) throw new Error(`${file}: ${JSON.stringify(isFixture.errors)}`);
    return fixture;
  });
}

/** Headers worth keeping; the rest is of the transport or of that very call. */
const kept = /^(content-type|link|location|range|docker-.*|x-influxdb-(version|build))$/;

/** Characters of an answer that are kept as it is. */
const largest = 3000;

/** Collects exchanges with a real product and writes them as its fixture when `RECORD_FIXTURES` is set. */
export class Recorder {
  readonly #file: string;
  readonly #product: string;
  readonly #exchanges: Exchange[] = [];
  readonly #hidden: [text: string, as: string][] = [];

  constructor(connector: string, product: string) {
    this.#file = join(root, `connectors/${connector}/fixtures/recorded.json`);
    this.#product = product;
  }

  add(operation: string, inputs: Inputs, { status, headers, body }: Answer, address: string): void {
    const shown = Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (kept.test(name) ? [[name, value.replaceAll(address, "")]] : [])));
    this.#exchanges.push({ operation, ...inputs, answer: { status, ...(Object.keys(shown).length > 0 ? { headers: shown } : {}), ...(body === undefined || isBinary(body) ? {} : { body: shortened(body) }) } });
  }

  /** Writes `as` wherever `text`, a secret of the system, would stand. */
  hide(text: string, as: string): void {
    this.#hidden.push([text, as]);
  }

  save(): void {
    if (process.env.RECORD_FIXTURES === undefined) return;
    if (!existsSync(dirname(this.#file))) mkdirSync(dirname(this.#file), { recursive: true });
    const text = `${JSON.stringify({ source: "recorded", product: this.#product, exchanges: this.#exchanges }, null, 2)}\n`.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:8080");
    writeFileSync(this.#file, this.#hidden.reduce((shown, [secret, as]) => shown.replaceAll(secret, as), text));
  }
}

/** Bytes that are no text were read as replacement characters. */
function isBinary(body: unknown): boolean {
  return typeof body === "string" && body.includes("\uFFFD");
}

/** Long texts and large objects, such as the metrics of a server, to their first part; without names of this machine. */
function shortened(body: unknown): unknown {
  const text = JSON.stringify(body).replaceAll(/[^":]*\/tessera-(system|monitoring)-\w+/g, "/var/lib/system").replaceAll(process.cwd(), "/var/lib/system");
  const clean: unknown = JSON.parse(text);
  if (text.length <= largest) return clean;
  if (typeof clean === "string") return `${clean.slice(0, clean.lastIndexOf("\n", largest))}\n`;
  return Array.isArray(clean) || clean === null || typeof clean !== "object" ? clean : Object.fromEntries(Object.entries(clean).slice(0, 4));
}
