import { theme } from "antd";
import { type CSSProperties, type ReactElement, useMemo } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import type { RenderProps } from "../definition.ts";
import { safeImage, safeLink } from "../link/safe-url.ts";
import { SafeLink } from "../link/SafeLink.tsx";
import { messagesIn } from "../messages/messages.ts";
import { DataState } from "../notice/DataState.tsx";
import { toText } from "../values/read.ts";
import { PlainOnError } from "./PlainOnError.tsx";
import { markdownStyle } from "./markdown-style.ts";

/** Longest text that is drawn as Markdown, in characters; a longer one is shown as it is written. */
const maxParsed = 200_000;
/** A line in more quotes and lists than a person writes: parsing takes time that grows with their square, so it is shown as it is written. */
const tooDeep = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){64}/m;

/** GitHub-flavoured Markdown without HTML: tags show as text, pictures only from `data:` addresses. */
export function Markdown({ props, status, mode, locale, emit, listens }: RenderProps): ReactElement {
  const { token } = theme.useToken();
  const t = messagesIn(locale);
  const given = props["text"];
  const text = toText(given, locale);
  const followed = listens("linkClick");
  const components = useMemo<Components>(
    () => ({
      a: ({ href, children }) => (
        <SafeLink url={href ?? ""} onFollow={followed ? (url) => emit("linkClick", { url }) : undefined}>
          {children}
        </SafeLink>
      ),
      img: ({ src, alt }) => (typeof src === "string" && src !== "" ? <img src={src} alt={alt ?? ""} style={{ maxWidth: "100%" }} /> : <span>{alt}</span>),
      input: ({ checked }) => <input type="checkbox" checked={checked === true} disabled aria-label={t(checked === true ? "markdown.done" : "markdown.open")} />,
      table: ({ children }) => (
        <div className="tessera-markdown-table" tabIndex={0} role="group">
          <table>{children}</table>
        </div>
      ),
    }),
    [followed, emit, t],
  );
  const variables: Record<`--${string}`, string> = {
    "--line": token.colorBorder,
    "--shade": token.colorFillTertiary,
    "--quiet": token.colorTextSecondary,
    "--code": token.fontFamilyCode,
    "--radius": `${token.borderRadius}px`,
  };
  const style: CSSProperties = { color: token.colorText, fontSize: token.fontSize, lineHeight: token.lineHeight, overflowWrap: "anywhere", ...variables };
  return (
    <DataState render={{ status, mode, locale }} missing={given === null || given === undefined} empty={text.trim() === ""} skeletonRows={2}>
      <div className="tessera-markdown" style={style}>
        <style href="tessera-markdown" precedence="low">
          {markdownStyle}
        </style>
        {text.length > maxParsed || tooDeep.test(text) ? (
          <pre>{text}</pre>
        ) : (
          <PlainOnError key={text} text={text}>
            <ReactMarkdown remarkPlugins={[remarkGfm]} components={components} urlTransform={(url, key) => (key === "src" ? safeImage(url) : safeLink(url))}>
              {text}
            </ReactMarkdown>
          </PlainOnError>
        )}
      </div>
    </DataState>
  );
}
