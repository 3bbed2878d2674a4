import { html, htmlLines, joinHtml } from '../files/html.ts';
import { heading, paragraph, tableHtml } from '../review/review-page-html.ts';
import { REVIEW_STYLE } from '../review/review-page-style.ts';
import type { ListeningSheet, SheetStep } from './listening-sheet.ts';

/** Two columns on a screen and on paper: the call, and what to note. */
const SIDES = html`
.sides { display:grid; grid-template-columns:1fr 1fr; gap:1.5rem; } .sides section { break-before:auto; }
td.n { min-width:4rem; } .box { border:1px solid var(--line); min-height:5rem; }
`;

function stepCells({ rank, title, marks, answer, objections }: SheetStep): readonly string[] {
  const heard = objections.length > 0 ? `Objections : ${objections.join(', ')}` : '';
  return [
    String(rank),
    [title, marks && `(${marks})`].filter(Boolean).join(' '),
    [answer, heard].filter(Boolean).join(' — '),
  ];
}

/** A page to print: nothing is fetched, every text is escaped, no donor in it. */
export function listeningSheetPage(sheet: ListeningSheet): string {
  const { title, gridVersion, facts, steps, criteria, fails, scale } = sheet;
  const call = [
    heading(2, 'L’appel'),
    tableHtml({ head: ['', ''], rows: facts }),
    tableHtml({
      caption: 'Chemin dans le script',
      head: ['', 'Étape', 'Réponse notée'],
      rows: steps.map(stepCells),
    }),
  ];
  const notes = [
    heading(2, `À noter, de 0 à ${scale}`),
    tableHtml({
      head: ['Critère', 'Poids', 'Note'],
      rows: criteria.map((one) => [
        `${one.label} [${one.id}]${one.guide ? ` — ${one.guide}` : ''}`,
        { n: String(one.weight) },
        { n: '……' },
      ]),
    }),
    tableHtml({
      caption: 'Un seul de ces faits, et la note est 0',
      head: ['Fait', 'Entendu'],
      rows: fails.map((one) => [`${one.label} [${one.id}]`, { n: '☐' }]),
    }),
    heading(3, 'Commentaire, sans nommer le donateur'),
    html`<div class="box"></div>`,
  ];
  return htmlLines(
    html`<!doctype html><html lang="fr"><head><meta charset="utf-8">`,
    html`<title>${title}</title><style>${REVIEW_STYLE}${SIDES}</style></head><body>`,
    html`<h1>${title}</h1>`,
    paragraph(`Grille ${gridVersion}. Fiche d’écoute sans identité de donateur.`, 'soft'),
    html`<div class="sides"><section>${joinHtml(call, '\n')}</section><section>${joinHtml(notes, '\n')}</section></div>`,
    html`</body></html>\n`,
  ).toString();
}
