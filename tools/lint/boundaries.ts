/** Who may import whom. Lint enforces it without exceptions; docs/decisions/0002 says why it is so. */
export interface Boundary {
  folder: string;
  /** Package name of the folder. */
  name: string;
  mayImport: readonly string[];
  /** Libraries that must not appear, as import patterns. */
  neverImports: readonly string[];
}

const frameworks = ["@nestjs/*", "react", "react/*", "react-dom", "react-dom/*", "mongoose"];
const contracts = "@tessera/contracts";

export const boundaries: readonly Boundary[] = [
  { folder: "platform/contracts/src", name: contracts, mayImport: [], neverImports: [...frameworks, "node:*", "mongodb"] },
  { folder: "platform/vault", name: "@tessera/vault", mayImport: [contracts], neverImports: [...frameworks, "mongodb"] },
  { folder: "platform/egress", name: "@tessera/egress", mayImport: [contracts], neverImports: [...frameworks, "mongodb"] },
  { folder: "platform/openapi", name: "@tessera/openapi", mayImport: [contracts], neverImports: [...frameworks, "mongodb", "node:net", "node:http", "node:https", "undici"] },
  { folder: "platform/release-diff", name: "@tessera/release-diff", mayImport: [contracts], neverImports: [...frameworks, "mongodb", "node:*"] },
  { folder: "platform/store/src", name: "@tessera/store", mayImport: [], neverImports: [...frameworks, "mongodb"] },
  {
    folder: "platform/server",
    name: "@tessera/server",
    mayImport: [contracts, "@tessera/vault", "@tessera/egress", "@tessera/openapi", "@tessera/release-diff", "@tessera/page", "@tessera/sandbox"],
    neverImports: ["react", "react/*", "react-dom", "react-dom/*", "isolated-vm"],
  },
  { folder: "platform/gateway", name: "@tessera/gateway", mayImport: [contracts, "@tessera/vault", "@tessera/egress"], neverImports: frameworks },
  { folder: "platform/cli", name: "@tessera/cli", mayImport: [contracts], neverImports: [...frameworks, "mongodb"] },
  { folder: "platform/supervisor", name: "@tessera/supervisor", mayImport: [contracts, "@tessera/connector-host"], neverImports: [...frameworks, "mongodb"] },
  { folder: "runtime/page", name: "@tessera/page", mayImport: [contracts], neverImports: [...frameworks, "node:fs", "node:net", "node:http", "mongodb"] },
  { folder: "runtime/components/src", name: "@tessera/components", mayImport: [contracts], neverImports: ["@nestjs/*", "mongoose", "mongodb", "node:*"] },
  { folder: "runtime/player/src", name: "@tessera/player", mayImport: [contracts, "@tessera/page", "@tessera/components"], neverImports: ["@nestjs/*", "mongoose", "mongodb"] },
  { folder: "runtime/sandbox", name: "@tessera/sandbox", mayImport: [contracts], neverImports: [...frameworks, "mongodb"] },
  {
    folder: "designer/src",
    name: "@tessera/designer",
    mayImport: [contracts, "@tessera/release-diff", "@tessera/page", "@tessera/components", "@tessera/player"],
    neverImports: ["@nestjs/*", "mongoose", "mongodb"],
  },
  { folder: "connectors", name: "@tessera/connector-host", mayImport: [], neverImports: [...frameworks, "mongodb"] },
];
