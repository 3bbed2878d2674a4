import { html } from '../files/html.ts';

/** Style of the review pack: read on a screen, printed on A4, black ink enough; nothing is fetched. */
export const REVIEW_STYLE = html`
:root { --ink:#1b1b1b; --soft:#555; --line:#c8c8c8; --blue:#1f4e79; --pale:#eef3f8; }
* { box-sizing:border-box; }
body { margin:0 auto; padding:1.5rem; max-width:62rem; color:var(--ink); background:#fff; font:15px/1.45 'DejaVu Sans', Verdana, Arial, sans-serif; }
h1 { font-size:1.55rem; margin:0 0 .3rem; } h2 { font-size:1.25rem; margin:2.2rem 0 .6rem; color:var(--blue); border-bottom:2px solid var(--blue); padding-bottom:.2rem; }
h3 { font-size:1rem; margin:1.4rem 0 .4rem; break-after:avoid; } p { margin:.4rem 0; } .soft { color:var(--soft); font-size:.87rem; }
table { border-collapse:collapse; width:100%; font-size:.87rem; margin:.4rem 0 .8rem; } caption { text-align:left; font-weight:bold; padding:.4rem 0; }
th, td { text-align:left; vertical-align:top; padding:.28rem .8rem .28rem 0; border-bottom:1px solid var(--line); } thead th { border-bottom:2px solid var(--ink); }
td.n, th.n { text-align:right; font-variant-numeric:tabular-nums; white-space:nowrap; } tr { break-inside:avoid; } tr.total td { font-weight:bold; border-top:2px solid var(--ink); }
.under { font-weight:bold; } .charts { display:grid; grid-template-columns:1fr 1fr; gap:1rem; } .charts figure { margin:0; border:1px solid var(--line); break-inside:avoid; }
.charts img { display:block; width:100%; height:auto; } ol, ul { margin:.4rem 0; padding-left:1.4rem; } li { margin:.3rem 0; break-inside:avoid; }
.formula { background:var(--pale); border-left:4px solid var(--blue); padding:.5rem .8rem; font-size:.87rem; break-inside:avoid; }
@media screen and (max-width:50rem) { .charts { grid-template-columns:1fr; } }
@page { size:A4; margin:13mm; } @media print { html { font-size:12px; } body { padding:0; max-width:none; font-size:9pt; } table { break-inside:avoid; } th, td { padding-top:.12rem; padding-bottom:.12rem; } section { break-before:page; } }
`;
