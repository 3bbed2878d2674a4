import { html } from 'hono/html';
import { inNumber } from '../../../shared/french-plural.ts';
import { frenchWeek } from '../../domain/files/delivery-names.ts';
import { frenchInstant } from '../../domain/wording/custody-words.ts';
import type { DoorPage, ObserverDesk, Told } from '../door/door-page.ts';
import type { Html } from '../page.ts';
import { campaignPage } from './campaign-frame.ts';

type Figures = Told<ObserverDesk['observe']['figures']['query']>;
type Picture = Told<ObserverDesk['observe']['pictures']['query']>[number];

/** Escaped as an address is, it stands in the page and compresses as text does. */
function pictureHtml({ title, alt, svg, widthPx, heightPx }: Picture): Html {
  return html`<figure class="wide" tabindex="0" role="region" aria-label="${title}"><img src="data:image/svg+xml,${encodeURIComponent(svg)}" width="${widthPx}" height="${heightPx}" alt="${alt}"></figure>`;
}

function nowHtml({ records, callsToday, agreementsToday, atMs }: Figures['now']): Html {
  const { ready, leased, closed, excluded } = records;
  return html`<p>Le ${frenchInstant(atMs)} : ${inNumber(callsToday, 'appel(s)')} et ${inNumber(agreementsToday, 'accord(s)')} depuis minuit.</p>
<p>Fiches : ${inNumber(ready, 'ouverte(s)')}, ${leased} à l’écran, ${inNumber(closed, 'close(s)')}, ${inNumber(excluded, 'exclue(s)')}.</p>`;
}

interface Table {
  readonly says: string;
  readonly heads: readonly string[];
  /** Label, then a cell a head. */
  readonly lines: Figures['lines'];
}

function tableHtml({ says, heads, lines }: Table): Html {
  return html`<div class="wide" tabindex="0" role="region" aria-label="${says}"><table>
<thead><tr><th scope="col">Indicateur</th>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${lines.map(([label = '', ...cells]) => html`<tr><th scope="row">${label}</th>${cells.map((cell) => html`<td class="count">${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** The fourteen themselves: a line of their detail has no number. */
function fourteen(lines: Figures['lines']): Html {
  const heads = ['Semaine', 'Cumul', 'Objectif', 'Écart'];
  const own = lines.filter(([number]) => number !== '').map(([, ...cells]) => cells);
  return tableHtml({ says: 'Les quatorze indicateurs', heads, lines: own });
}

function detail(lines: Figures['lines']): Html {
  const all = lines.map(([number = '', label = '', week = '', sum = '']) => [
    number === '' ? label : `${number}. ${label}`,
    week,
    sum,
  ]);
  return tableHtml({ says: 'Le détail des indicateurs', heads: ['Semaine', 'Cumul'], lines: all });
}

function weekTitle({ week, isRunning }: Figures): string {
  return `Semaine ${frenchWeek(week)}${isRunning ? ', en cours' : ''}`;
}

/** How the campaign stands now: pictures, and beside them the figures that they are made of. */
export const OBSERVER_FIGURES_PAGES: readonly DoorPage[] = [
  {
    path: '/o/chiffres/:campaign',
    for: 'observer',
    show: async ({ desk, params }) => {
      const campaign = params.campaign ?? '';
      const figures = await desk.observe.figures.query({ campaign });
      const pictures = await desk.observe.pictures.query({ campaign });
      return campaignPage({
        campaign,
        here: 'chiffres',
        title: figures.name,
        hasPictures: true,
        body: html`${nowHtml(figures.now)}
${pictures.map(pictureHtml)}
<h2>${weekTitle(figures)}</h2>
${fourteen(figures.lines)}<p><a href="/o/chiffres/${campaign}/detail">Le détail de chaque indicateur</a></p>`,
      });
    },
  },
  {
    path: '/o/chiffres/:campaign/detail',
    for: 'observer',
    show: async ({ desk, params }) => {
      const campaign = params.campaign ?? '';
      const figures = await desk.observe.figures.query({ campaign });
      return campaignPage({
        campaign,
        here: 'chiffres',
        title: weekTitle(figures),
        body: html`${detail(figures.lines)}<p><a href="/o/chiffres/${campaign}">Les quatorze indicateurs</a></p>`,
      });
    },
  },
];
