export { BindingInput } from "./BindingInput.tsx";
export { TextsInput } from "./TextsInput.tsx";
export { ValueField } from "./ValueField.tsx";
