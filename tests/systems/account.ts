/** Who the systems of tests know, where they ask for a password. */
export const account = {
  name: "tessera",
  password: "mosaic-1",
  /** The password as htpasswd and the servers of Prometheus read it. */
  bcrypt: "$2y$05$abcdefghijklmnopqrstuu7bw0ZWeCOg83AzK2/NaUwqyxQGwna/q",
};

/** Its `Authorization` header. */
export const basicAuthorization = { authorization: `Basic ${Buffer.from(`${account.name}:${account.password}`).toString("base64")}` };
