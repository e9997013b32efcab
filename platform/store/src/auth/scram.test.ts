import { describe, expect, it } from "vitest";
import { ScramConversation, verifierOf } from "./scram.ts";

const SALT = Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64");
const FIRST = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
const FINAL = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

function conversation(password = "pencil", first = FIRST): ScramConversation {
  return new ScramConversation(first, () => verifierOf(password, SALT, 4096), "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
}

describe("SCRAM-SHA-256", () => {
  it("holds the conversation that RFC 7677 gives as its example", () => {
    const login = conversation();
    expect(login.challenge).toBe("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    expect(login.finish(FINAL)).toBe("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
  });

  it.each([
    ["another password", conversation("pencils"), FINAL],
    ["another nonce", conversation(), FINAL.replace("r=rOpr", "r=xOpr")],
    ["another channel binding", conversation(), FINAL.replace("biws", "eSws")],
    ["a proof that is cut off", conversation(), FINAL.slice(0, -8)],
    ["no proof", conversation(), "c=biws"],
    ["nothing", conversation(), ""],
  ])("refuses %s", (_what, login, final) => {
    expect(() => login.finish(final)).toThrow("Authentication failed.");
  });

  it.each(["", "n=user,r=abc", "p=tls-unique,,n=user,r=abc", "n,,n=user", "n,,r=abc,n=user", "n,,n=user,r=a,b"])("refuses the first message '%s'", (first) => {
    expect(() => conversation("pencil", first)).toThrow("Authentication failed.");
  });

  it("reads commas and equals signs in names, and forms of one password as the same", () => {
    let asked = "";
    const login = new ScramConversation("n,,n=a=2Cb=3Dc,r=x", (user) => {
      asked = user;
      return verifierOf("p", SALT, 4096);
    });
    expect([asked, login.challenge.startsWith("r=x")]).toEqual(["a,b=c", true]);
    expect(verifierOf("\u2168\u00ad", SALT, 4096)).toEqual(verifierOf("IX", SALT, 4096));
  });
});
