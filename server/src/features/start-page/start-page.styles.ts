export const styles = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#ffffff, #14171a);
  --tint: light-dark(#f4f6f5, #1d2226);
  --line: light-dark(#d9dfdc, #333b40);
  --ink: light-dark(#1a2421, #e6ebe9);
  --quiet: light-dark(#52605b, #a3b0ab);
  --accent: light-dark(#0b6b50, #5fd3ad);
  --off: light-dark(#a13d1a, #f2a185);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", sans-serif;
}
main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem; }
main { padding-top: clamp(2rem, 8vw, 4.5rem); }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; letter-spacing: -0.02em; }
h2 { margin: 3rem 0 0.5rem; font-size: 1.25rem; letter-spacing: -0.01em; }
h3 { margin: 0; font-size: 1rem; }
p { max-width: 42rem; margin: 0.5rem 0; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.lead { font-size: 1.125rem; color: var(--quiet); }
.version { color: var(--quiet); font-size: 1rem; font-weight: 400; letter-spacing: 0; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.875rem; }
dl { margin: 1rem 0 0; border-top: 1px solid var(--line); }
dl > div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
dt { flex: 1 1 14rem; }
dd { flex: 2 1 16rem; margin: 0; overflow-wrap: anywhere; }
.on, .off { font-size: 0.875rem; font-weight: 600; color: var(--accent); }
.off { color: var(--off); }
ol { margin: 0; padding: 0; list-style: none; }
ol li { margin-top: 1.5rem; }
.links { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 1rem 0 0; padding: 0; list-style: none; }
@media (max-width: 30rem) { .links { flex-direction: column; } }
.request { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; }
pre {
  margin: 0.5rem 0 0;
  padding: 0.9rem 1rem;
  white-space: pre;
  overflow-x: auto;
  background: var(--tint);
  border: 1px solid var(--line);
  border-radius: 8px;
  line-height: 1.55;
}
mark { background: none; color: var(--accent); font-weight: 600; }
button {
  flex: none;
  min-height: 1.75rem;
  padding: 0 0.75rem;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--paper);
  color: var(--ink);
  font: inherit;
  font-size: 0.875rem;
  cursor: pointer;
}
button:hover { border-color: var(--accent); }
footer { padding-top: 3rem; padding-bottom: 3rem; color: var(--quiet); font-size: 0.875rem; }
`
