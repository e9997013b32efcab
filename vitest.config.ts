import { defineConfig } from "vitest/config";

/** Sources of the workspace packages are tested, not their builds; only child processes run what was built. */
const shared = {
  resolve: { conditions: ["tessera-source"] },
  ssr: { resolve: { conditions: ["tessera-source", "node", "default"] } },
};

/** How long a condition is waited for: long enough for a busy machine, where one second is not. */
const expect = { poll: { timeout: 30_000 } };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: ["{platform,runtime}/*/src/**/*.test.{ts,tsx}", "designer/src/**/*.test.{ts,tsx}", "connectors/*/src/**/*.test.ts", "tools/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: "integration",
          include: ["{platform,runtime}/*/tests/**/*.test.ts", "designer/tests/**/*.test.ts", "connectors/*/tests/**/*.test.ts", "tests/{connectors,templates}/**/*.test.ts"],
          pool: "forks",
          expect,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        ...shared,
        test: {
          name: "system",
          include: ["tests/{e2e,security,fault}/**/*.test.ts"],
          pool: "forks",
          expect,
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
