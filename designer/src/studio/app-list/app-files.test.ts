import { expect, it } from "vitest";
import { appFilesFrom } from "./app-files.ts";

it("takes the files of a folder, wherever app.json stands in it", () => {
  const files = appFilesFrom([
    { path: "alert-center/README.md", text: "#" },
    { path: "alert-center/app.json", text: "{}" },
    { path: "alert-center/pages/home.json", text: "{1}" },
    { path: "alert-center/queries/alerts.js", text: "x" },
    { path: "other/pages/p.json", text: "{}" },
  ]);
  expect(files).toEqual({ "app.json": "{}", "pages/home.json": "{1}", "queries/alerts.js": "x" });
});

it("takes the one file that the export saves", () => {
  const text = JSON.stringify({ format: "tessera/app-files@1", files: { "app.json": "{}" } });
  expect(appFilesFrom([{ path: "alerts.tessera.json", text }])).toEqual({ "app.json": "{}" });
});

it("finds no app in other files, broken ones included", () => {
  expect(appFilesFrom([{ path: "a.json", text: '{"format": "tessera/app-files@1"' }, { path: "b.txt", text: "" }])).toBeNull();
});
