import { type Connection, type Model, Schema } from "mongoose";

/** What one person did with one app. */
export interface StoredVisit {
  /** `<user>:<app id>`. */
  _id: string;
  space: string;
  user: string;
  app: string;
  favourite: boolean;
  lastOpenedAt: Date | null;
}

const schema = new Schema<StoredVisit>({ _id: { type: String, required: true }, space: String, user: String, app: String, favourite: Boolean, lastOpenedAt: Date }, { versionKey: false, strict: "throw" });
schema.index({ space: 1, user: 1 });
schema.index({ app: 1 });

/** Collection `app_visits`: favourites and last opened apps of each person. */
export class VisitRepository {
  readonly #visits: Model<StoredVisit>;

  constructor(connection: Connection) {
    this.#visits = connection.model<StoredVisit>("AppVisit", schema, "app_visits");
  }

  /** A person's visits, by app id. */
  async ofUser(space: string, user: string, apps: readonly string[]): Promise<Map<string, StoredVisit>> {
    const found = await this.#visits.find({ _id: { $in: apps.map((app) => idOf(user, app)) }, space }).lean<StoredVisit[]>();
    return new Map(found.map((visit) => [visit.app, visit]));
  }

  async opened(space: string, user: string, app: string, at: Date): Promise<void> {
    await this.#visits.updateOne({ _id: idOf(user, app) }, { $set: { lastOpenedAt: at }, $setOnInsert: { space, user, app, favourite: false } }, { upsert: true });
  }

  async setFavourite(space: string, user: string, app: string, favourite: boolean): Promise<void> {
    await this.#visits.updateOne({ _id: idOf(user, app) }, { $set: { favourite }, $setOnInsert: { space, user, app, lastOpenedAt: null } }, { upsert: true });
  }

  async removeOfApp(app: string): Promise<void> {
    await this.#visits.deleteMany({ app });
  }
}

function idOf(user: string, app: string): string {
  return `${user}:${app}`;
}
