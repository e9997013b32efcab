import { describe, expect, it } from "vitest";
import { readSettings, settingExamples } from "./settings.ts";

describe("settings", () => {
  it("have the documented defaults", () => {
    expect(readSettings({})).toEqual({
      settings: {
        TESSERA_DATA_DIR: "./data",
        TESSERA_HOST: "127.0.0.1",
        TESSERA_PORT: 3000,
        TESSERA_GATEWAY_PORT: 3080,
        TESSERA_SECRET_KEYS_OLD: [],
        TESSERA_EGRESS_ALLOW: [],
        TESSERA_TRUST_PROXY: ["127.0.0.0/8", "::1/128"],
        TESSERA_OWN_SERVICES: [],
        TESSERA_LOG_LEVEL: "info",
      },
    });
  });

  it("take an empty variable for an absent one", () => {
    expect(readSettings({ TESSERA_PORT: "", MONGODB_URI: "" })).toEqual(readSettings({}));
  });

  it.each([
    ["TESSERA_PORT", "http"],
    ["TESSERA_PORT", "70000"],
    ["TESSERA_GATEWAY_PORT", "-1"],
    ["MONGODB_URI", "postgres://db"],
    ["TESSERA_EGRESS_ALLOW", "10.0.0.0/8,all"],
    ["TESSERA_TRUST_PROXY", "loopback"],
    ["TESSERA_TRUST_PROXY", "10.0.0.0/33"],
    ["TESSERA_SECRET_KEY", "short"],
    ["TESSERA_SECRET_KEYS_OLD", "short,shorter"],
    ["TESSERA_ADMIN_PASSWORD", "short"],
    ["TESSERA_LOG_LEVEL", "loud"],
    ["TESSERA_OWN_SERVICES", "localhost"],
  ])("name %s when it is %j, with an example, in one line", (name, value) => {
    const read = readSettings({ [name]: value });
    expect("error" in read && read.error).toMatch(new RegExp(`^${name} must [^\\n]+, e\\.g\\. ${name}=`));
    expect("error" in read && read.error).toContain(settingExamples[name]);
    expect("error" in read && read.text["zh-CN"]).toMatch(new RegExp(`^${name} [^\\n]*\\p{Script=Han}[^\\n]*，例如 ${name}=`, "u"));
  });

  it("split lists and refuse nothing that is good", () => {
    const read = readSettings({ TESSERA_EGRESS_ALLOW: "127.0.0.0/8, fd00::/8", TESSERA_OWN_SERVICES: "127.0.0.1:3000" });
    expect("settings" in read && read.settings.TESSERA_EGRESS_ALLOW).toEqual(["127.0.0.0/8", "fd00::/8"]);
  });
});
