import { expect, it } from "vitest";
import { openGallery } from "./gallery.ts";

const stage = openGallery();

it("collects the values of the inputs in it, under their fields", async () => {
  await stage.scene("inputs");
  await expect.poll(() => stage.exposed("f1")).toMatchObject({ valid: false, values: { reason: "", hours: 2, scope: ["web"], window: null, until: "2025-03-01T10:00:00.000Z", notify: true } });
});

it("submits nothing while a field is wrong: shows why, and goes to the field", async () => {
  const page = await stage.scene("inputs");
  expect(await page.getByText("This field is required").count()).toBe(0);
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByText("This field is required").waitFor();
  await page.getByText("Correct the marked fields: Reason").waitFor();
  expect(await page.getByRole("textbox", { name: "Reason" }).evaluate((input) => input === document.activeElement && input.getAttribute("aria-invalid"))).toBe("true");
  expect(await stage.events("submit")).toEqual([]);
});

it("names the wrong fields in the order in which they stand, whatever was changed last", async () => {
  const page = await stage.scene("inputs");
  await page.getByRole("spinbutton", { name: "For how long" }).fill("99");
  await page.getByRole("textbox", { name: "Reason" }).fill("x");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByText("Correct the marked fields: Reason, For how long").waitFor();
});

it("submits by Enter in a line of text, with the values as they are then", async () => {
  const page = await stage.scene("inputs");
  await page.getByRole("textbox", { name: "Reason" }).fill("maintenance");
  await page.getByRole("spinbutton", { name: "For how long" }).fill("8");
  await page.getByRole("switch", { name: "Tell those on call" }).click();
  await page.getByRole("textbox", { name: "Reason" }).press("Enter");
  await expect.poll(() => stage.events("submit")).toMatchObject([{ node: "f1", locals: { values: { reason: "maintenance", hours: 8, notify: false } } }]);
});

it("works in a frame that may not submit forms", async () => {
  const page = await stage.scene("");
  await page.evaluate((origin) => {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.src = `${origin}/?scene=inputs`;
    frame.style.cssText = "width: 1200px; height: 700px";
    document.body.append(frame);
  }, stage.origin());
  const frame = page.frameLocator("iframe");
  await frame.getByRole("textbox", { name: "Reason" }).fill("maintenance");
  await frame.getByRole("button", { name: "Submit" }).click();
  const inner = page.frames().find((one) => one !== page.mainFrame());
  await expect.poll(() => inner?.evaluate(() => window.gallery.recorded.events.filter(({ event }) => event === "submit").length)).toBe(1);
});

it("an input on its own tells its value and each change, and follows its default value and resets", async () => {
  const page = await stage.show("text-input", { label: "Host", value: "a" });
  await page.getByLabel("Host").fill("web");
  await expect.poll(() => stage.exposed("one")).toMatchObject({ value: "web", valid: true });
  expect((await stage.events("change")).at(-1)?.locals).toEqual({ value: "web" });
  await stage.show("text-input", { label: "Host", value: "a" }, { resetCount: 1 });
  await expect.poll(() => stage.exposed("one")).toMatchObject({ value: "a" });
  await stage.show("text-input", { label: "Host", value: "b" }, { resetCount: 1 });
  await expect.poll(() => page.getByLabel("Host").inputValue()).toBe("b");
});

it("a select offers rows of a query by path, and tells value and text of what is picked", async () => {
  const page = await stage.show("select", { label: "Host", options: [{ uid: 7, spec: { name: "web" } }, { uid: 8, spec: { name: "db" } }], valuePath: "uid", labelPath: "spec.name" });
  await page.getByRole("combobox", { name: "Host" }).click();
  await page.getByTitle("db").click();
  await expect.poll(() => stage.exposed("one")).toMatchObject({ value: 8, label: "db" });
});

it("a range of time is set by a preset", async () => {
  const page = await stage.show("date-picker", { label: "Window", range: true });
  await page.getByRole("textbox", { name: "Window" }).click();
  await page.getByText("Last 1 h").click();
  await expect.poll(async () => {
    const { from, to } = await stage.exposed("one");
    return typeof from === "string" && typeof to === "string" ? Date.parse(to) - Date.parse(from) : null;
  }).toBe(3_600_000);
});

it("a dangerous button asks first", async () => {
  const page = await stage.show("button", { label: "Roll back", danger: true, confirm: "Sure?" });
  await page.getByRole("button", { name: "Roll back" }).click();
  await page.getByText("Sure?").waitFor();
  expect(await stage.events("click")).toEqual([]);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect.poll(async () => (await stage.events("click")).length).toBe(1);
});
