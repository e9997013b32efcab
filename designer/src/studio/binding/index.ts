export { BindingInput } from "./BindingInput.tsx";
export { textKeysIn, textsOf } from "./texts.ts";
export { TextsInput } from "./TextsInput.tsx";
export { ValueField } from "./ValueField.tsx";
