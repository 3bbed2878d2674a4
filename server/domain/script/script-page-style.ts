import { html } from '../files/html.ts';

/** Style of the page that a charity approves: read on a screen, printed on A4, black ink enough. */
export const PAGE_STYLE = html`
:root { --ink:#1f2328; --soft:#57606a; --line:#d0d7de; --teal:#14555c; --pale:#eef5f5; --ask:#fff3d6; --end:#e8eef7; --yes:#e6f4ea; }
* { box-sizing:border-box; }
body { margin:0 auto; padding:1.5rem; max-width:60rem; color:var(--ink); background:#fff; font:1rem/1.45 Georgia, 'Times New Roman', serif; }
h1, h2, h3, table, .small, svg, .when, nav { font-family:Arial, Helvetica, sans-serif; }
h1 { font-size:1.7rem; margin:.2rem 0 .6rem; } h2 { font-size:1.25rem; margin:2rem 0 .6rem; color:var(--teal); border-bottom:2px solid var(--teal); }
h3 { font-size:1.05rem; margin:0 0 .4rem; } .small { font-size:.85rem; color:var(--soft); }
a { color:var(--teal); } .skip { position:absolute; left:-99rem; } .skip:focus { left:1rem; }
table { border-collapse:collapse; width:100%; font-size:.92rem; } th, td { text-align:left; vertical-align:top; padding:.3rem .8rem .3rem 0; border-bottom:1px solid var(--line); }
th { font-weight:bold; white-space:nowrap; } code { font-size:.85em; overflow-wrap:anywhere; }
.step { border:1px solid var(--line); border-left:6px solid var(--teal); border-radius:6px; padding:.8rem 1rem; margin:0 0 .9rem; break-inside:avoid; }
.step.ask { border-left-color:#b7791f; } .step.end { border-left-color:#4a6fa5; } .step.yes { border-left-color:#2e7d4f; }
.say { margin:.2rem 0 .6rem; font-size:1.1rem; } .step table { font-size:.85rem; } .step th, .step td { padding-top:.15rem; padding-bottom:.15rem; } .par { display:block; height:.6em; }
.var { border-bottom:2px dotted var(--teal); } .alt { background:var(--pale); border-radius:4px; padding:0 .3em; box-decoration-break:clone; -webkit-box-decoration-break:clone; }
.when { font-size:.78em; font-weight:bold; color:var(--teal); }
.mark { display:inline-block; font:bold .75rem Arial, Helvetica, sans-serif; background:var(--pale); border:1px solid var(--line); border-radius:1em; padding:0 .6em; margin-left:.4em; }
.parts td:nth-child(2) { white-space:nowrap; } .parts code { font-size:.75em; } .text { break-inside:avoid; margin:.6rem 0; } h4 { font:bold .9rem Arial, Helvetica, sans-serif; margin:0 0 .15rem; color:var(--soft); }
.plain { white-space:pre-line; margin:0; }
.hint { font-size:.9rem; font-style:italic; color:var(--soft); margin:.2rem 0 .6rem; }
kbd { font:bold .85rem 'Courier New', monospace; border:1px solid var(--soft); border-radius:4px; padding:0 .4em; }
.step td:first-child { width:2.5rem; } .step td:nth-child(2) { width:44%; }
.flow { width:100%; height:auto; }
.flow rect { fill:#fff; stroke:var(--soft); } .flow .ask rect { fill:var(--ask); } .flow .end rect { fill:var(--end); } .flow .yes rect { fill:var(--yes); }
.flow .main rect { stroke:var(--teal); stroke-width:3; } .flow text { font-size:15px; text-anchor:middle; fill:var(--ink); }
.flow text.rank { font-size:11px; text-anchor:start; fill:var(--soft); } .flow text.key { font:bold 13px 'Courier New', monospace; text-anchor:start; fill:var(--soft); }
.flow circle { fill:#fff; stroke:#4a6fa5; } .flow text.chip { font-size:11px; font-weight:bold; fill:#274a7a; }
.flow path.way { fill:none; stroke:#8c959f; stroke-width:1.3; } .flow path.way.main { stroke:var(--teal); stroke-width:3; } .flow marker path { fill:#57606a; }
.flow a:focus rect { stroke:#d1242f; stroke-width:3; }
.legend { columns:2; font-size:.9rem; } .legend p { margin:.15rem 0; break-inside:avoid; }
.sign { border:2px solid var(--ink); padding:1rem; break-inside:avoid; } .sign td { height:3rem; width:33%; }
@page { size:A4; margin:14mm; }
@media print { html { font-size:9pt; } body { padding:0; max-width:none; } h2 { margin-top:1rem; } a { color:inherit; text-decoration:none; } .sheet { break-before:page; } .skip, nav { display:none; } .flow { max-height:225mm; } h2 { break-after:avoid; } }
`;
