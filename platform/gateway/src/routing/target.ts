import { UserError } from "@tessera/contracts";
import type { Message } from "@tessera/contracts";
import { gatewayErrors } from "../errors.ts";
import { targetMessages } from "./target.messages.ts";

/** A request target taken apart so that no spelling of it can leave the path it names. */
export interface Target {
  /** Path segments as they go to a backend: percent-encoded, never `.`, `..` or empty (but the last, for a trailing slash). */
  segments: string[];
  /** Query without `?`, as the caller wrote it. */
  query: string;
}

/** Characters that need no second look; `.` and `;` do at the start of a segment. */
const plainPath = /^(?:\/[A-Za-z0-9_~!$&'()*+,=:@-][A-Za-z0-9._~!$&'()*+,=:@-]*)*\/?$/;

function unsafe(message: Message): UserError {
  return new UserError({ code: gatewayErrors.pathUnsafe, message });
}

/**
 * Whether a decoded segment could mean "up" or "here" to some backend: plain, behind an encoded slash or backslash, before
 * path parameters (`..;x`, as Tomcat strips them), or encoded once more.
 */
function hidesDots(decoded: string): boolean {
  let text = decoded;
  for (let round = 0; round < 3; round += 1) {
    if (text.split(/[/\\]/).some((part) => /^\.{1,2}$/.test(part.replace(/;.*$/s, "").trim()))) return true;
    if (!text.includes("%")) return false;
    try {
      text = decodeURIComponent(text);
    } catch (cause) {
      if (cause instanceof URIError) return false;
      throw cause;
    }
  }
  return false;
}

function checkedSegment(raw: string, isLast: boolean): string {
  if (raw === "") {
    if (isLast) return "";
    throw unsafe(targetMessages.emptySegment());
  }
  let decoded: string;
  try {
    decoded = decodeURIComponent(raw);
  } catch (cause) {
    if (cause instanceof URIError) throw unsafe(targetMessages.badEscape());
    throw cause;
  }
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  if (/[\u0000-\u001f\u007f]/.test(decoded)) throw unsafe(targetMessages.control());
  if (/[^\u0020-\u007e]/.test(raw)) throw unsafe(targetMessages.notAscii());
  if (hidesDots(decoded)) throw unsafe(targetMessages.dots());
  return raw.replace(/[^A-Za-z0-9._~!$&'()*+,;=:@%-]/g, (character) => encodeURIComponent(character));
}

/** Takes a request target (origin or absolute form, RFC 9112, 3.2) apart. Throws `gateway.path-unsafe`. */
export function parseTarget(requestTarget: string): Target {
  const target = requestTarget.startsWith("/") ? requestTarget : requestTarget.replace(/^https?:\/\/[^/?#]*/i, "");
  const queryStart = target.indexOf("?");
  const path = queryStart === -1 ? target : target.slice(0, queryStart);
  const query = queryStart === -1 ? "" : target.slice(queryStart + 1).replaceAll("#", "%23");
  if (!path.startsWith("/")) throw unsafe(targetMessages.noSlash());
  const segments = path.slice(1).split("/");
  if (plainPath.test(path)) return { segments, query };
  return { segments: segments.map((segment, index) => checkedSegment(segment, index === segments.length - 1)), query };
}
