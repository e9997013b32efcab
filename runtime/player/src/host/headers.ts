/** Stands in `playerFrameHeaders` for the origin that serves the frame: `'self'` of an opaque origin matches nothing. */
export const frameOriginPlaceholder = "{origin}";

const policy = {
  sandbox: "allow-scripts",
  "default-src": "'none'",
  // `unsafe-eval` is what bindings are: the page's own code, and this frame is the place made for it.
  "script-src": `${frameOriginPlaceholder}/player/ 'unsafe-eval'`,
  "style-src": `${frameOriginPlaceholder}/player/ 'unsafe-inline'`,
  "img-src": "data: blob:",
  "font-src": `data: ${frameOriginPlaceholder}/player/`,
  "connect-src": "'none'",
  "child-src": "'none'",
  "frame-src": "'none'",
  "worker-src": "'none'",
  "object-src": "'none'",
  "media-src": "'none'",
  "manifest-src": "'none'",
  "form-action": "'none'",
  "base-uri": "'none'",
  "frame-ancestors": frameOriginPlaceholder,
};

/**
 * Headers of everything under `/player/`. Code of a page can compute and draw, and talk to the shell over one port;
 * it has no origin, no storage and no network.
 */
export const playerFrameHeaders: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Origin": "*",
  // Chromium looks up and connects to the host of a navigation before it asks any policy; with this list it does not (WICG Connection Allowlists).
  "Connection-Allowlist": `("${frameOriginPlaceholder}/player/*")`,
  "Content-Security-Policy": Object.entries(policy).map(([name, value]) => `${name} ${value}`).join("; "),
  "Permissions-Policy": "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=(), screen-wake-lock=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-DNS-Prefetch-Control": "off",
};

/**
 * What the page that embeds the frame must have in its own policy: a sandboxed frame may still navigate itself, and only its
 * parent's `frame-src` keeps it from carrying data to another host that way.
 */
export const playerHostPolicy = "frame-src 'self'";
