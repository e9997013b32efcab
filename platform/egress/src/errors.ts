/** Codes of the errors this package throws. */
export const egressErrors = {
  url: "egress.url",
  setting: "egress.setting",
  addressRefused: "egress.address-refused",
  dns: "egress.dns",
  connect: "egress.connect",
  tls: "egress.tls",
  timeout: "egress.timeout",
  aborted: "egress.aborted",
  tooLarge: "egress.too-large",
  redirect: "egress.redirect",
  badAnswer: "egress.bad-answer",
  badStatus: "egress.bad-status",
} as const;
export type EgressErrorCode = (typeof egressErrors)[keyof typeof egressErrors];
