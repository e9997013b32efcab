export { DecidedOperations } from "./DecidedOperations.tsx";
export { OperationGone } from "./OperationGone.tsx";
export { OperationLifecycle } from "./OperationLifecycle.tsx";
export { OperationUsers } from "./OperationUsers.tsx";
