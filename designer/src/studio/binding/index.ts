export { BindingInput } from "./BindingInput.tsx";
export { describeValue } from "./completions.ts";
export { ValueField } from "./ValueField.tsx";
