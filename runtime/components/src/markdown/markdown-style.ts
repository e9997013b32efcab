/** Style of Markdown text; its colours are variables that the component sets from the theme. */
export const markdownStyle = `
.tessera-markdown > :first-child { margin-top: 0; }
.tessera-markdown > :last-child { margin-bottom: 0; }
.tessera-markdown :is(h1, h2, h3, h4, h5, h6) { margin: 1.2em 0 0.5em; font-weight: 600; line-height: 1.4; }
.tessera-markdown h1 { font-size: 1.43em; }
.tessera-markdown h2 { font-size: 1.21em; }
.tessera-markdown :is(h3, h4, h5, h6) { font-size: 1em; }
.tessera-markdown :is(p, ul, ol, pre, blockquote) { margin: 0 0 0.75em; }
.tessera-markdown :is(ul, ol) { padding-inline-start: 1.6em; }
.tessera-markdown ul.contains-task-list { list-style: none; padding-inline-start: 0.2em; }
.tessera-markdown a.ant-typography { text-decoration: underline; }
.tessera-markdown code { font-family: var(--code); font-size: 0.93em; background: var(--shade); border-radius: 4px; padding: 0.1em 0.35em; }
.tessera-markdown pre { background: var(--shade); border-radius: var(--radius); padding: 12px; white-space: pre-wrap; }
.tessera-markdown pre code { background: none; padding: 0; }
.tessera-markdown blockquote { border-inline-start: 3px solid var(--line); padding-inline-start: 12px; color: var(--quiet); }
.tessera-markdown hr { border: 0; border-top: 1px solid var(--line); margin: 1em 0; }
.tessera-markdown-table { overflow-x: auto; margin-bottom: 0.75em; }
.tessera-markdown table { border-collapse: collapse; }
.tessera-markdown :is(th, td) { border: 1px solid var(--line); padding: 6px 12px; text-align: start; overflow-wrap: normal; }
.tessera-markdown th { background: var(--shade); font-weight: 600; }
`;
