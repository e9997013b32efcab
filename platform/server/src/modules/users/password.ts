import { randomBytes } from "node:crypto";
import { type Algorithm, hash, verify } from "@node-rs/argon2";

/** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane. */
const parameters = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hash of a password for storage. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

let stranger: Promise<string> | undefined;

/** Whether the password is the hashed one. Without a hash it takes as long and answers false, so that names cannot be guessed by time. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  stranger ??= hashPassword(randomBytes(16).toString("hex"));
  const isRight = await verify(passwordHash ?? (await stranger), password);
  return passwordHash !== undefined && isRight;
}
