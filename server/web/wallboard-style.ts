/**
 * Read from five metres: no letter of it is under a thirtieth of the screen's height, on a white or a black ground as the screen
 * prefers. Narrow or enlarged, it goes on downwards.
 */
export const WALLBOARD_STYLE = `
:root { color-scheme: light dark; --ink: #111; --ground: #fff; --soft: #444; --line: #999; --good: #0a5c2b; --bad: #a40000; --warn: #7a4300; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f4f4f4; --ground: #0b0b0b; --soft: #c8c8c8; --line: #666; --good: #7be0a0; --bad: #ff9c9c; --warn: #ffc66b; }
}
* { box-sizing: border-box; margin: 0; }
body { background: var(--ground); color: var(--ink); font-family: "DejaVu Sans", "Segoe UI", Roboto, Helvetica, Arial, sans-serif;
  font-size: max(1rem, min(3.6vh, 2.2vw)); line-height: 1.2; font-variant-numeric: tabular-nums; }
main { min-height: 100vh; padding: 2.5vh 2.5vw; display: flex; flex-direction: column; gap: 2.5vh; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 2vw; }
h1 { font-size: 1.5em; }
.hour { font-size: 1.5em; font-weight: 700; }
.state { font-weight: 700; padding: 0.1em 0.5em; border: 0.12em solid; border-radius: 0.3em; }
.up { color: var(--good); } .down { color: var(--bad); } .manual { color: var(--soft); }
dl.pledges > div { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1em; }
.pledges dt { font-size: 1.5em; } .pledges .large { font-size: 2em; } .amount { color: var(--good); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 10em), 1fr)); gap: 2vh 1.5vw; flex: 1; }
.figures > div { border: 0.1em solid var(--line); border-radius: 0.4em; padding: 0.5em 0.7em; display: flex; flex-direction: column; justify-content: center; }
dt { font-weight: 700; }
dd { overflow-wrap: anywhere; }
dd.large { font-size: 2.6em; font-weight: 700; line-height: 1.15; white-space: nowrap; letter-spacing: -0.02em; }
dd.small { color: var(--soft); }
.warn { color: var(--warn); } .good { color: var(--good); }
.sites { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: right; padding: 0.25em 0.5em; border-bottom: 0.06em solid var(--line); white-space: nowrap; }
th { font-weight: 700; } thead th { color: var(--soft); font-weight: 400; }
th:first-child { text-align: left; }
ul { list-style: none; padding: 0; } a { color: inherit; }
footer { color: var(--soft); }
`;
