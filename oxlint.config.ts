import { type OxlintOverride, defineConfig } from "oxlint";
import { boundaries } from "./tools/lint/boundaries.ts";

const anyOfOurs = "@tessera/*";

/** One override per package: what it may import of ours, and what it must never see. */
const boundaryOverrides = boundaries.map(({ folder, name, mayImport, neverImports }) => ({
  files: [`${folder}/**/*.ts`, `${folder}/**/*.tsx`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            group: [anyOfOurs, `${anyOfOurs}/**`, ...[name, ...mayImport].flatMap((allowed) => [`!${allowed}`, `!${allowed}/**`])],
            message: `${folder} may import only ${mayImport.length > 0 ? mayImport.join(", ") : "nothing of ours"} (tools/lint/boundaries.ts).`,
          },
          ...(neverImports.length > 0
            ? [{ group: [...neverImports], message: `${folder} must not know this library (tools/lint/boundaries.ts).` }]
            : []),
        ],
      },
    ],
  },
})) as OxlintOverride[];

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "react", "promise", "vitest"],
  categories: { correctness: "error" },
  ignorePatterns: ["**/dist/**", "**/dist-types/**", "**/node_modules/**", "tests/output/**"],
  rules: {
    "max-lines": ["error", { max: 500, skipBlankLines: false, skipComments: false }],
    "no-empty": ["error", { allowEmptyCatch: false }],
    "import/no-cycle": ["error", { ignoreTypes: true }],
    "typescript/consistent-type-imports": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "no-var": "error",
    "prefer-const": "error",
    eqeqeq: ["error", "always"],
    "no-console": "error",
    "no-debugger": "error",
    "unicorn/no-empty-file": "error",
    "vitest/no-focused-tests": "error",
    "vitest/no-disabled-tests": "error",
    "vitest/expect-expect": "off",
    "vitest/valid-expect": ["error", { maxArgs: 2 }],
    "vitest/no-conditional-expect": "off",
    "vitest/require-mock-type-parameters": "off",
    "react/rules-of-hooks": "error",
    "react/exhaustive-deps": "error",
  },
  overrides: [
    { files: ["platform/server/src/**"], rules: { "typescript/consistent-type-imports": "off" } },
    { files: ["tools/**", "tests/**", "**/bench/**", "platform/cli/src/**", "platform/supervisor/src/**"], rules: { "no-console": "off" } },
    // Transforms share one signature; tests outside of React may call their set-up use….
    { files: ["saas-templates/**/queries/*.js"], rules: { "no-unused-vars": "off" } },
    { files: ["**/*.test.ts", "**/tests/**"], rules: { "react/rules-of-hooks": "off" } },
    ...boundaryOverrides,
  ],
});
