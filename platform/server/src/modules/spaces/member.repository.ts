import { type Role, roles } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { newId } from "../../persistence/new-id.ts";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";

/** One person's role in one space. Names are kept here so that a list needs no second look-up; people cannot be renamed. */
export interface StoredMember {
  _id: string;
  space: string;
  user: string;
  username: string;
  displayName: string;
  role: Role;
  addedAt: Date;
  addedBy: string;
}

const schema = new Schema<StoredMember>(
  { _id: { type: String, required: true }, space: String, user: String, username: String, displayName: String, role: { type: String, enum: roles }, addedAt: Date, addedBy: String },
  { versionKey: false, strict: "throw" },
);
schema.index({ space: 1, user: 1 }, { unique: true });
schema.index({ space: 1, username: 1 }, { unique: true });
schema.index({ user: 1 });

/** Collection `members`. */
export class MemberRepository {
  readonly #members: Model<StoredMember>;

  constructor(connection: Connection) {
    this.#members = connection.model<StoredMember>("Member", schema, "members");
  }

  find(space: string, user: string): Promise<StoredMember | null> {
    return this.#members.findOne({ space, user }).lean<StoredMember>().exec();
  }

  byUsername(space: string, username: string, transaction: Transaction): Promise<StoredMember | null> {
    return this.#members.findOne({ space, username }, null, within(transaction)).lean<StoredMember>().exec();
  }

  ofUser(user: string): Promise<StoredMember[]> {
    return this.#members.find({ user }).sort({ space: 1 }).lean<StoredMember[]>().exec();
  }

  list(space: string, request: ListRequest): Promise<Page<StoredMember>> {
    return findPage(this.#members, { space }, request, { key: "username", direction: 1, searchIn: ["username", "displayName"], count: true });
  }

  async counts(spaces: readonly string[]): Promise<Map<string, number>> {
    const counted = await Promise.all(spaces.map(async (space): Promise<[string, number]> => [space, await this.#members.countDocuments({ space })]));
    return new Map(counted);
  }

  countOwners(space: string, transaction: Transaction): Promise<number> {
    return this.#members.countDocuments({ space, role: "owner" }, within(transaction)).exec();
  }

  /** Adds the member or changes the role. */
  async put(member: Omit<StoredMember, "_id">, transaction: Transaction): Promise<StoredMember> {
    const { space, user, role, displayName, ...added } = member;
    const stored = await this.#members
      .findOneAndUpdate({ space, user }, { $set: { role, displayName }, $setOnInsert: { _id: newId(), ...added } }, { ...within(transaction), upsert: true, returnDocument: "after" })
      .lean<StoredMember>();
    return stored ?? { _id: "", ...member };
  }

  async remove(id: string, transaction: Transaction): Promise<void> {
    await this.#members.deleteOne({ _id: id }, within(transaction));
  }

  async removeOfSpace(space: string, transaction: Transaction): Promise<StoredMember[]> {
    const members = await this.#members.find({ space }, null, within(transaction)).lean<StoredMember[]>();
    await this.#members.deleteMany({ space }, within(transaction));
    return members;
  }
}
