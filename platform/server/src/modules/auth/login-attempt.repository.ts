import { createHash } from "node:crypto";
import { type Connection, Schema } from "mongoose";
import { RateLimiterMemory, RateLimiterMongo, type RateLimiterRes } from "rate-limiter-flexible";

const perAccountAndAddress = { points: 8, duration: 15 * 60 };
/** An office behind one address signs in more often than one person. */
const perAddress = { points: 100, duration: 15 * 60 };

const schema = new Schema({ key: String, points: Number, expire: Date }, { versionKey: false });
schema.index({ expire: -1 }, { expireAfterSeconds: 0 });
schema.index({ key: 1 }, { unique: true });

/** Collection `login_attempts`: counts failed sign-ins over all servers; each counts for itself while the store is away. */
export class LoginAttemptRepository {
  readonly #account: RateLimiterMongo;
  readonly #address: RateLimiterMongo;

  constructor(connection: Connection) {
    connection.model("LoginAttempt", schema, "login_attempts");
    const store = { storeClient: connection.getClient(), dbName: connection.name, tableName: "login_attempts", disableIndexesCreation: true };
    this.#account = new RateLimiterMongo({ ...store, ...perAccountAndAddress, keyPrefix: "account", insuranceLimiter: new RateLimiterMemory(perAccountAndAddress) });
    this.#address = new RateLimiterMongo({ ...store, ...perAddress, keyPrefix: "address", insuranceLimiter: new RateLimiterMemory(perAddress) });
  }

  /** Counts an attempt before it is tried; answers how long to wait, ms, when there were too many, else 0. */
  async count(username: string, address: string): Promise<number> {
    const results = await Promise.all([consume(this.#account, accountKey(username, address)), consume(this.#address, address)]);
    return Math.max(...results);
  }

  /** A right password clears the count of its account at its address. */
  async clear(username: string, address: string): Promise<void> {
    await Promise.all([this.#account.delete(accountKey(username, address)), this.#address.reward(address, 1)]);
  }
}

async function consume(limiter: RateLimiterMongo, key: string): Promise<number> {
  try {
    await limiter.consume(key, 1);
    return 0;
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    return Math.max(1, (refused as RateLimiterRes).msBeforeNext);
  }
}

function accountKey(username: string, address: string): string {
  return createHash("sha256").update(JSON.stringify([username, address])).digest("hex");
}
