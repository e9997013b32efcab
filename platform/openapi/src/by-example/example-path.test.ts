import { expect, it } from "vitest";
import { examplePath } from "./example-path.ts";

it.each([
  ["/", "/"],
  ["/v2/12", "/v2/{id}"],
  ["/hosts/12", "/hosts/{hostId}"],
  ["/policies/7/boxes/8", "/policies/{policyId}/boxes/{boxId}"],
  ["/status/1/2", "/status/{statusId}/{statusId2}"],
  ["/set-templates/3/", "/set-templates/{setTemplateId}/"],
  ["/docs/64b7f1c2a9e4d3b2c1a0f9e8", "/docs/{docId}"],
  ["/runs/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/runs/{runId}"],
  ["/files/report-2026", "/files/report-2026"],
  ["/a/{b}", "/a/%7Bb%7D"],
])("examplePath of %s is %s", (pathname, template) => {
  expect(examplePath(pathname).template).toBe(template);
});
