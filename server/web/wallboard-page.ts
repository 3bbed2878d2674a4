import { html } from 'hono/html';
import { agreeing, inNumber } from '../../shared/french-plural.ts';
import {
  type LineBoard,
  type LineBoardSite,
  type LinePledges,
  servedShare,
} from '../../shared/line-board.ts';
import { formatHomeMoney } from '../../shared/money.ts';
import { HOUSE_ZONE, zoned } from '../../shared/time.ts';
import type { Html, WebPage } from './page.ts';
import { WALLBOARD_STYLE as style } from './wallboard-style.ts';

const REFRESH_SECONDS = 5;

const whole = (count: number) => count.toLocaleString('fr-FR');
const percent = (share: number) => `${whole(Math.round(share * 100))}\u00a0%`;
const two = (value: number) => String(value).padStart(2, '0');

function hourOf(atMs: number): string {
  const { hour, minute, second } = zoned(atMs, HOUSE_ZONE);
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

/** `45 s`, `2 min 05`, `1 h 02`, in one piece. */
function lasted(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds}\u00a0s`;
  if (minutes < 60) return `${minutes}\u00a0min\u00a0${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}\u00a0h\u00a0${two(minutes % 60)}`;
}

interface Tile {
  readonly what: string;
  readonly figure: string;
  readonly more: string;
  readonly tone?: 'warn' | 'good';
}

function tilesOf({ counts, talking, waiting, goal, sites, nowMs }: LineBoard): readonly Tile[] {
  const { came, answered, abandoned } = counts;
  const ended = answered + abandoned;
  const open = sites.flatMap(({ seats }) => seats).filter((one) => one !== 'closed').length;
  const share = servedShare(counts);
  const isBehind = share !== null && share * 100 < goal.percent;
  const { count, longestSinceMs } = waiting;
  return [
    {
      what: 'En ligne',
      figure: whole(talking),
      more: open === 0 ? 'appels en ce moment' : `sur ${inNumber(open, 'poste(s)')}`,
    },
    {
      what: 'En attente',
      figure: whole(count),
      more:
        longestSinceMs === null ? 'personne n’attend' : `la plus longue : ${lasted(nowMs - longestSinceMs)}`,
      ...(count > 0 ? { tone: 'warn' as const } : {}),
    },
    {
      what: 'Répondus',
      figure: whole(answered),
      more: `sur ${whole(came)} ${agreeing(came, 'appel(s)')}${ended === 0 ? '' : `, ${whole(abandoned)} ${agreeing(abandoned, 'abandon(s)')}`}`,
    },
    {
      what: `Servis en ${goal.seconds} s`,
      figure: share === null ? '–' : percent(share),
      more: `objectif ${goal.percent} %`,
      ...(share === null ? {} : { tone: isBehind ? ('warn' as const) : ('good' as const) }),
    },
  ];
}

const tileHtml = ({ what, figure, more, tone }: Tile): Html =>
  html`<div><dt>${what}</dt><dd class="large ${tone ?? ''}">${figure}</dd><dd class="small">${more}</dd></div>
`;

/** What was promised, across the screen; a currency a line, a month's beside what is given once. */
function pledgesHtml(pledges: LineBoard['pledges']): Html | string {
  if (pledges.length === 0) return '';
  const said = (minor: number, currency: LinePledges['currency']) => formatHomeMoney({ minor, currency });
  return html`<dl class="pledges">
${pledges.map(
  ({ currency, pledges: count, onceMinor, monthlyMinor }) =>
    html`<div><dt>${agreeing(count, 'Promesse(s)')}</dt><dd class="large">${whole(count)}</dd><dd class="large amount">${said(onceMinor, currency)}</dd><dd>${monthlyMinor === 0 ? '' : `et ${said(monthlyMinor, currency)} par mois`}</dd></div>
`,
)}</dl>`;
}

const HEADS = ['Site', 'Postes', 'Parlent', 'Prêts', 'Appels', 'Répondus', 'Abandons'];

function siteHtml({ site, held, seats, talking, counts }: LineBoardSite): Html {
  const open = seats.filter((one) => one !== 'closed').length;
  const ready = seats.filter((one) => one === 'ready').length;
  const isKnown = seats.length > 0;
  const values = [
    isKnown ? `${open} / ${held}` : `– / ${held}`,
    whole(talking),
    isKnown ? whole(ready) : '–',
    ...[counts.came, counts.answered, counts.abandoned].map(whole),
  ];
  return html`<tr><th scope="row">${site}</th>${values.map((value) => html`<td>${value}</td>`)}</tr>
`;
}

function stateHtml({ line, nowMs }: LineBoard): Html {
  const words = {
    up: 'Ligne en service',
    down: `Ligne coupée depuis ${lasted(nowMs - line.sinceMs)}`,
    manual: 'Ligne manuelle',
  };
  return html`<p class="state ${line.state}">${words[line.state]}</p>`;
}

/**
 * A pledge line for a screen in the hall: counts and seats by site, nobody's name, no number, and nothing of what the
 * charity's own team is given.
 */
export function wallboardPage(board: LineBoard): WebPage {
  const { name, nowMs, sites } = board;
  const body = html`<main>
<header>
<h1>${name}</h1>
${stateHtml(board)}
<p class="hour">${hourOf(nowMs)}</p>
</header>
${pledgesHtml(board.pledges)}
<dl class="figures">
${tilesOf(board).map(tileHtml)}</dl>
<section class="sites" tabindex="0" aria-label="Sites">
<table>
<thead><tr>${HEADS.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${sites.map(siteHtml)}</tbody>
</table>
</section>
<footer><p>Compté depuis 4 h du matin. Aucun nom ni numéro sur cet écran.</p></footer>
</main>`;
  return { title: `${name} : ligne en direct`, style, body, refreshSeconds: REFRESH_SECONDS };
}

/** Several lines, or none: which screen shows which. `at`: the address of a line, by its code. */
export function wallboardsPage(boards: readonly LineBoard[], at: (campaign: string) => string): WebPage {
  const body = html`<main>
<header><h1>Lignes de promesses</h1></header>
${
  boards.length === 0
    ? html`<p>Aucune ligne de promesses n’est ouverte.</p>`
    : html`<ul>${boards.map(({ campaign, name }) => html`<li><a href="${at(campaign)}">${name}</a></li>`)}</ul>`
}
</main>`;
  return { title: 'Lignes de promesses', style, body, refreshSeconds: REFRESH_SECONDS };
}

/** Nothing is told of what is or is not here. */
export function troubleWallboard(words: string): WebPage {
  const body = html`<main><h1>Plateau</h1><p>${words}</p></main>`;
  return { title: 'Plateau', style, body, refreshSeconds: REFRESH_SECONDS };
}
