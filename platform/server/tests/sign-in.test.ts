import { routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Person, refusal } from "./driver/person.ts";
import { Platform, adminPassword } from "./driver/platform.ts";

describe("signing in", () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start()));
  afterAll(() => platform.stop());

  it("gives a session with what its owner may do", async () => {
    const admin = await platform.admin();
    const session = await admin.call(routes.auth.session);
    expect(session).toMatchObject({ user: { username: "admin", administrator: true }, space: "default", role: "owner", gatewayUrl: "http://127.0.0.1:3080" });
    expect(session.permissions).toContain("platform.manage");
  });

  it("sets a cookie that scripts and other sites do not get", async () => {
    const response = await Person.stranger(platform.url).raw("POST", "/auth/login", { body: JSON.stringify({ username: "admin", password: adminPassword }) });
    expect(response.headers.getSetCookie()[0]).toMatch(/^tessera_session=[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
    const secure = await Person.stranger(platform.url).raw("POST", "/auth/login", { body: JSON.stringify({ username: "admin", password: adminPassword }), headers: { "x-forwarded-proto": "https" } });
    expect(secure.headers.getSetCookie()[0]).toMatch(/; Secure/);
  });

  it("keeps neither session id nor password readable in the store", async () => {
    const admin = await platform.admin();
    const id = admin.headers["cookie"]?.split("=")[1] ?? "";
    const database = await platform.database();
    const stored = JSON.stringify([await database.collection("sessions").find().toArray(), await database.collection("users").find().toArray()]);
    expect(stored).not.toContain(id);
    expect(stored).not.toContain(adminPassword);
    expect(stored).toContain("$argon2id$");
  });

  it("asks for the CSRF token of the session on every change", async () => {
    const admin = await platform.admin();
    const other = await platform.admin();
    const body = JSON.stringify({ name: "mine" });
    for (const token of ["", "wrong", other.headers["x-csrf-token"] ?? ""]) {
      const refused = await admin.raw("POST", "/tokens", { body, headers: { "x-csrf-token": token } });
      expect(await refused.json()).toMatchObject({ status: 403, code: "auth.csrf" });
    }
    expect((await admin.raw("GET", "/tokens", { headers: { "x-csrf-token": "" } })).status).toBe(200);
    expect((await admin.raw("POST", "/tokens", { body })).status).toBe(201);
  });

  it("says the same for a wrong name and a wrong password", async () => {
    const wrongName = await refusal(Person.login(platform.url, "nobody-here", "some-password"));
    const wrongPassword = await refusal(Person.login(platform.url, "admin", "some-password"));
    expect({ ...wrongName, traceId: "" }).toEqual({ ...wrongPassword, traceId: "" });
    expect(wrongName).toMatchObject({ status: 401, code: "auth.login-failed" });
  });

  it("slows down who guesses, per account and address, and not the others", async () => {
    await platform.person("viewer");
    const attempts = [];
    for (let attempt = 0; attempt < 9; attempt += 1) attempts.push(await refusal(Person.login(platform.url, "person-1", `guess-${attempt}`)));
    expect(attempts.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429]);
    expect(attempts.at(-1)).toMatchObject({ code: "auth.too-many-attempts", retryAfterSeconds: expect.any(Number) });
    const right = await refusal(Person.login(platform.url, "person-1", "passphrase-of-a-person"));
    expect(right.status).toBe(429);
    await platform.admin();
  });

  it("ends a session at logout and all others at a new password", async () => {
    const person = await platform.person("viewer");
    const username = person.session?.user.username ?? "";
    const elsewhere = await Person.login(platform.url, username, "passphrase-of-a-person");
    expect(await refusal(person.call(routes.auth.changePassword, { body: { current: "wrong", next: "another-passphrase" } }))).toMatchObject({ code: "auth.password-wrong", path: "/current" });
    await person.call(routes.auth.changePassword, { body: { current: "passphrase-of-a-person", next: "another-passphrase" } });
    expect(await refusal(elsewhere.call(routes.auth.session))).toMatchObject({ status: 401 });
    await person.call(routes.auth.session);
    const again = await Person.login(platform.url, username, "another-passphrase");
    await again.call(routes.auth.logout);
    expect(await refusal(again.call(routes.auth.session))).toMatchObject({ status: 401 });
  });

  it("shuts out a disabled account at once, with its tokens", async () => {
    const person = await platform.person("operator");
    const { token } = await person.call(routes.tokens.create, { body: { name: "ci" } });
    const admin = await platform.admin();
    await admin.call(routes.users.update, { params: { username: person.session?.user.username ?? "" }, body: { disabled: true } });
    expect(await refusal(person.call(routes.auth.session))).toMatchObject({ status: 401 });
    expect(await refusal(person.withToken(token).call(routes.connectors.list))).toMatchObject({ status: 401 });
    expect(await refusal(Person.login(platform.url, person.session?.user.username ?? "", "passphrase-of-a-person"))).toMatchObject({ code: "auth.login-failed" });
  });

  it("keeps the last administrator and the last owner", async () => {
    const admin = await platform.admin();
    expect(await refusal(admin.call(routes.users.update, { params: { username: "admin" }, body: { disabled: true } }))).toMatchObject({ status: 409, code: "user.last-administrator" });
    expect(await refusal(admin.call(routes.spaces.setMember, { params: { username: "admin" }, body: { role: "viewer" } }))).toMatchObject({ status: 409, code: "member.last-owner" });
    expect(await refusal(admin.call(routes.spaces.removeMember, { params: { username: "admin" } }))).toMatchObject({ status: 409, code: "member.last-owner" });
    await admin.call(routes.auth.session);
  });
});
