/**
 * Why something leaves: `backend` is an address that somebody with the right registered, the others are addresses that a
 * user types (`import`: an API document, `webhook`: a notification target).
 */
export type EgressPurpose = "backend" | "user-url" | "import" | "webhook";

/** What a purpose may reach and how redirects are treated. */
export interface PurposeRules {
  /** RFC 1918, RFC 6598 and unique local addresses, where atomic platforms live. */
  privateAllowed: boolean;
  /** The platform's own services, by exact host and port. */
  ownServicesAllowed: boolean;
  maxRedirects: number;
}

const userUrl: PurposeRules = { privateAllowed: false, ownServicesAllowed: false, maxRedirects: 3 };

export const purposeRules: Readonly<Record<EgressPurpose, PurposeRules>> = {
  backend: { privateAllowed: true, ownServicesAllowed: true, maxRedirects: 0 },
  "user-url": userUrl,
  import: userUrl,
  webhook: { ...userUrl, maxRedirects: 0 },
};
