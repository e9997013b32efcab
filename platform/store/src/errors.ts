/** MongoDB's stable numeric codes for every failure this store reports; the names are what drivers show as `codeName`. */
export const ERROR_CODES = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  HostUnreachable: 6,
  FailedToParse: 9,
  UserNotFound: 11,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  FileStreamFailed: 39,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  IndexAlreadyExists: 68,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  UnknownReplWriteConcern: 79,
  UnsatisfiableWriteConcern: 100,
  WriteConflict: 112,
  CommandNotSupported: 115,
  ConflictingOperationInProgress: 117,
  DocumentValidationFailure: 121,
  CommandFailed: 125,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  FailPointSetFailed: 235,
  CursorKilled: 237,
  SnapshotTooOld: 239,
  ClientDisconnect: 279,
  GraphContainsCycle: 5,
  ViewDepthLimitExceeded: 165,
  CommandNotSupportedOnView: 166,
  OptionNotSupportedOnView: 167,
  NoMatchingDocument: 47,
  CannotConvertIndexToUnique: 359,
  InvalidIndexSpecificationOption: 197,
  InvalidResumeToken: 260,
  TransactionTooOld: 225,
  NoSuchTransaction: 251,
  OperationNotSupportedInTransaction: 263,
  TooManyLogicalSessions: 261,
  DataCorruptionDetected: 275,
  IndexBuildAborted: 276,
  ChangeStreamFatalError: 280,
  ChangeStreamHistoryLost: 286,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  TransactionCommitted: 256,
  NotWritablePrimary: 10107,
  ConversionFailure: 241,
  MechanismUnavailable: 334,
  CursorInUse: 12051,
  QueryPlanKilled: 175,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  InterruptedAtShutdown: 11600,
  Interrupted: 11601,
  OutOfDiskSpace: 14031,
  UnknownField: 40415,
  Location15952: 15952,
  Location15955: 15955,
  Location15958: 15958,
  Location28747: 28747,
  Location28818: 28818,
  Location31253: 31253,
  Location31254: 31254,
  Location40323: 40323,
  Location31082: 31082,
  Location40156: 40156,
  Location40169: 40169,
  Location40601: 40601,
  Location51091: 51091,
  Location51104: 51104,
  Location51106: 51106,
  Location51156: 51156,
  Location5107200: 5107200,
  Location5897900: 5897900,
  Location5339900: 5339900,
  Location5339901: 5339901,
  Location5339902: 5339902,
  Location8947401: 8947401,
  Location5429414: 5429414,
  Location5429513: 5429513,
  Location5371601: 5371601,
  Location5371602: 5371602,
  Location605001: 605001,
  Location6050106: 6050106,
  Location6050202: 6050202,
  Location6050204: 6050204,
  Location5733201: 5733201,
  Location5624900: 5624900,
  Location5624901: 5624901,
  Location40241: 40241,
  Location40243: 40243,
  Location40244: 40244,
  Location40245: 40245,
  Location40246: 40246,
  Location40257: 40257,
  Location40258: 40258,
  Location40259: 40259,
  Location40260: 40260,
  MissingField: 40414,
  UnrecognizedStage: 40324,
} as const;

/** Name of one of the store's error codes. */
export type ErrorCodeName = keyof typeof ERROR_CODES;

/** Extra parts of an error reply: `keyPattern`/`keyValue` of a duplicate, and the labels that steer a driver's retry. */
export interface ErrorDetails {
  readonly labels?: readonly string[];
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** A failure that is answered to the client as `{ok: 0, code, codeName, errmsg}` or as a write error. */
export class StoreError extends Error {
  readonly codeName: ErrorCodeName;
  readonly code: number;
  readonly labels: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(codeName: ErrorCodeName, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = "StoreError";
    this.codeName = codeName;
    this.code = ERROR_CODES[codeName];
    this.labels = details.labels ?? [];
    this.fields = details.fields ?? {};
  }
}

/** A setting given to the process that cannot work; shown as one line, exit code 2. */
export class SettingError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SettingError";
  }
}

/** What SQLite reports about the disk and the file, as something an operator can act on. */
function storageError(code: string, message: string): StoreError | undefined {
  if (code === "SQLITE_FULL") return new StoreError("OutOfDiskSpace", `the disk that holds the store is full: ${message}; free space, then write again`);
  if (code.startsWith("SQLITE_READONLY")) return new StoreError("FileStreamFailed", `the data folder is read-only: ${message}; mount it writable, then write again`);
  if (code.startsWith("SQLITE_IOERR") || code.startsWith("SQLITE_CANTOPEN")) return new StoreError("FileStreamFailed", `the disk that holds the store failed (${code}): ${message}; look at the disk, then write again`);
  if (code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB") return new StoreError("DataCorruptionDetected", `the store file is damaged (${code}): ${message}; restore a backup with tessera-store restore`);
  return undefined;
}

/** Turns anything thrown into a StoreError; failures of the disk and the file get their own codes, everything else is an internal error. */
export function asStoreError(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const sqliteCode = (cause as { code?: unknown } | null)?.code;
  const storage = typeof sqliteCode === "string" ? storageError(sqliteCode, message) : undefined;
  if (storage !== undefined) return storage;
  if (cause instanceof Error && cause.name.startsWith("BSON")) return new StoreError("InvalidBSON", message);
  return new StoreError("InternalError", message);
}
