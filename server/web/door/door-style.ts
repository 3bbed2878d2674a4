/** One column on a telephone, the same on a screen: read at 320 px and at 400 %, in light and in dark, by keyboard. */
export const DOOR_STYLE = `
:root { color-scheme: light dark; --ink: #1b1b1b; --ground: #fff; --soft: #4d4d4d; --line: #8a8a8a; --act: #0b4f8a; --on-act: #fff; --good: #0a5c2b; --bad: #a40000; --fill: #f2f4f6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f1f1f1; --ground: #141414; --soft: #c4c4c4; --line: #7d7d7d; --act: #8ec8ff; --on-act: #10202e; --good: #7be0a0; --bad: #ff9c9c; --fill: #20252a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 0 1rem 2rem; background: var(--ground); color: var(--ink); font: 1.0625rem/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
a { color: var(--act); text-underline-offset: 0.15em; }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible, summary:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 0; background: var(--ground); padding: 0.5rem; }
header { border-bottom: 2px solid var(--line); padding: 0.75rem 0 0; }
.name { margin: 0 0 0.25rem; font-weight: 700; }
nav ul, footer ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
nav a, footer a { display: inline-block; padding: 0.6rem 0; }
nav a[aria-current] { font-weight: 700; color: var(--ink); }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 1.25rem 0 0.75rem; } h2 { font-size: 1.2rem; margin: 1.75rem 0 0.5rem; } h3 { font-size: 1.05rem; margin: 1rem 0 0.25rem; }
p, ul, ol, dl { margin: 0 0 0.9rem; }
.said { border-left: 0.35rem solid var(--good); padding: 0.5rem 0.75rem; background: var(--fill); }
.wrong { border-left: 0.35rem solid var(--bad); padding: 0.5rem 0.75rem; background: var(--fill); }
.soft { color: var(--soft); }
label, legend { font-weight: 700; } .help { display: block; color: var(--soft); font-weight: 400; font-size: 0.95rem; }
input, select, textarea { font: inherit; color: inherit; background: var(--ground); border: 2px solid var(--line); border-radius: 0.3rem; padding: 0.5rem 0.6rem; width: 100%; min-height: 2.75rem; }
textarea { min-height: 7rem; } input[type=checkbox], input[type=radio] { width: 1.4rem; height: 1.4rem; min-height: 0; vertical-align: -0.3rem; margin: 0 0.5rem 0 0; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; } fieldset label { display: inline-block; font-weight: 400; padding: 0.35rem 1.25rem 0.35rem 0; }
.field { margin: 0 0 1.1rem; }
button { font: inherit; font-weight: 700; min-height: 2.75rem; padding: 0.5rem 1.25rem; border: 2px solid var(--act); border-radius: 0.3rem; background: var(--act); color: var(--on-act); cursor: pointer; }
form + p { margin-top: 0.6rem; } form .quiet { margin-bottom: 0.4rem; }
button.quiet { background: var(--ground); color: var(--act); }
.list { list-style: none; padding: 0; } .list h2 { margin-top: 0.25rem; } .list > li { border-bottom: 1px solid var(--line); padding: 0.6rem 0; }
dl.card dt { color: var(--soft); } dl.card dd { margin: 0 0 0.6rem; white-space: pre-line; }
.words { white-space: pre-line; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 0.3rem 0.5rem 0.3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.count { text-align: right; font-variant-numeric: tabular-nums; } .wide { overflow-x: auto; } .wide { margin-bottom: 0.9rem; } .wide table { overflow-wrap: normal; } .wide td { white-space: nowrap; } .wide:focus-visible { outline: 3px solid var(--act); }
img { max-width: 100%; height: auto; background: #fff; } figure { margin: 0 0 1rem; } figure img { min-width: 34rem; } form + form { margin-top: 1.75rem; } code { font-size: 0.9em; } .said-lines { white-space: pre-line; }
footer { border-top: 2px solid var(--line); margin-top: 2.5rem; padding-top: 0.5rem; }
`;
