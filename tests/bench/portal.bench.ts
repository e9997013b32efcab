import { operationSchema, routes } from "@tessera/contracts";
import { administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { openBrowser } from "../e2e/driver/browser.ts";
import { tessera } from "../e2e/driver/tessera.ts";

/** What a person waits for in the browser with 5,000 operations in one connector and 20,000 in the space. */
const connectors = ["first", "second", "third", "fourth"];
const perConnector = 5_000;
const rounds = 7;

function printMedian(name: string, values: number[]): void {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN) * 10) / 10;
  process.stdout.write(`${JSON.stringify({ name, value: at(0.5), worst: at(1), unit: "ms" })}\n`);
}

/** An API document, one schema for every operation, as a person would import it. */
function documentOf(count: number): string {
  const answer = { description: "A fact", content: { "application/json": { schema: { $ref: "#/components/schemas/Fact" } } } };
  const paths = Object.fromEntries(
    Array.from({ length: count }, (_unused, index) => [`/facts/${index}/{id}`, { get: { operationId: `getFact${index}`, summary: `Fact number ${index}`, tags: [`team-${index % 20}`], parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }], responses: { 200: answer } } }]),
  );
  return JSON.stringify({ openapi: "3.1.0", info: { title: "Facts", version: "1.0.0" }, paths, components: { schemas: { Fact: { type: "object", properties: { id: { type: "string" } } } } } });
}

const platform = await startPlatform();
try {
  const call = await setUp(platform);
  const imports: number[] = [];
  for (const name of connectors) {
    const from = performance.now();
    await call(routes.connectors.import, { body: { name, document: { text: documentOf(perConnector) }, backend: "http://127.0.0.1:9" } });
    imports.push(performance.now() - from);
  }
  printMedian(`import of ${perConnector} operations (API)`, imports);

  const person = await openBrowser(platform.url);
  const { page } = person;
  await tessera(page).logIn("admin", administratorPassword);
  await page.goto("/portal/connectors/first/operations");
  await page.getByText(`${perConnector.toLocaleString("en")} items`).or(page.getByText(`${perConnector} items`)).first().waitFor();

  /** From a click or key until the page shows what it asked for, as often as `rounds`. */
  const measure = async (name: string, round: (index: number) => Promise<() => Promise<unknown>>, times = rounds): Promise<void> => {
    const taken: number[] = [];
    for (let index = 0; index < times; index += 1) {
      const act = await round(index);
      const from = performance.now();
      await act();
      taken.push(performance.now() - from);
    }
    printMedian(name, taken);
  };

  const tab = (name: string) => page.getByRole("tab", { name }).or(page.getByRole("link", { name, exact: true })).first();
  await measure("list of 5,000 operations, from the tab", async () => {
    await tab("Overview").click();
    await page.getByRole("link", { name: "/facts/0/{id}", exact: true }).waitFor({ state: "detached" });
    return async () => {
      await tab("Operations").click();
      await page.getByRole("link", { name: "/facts/0/{id}", exact: true }).waitFor();
    };
  });
  const search = page.getByLabel("Search id, path, summary, label");
  await measure("search among 5,000 operations, from the last key", async (index) => {
    await search.fill("");
    await page.getByRole("link", { name: "/facts/0/{id}", exact: true }).waitFor();
    return async () => {
      await search.fill(`number ${4_321 + index}`);
      await page.getByRole("link", { name: `/facts/${4_321 + index}/{id}`, exact: true }).waitFor();
    };
  });
  const opening = async (index: number): Promise<() => Promise<void>> => {
    await search.fill(`number ${index}`);
    const link = page.getByRole("link", { name: `/facts/${index}/{id}`, exact: true });
    await link.waitFor();
    return async () => {
      await link.click();
      await page.getByLabel("Summary (English)").waitFor();
    };
  };
  await measure("open the first operation after the page was loaded", async (index) => {
    await page.goto("/portal/connectors/first/operations");
    return opening(100 + index);
  });
  await measure("open one more operation", async (index) => {
    await page.goBack();
    return opening(200 + index);
  });
  await measure("save one operation", async (index) => {
    await page.getByLabel("Summary (English)").fill(`Another summary ${index}`);
    const save = page.getByRole("button", { name: "Save to the draft" });
    await save.waitFor();
    return async () => {
      await save.click();
      await page.getByRole("status").getByText("Saved", { exact: true }).waitFor();
    };
  });
  // What the browser asks for when somebody presses Publish; the dialog then follows each gateway.
  await measure("publish of 5,000 operations", async (index) => {
    const id = `getFact${index}`;
    const { operation, revision } = await call(routes.connectors.operation, { params: { connector: "first", operation: id } });
    await call(routes.connectors.saveOperation, { params: { connector: "first", operation: id }, body: { operation: operationSchema.parse({ ...operation, summary: `Published ${index}` }), revision } });
    return () => call(routes.connectors.publish, { params: { connector: "first", stage: "prod" }, body: {} });
  }, 4);
  await person.close();
} finally {
  await platform.stop();
}
