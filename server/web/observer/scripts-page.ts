import { html } from 'hono/html';
import { approvalPage } from '../../domain/said/approval-page.ts';
import { PART_WORDS } from '../../domain/said/part-words.ts';
import { SCRIPT_KINDS, type ScriptKind } from '../../domain/said/script-parts.ts';
import { frenchInstant } from '../../domain/wording/custody-words.ts';
import {
  type DoorAnswer,
  type DoorPage,
  fieldOf,
  type ObservedSpace,
  type ObserverDesk,
  page,
  type Told,
} from '../door/door-page.ts';
import type { Html } from '../page.ts';
import { campaignPage } from './campaign-frame.ts';

type Life = Told<ObserverDesk['scripts']['list']['query']>[number];
type Change = Told<ObserverDesk['scripts']['changes']['query']>[number];

function stateWords({ state, fromMs, approvedAtMs, retiredReason }: Life): string {
  if (state === 'draft') return 'brouillon';
  if (state === 'submitted') return 'à lire et à approuver';
  if (state === 'approved')
    return fromMs === null ? 'approuvé' : `approuvé, en vigueur le ${frenchInstant(fromMs)}`;
  if (state === 'in-force')
    return fromMs === null || approvedAtMs === null
      ? 'en vigueur'
      : `en vigueur depuis le ${frenchInstant(fromMs)}`;
  return retiredReason ? `retiré : ${retiredReason}` : 'remplacé';
}

function addressOf({ campaign, kind, version }: Pick<Life, 'campaign' | 'kind' | 'version'>): string {
  return `/o/textes/${campaign}/${kind}/${version}`;
}

function lifeHtml(life: Life): Html {
  const { kind, version, approval } = life;
  return html`<li><p><a href="${addressOf(life)}">${PART_WORDS[kind].title}, ${version}</a></p>
<p>${life.state === 'submitted' ? html`<strong>${stateWords(life)}</strong>` : stateWords(life)}${approval === null ? '' : html` <span class="soft">(${approval})</span>`}</p></li>`;
}

/** Of one page: what is longer is read in the document. */
const MOST_LINES = 120;

/** What that version changes from the one in force, to be read before anything is said of it. */
function changesHtml(change: Change | undefined): Html {
  if (!change?.diff)
    return html`<p>Rien de cette partie n’est en vigueur, ou ce n’est pas la dernière version : lisez le document.</p>`;
  const { summary, entries } = change.diff;
  const lines = entries.reduce((sum, one) => sum + one.lines.length + 2, 0);
  if (lines > MOST_LINES) return html`<p>${summary} Trop pour cette page : lisez le document.</p>`;
  return html`<p>${summary}</p><ul class="list">${entries.map(({ mark, title, lines }) => html`<li><p><strong>${mark} ${title}</strong></p><p class="said-lines">${lines.join('\n')}</p></li>`)}</ul>`;
}

function decideHtml(life: Life): Html {
  const hash = html`<input type="hidden" name="empreinte" value="${life.hash}">`;
  return html`<h2>Votre décision</h2>
<p>Elle vaut pour ce contenu, et lui seul : un mot changé donne une autre empreinte, et une nouvelle décision. Elle est écrite au journal, sous votre nom.</p>
<form method="post" action="${addressOf(life)}">${hash}
<div class="field"><label for="par">Qui approuve, et sa référence<span class="help">Fonction, date ou courriel : par exemple « Direction des dons, réunion du 24 novembre ».</span></label>
<input id="par" name="par" minlength="3" maxlength="120" required></div>
<button name="geste" value="approuver">Approuver</button></form>
<form method="post" action="${addressOf(life)}">${hash}
<div class="field"><label for="motif">Ce qui ne convient pas<span class="help">Ce texte est alors retiré pour de bon ; un texte corrigé vous sera présenté.</span></label>
<textarea id="motif" name="motif" minlength="5" maxlength="200" required></textarea></div>
<button class="quiet" name="geste" value="refuser">Refuser</button></form>`;
}

const isLine = ({ campaigns }: ObservedSpace, code: string) =>
  campaigns.some((one) => one.campaign === code && one.isLine);

const KEY = (params: Readonly<Record<string, string>>) => ({
  campaign: params.campaign ?? '',
  // What is no part names none: the procedure refuses it in words.
  kind: (SCRIPT_KINDS.find((one) => one === params.kind) ?? params.kind) as ScriptKind,
  version: params.version ?? '',
});

async function documentOf(desk: ObserverDesk, key: ReturnType<typeof KEY>): Promise<DoorAnswer> {
  const shown = await desk.scripts.page.query(key);
  const parts = shown.parts.map(({ life, body }) => ({
    ...{ body, version: life.version, sha256: life.hash, state: stateWords(life) },
    isAsked: life.kind === key.kind,
  }));
  const text = approvalPage({ ...shown, parts });
  if (text === undefined)
    return page(
      'Impossible',
      html`<p>Aucun chemin de ce script ne mène à un accord : il ne se montre pas.</p>`,
      400,
    );
  const name = `${key.campaign}-${key.kind}-${key.version}.html`;
  return { kind: 'file', name, type: 'text/html; charset=utf-8', bytes: Buffer.from(text) };
}

/** Whatever is said and sent in the charity's name: read, approved, refused (R-07, R-64). */
export const OBSERVER_SCRIPTS_PAGES: readonly DoorPage[] = [
  {
    path: '/o/textes/:campaign',
    for: 'observer',
    show: async ({ desk, params, here }) => {
      const campaign = params.campaign ?? '';
      const lives = await desk.scripts.list.query({ campaign });
      const waits = lives.filter(({ state }) => state === 'submitted');
      const stands = lives.filter(({ state }) => state === 'in-force' || state === 'approved');
      const rest = lives.filter((one) => !waits.includes(one) && !stands.includes(one)).slice(-20);
      const listed = (title: string, some: readonly Life[]) =>
        some.length === 0 ? '' : html`<h2>${title}</h2><ul class="list">${some.map(lifeHtml)}</ul>`;
      return campaignPage({
        campaign,
        isLine: isLine(here, campaign),
        here: 'textes',
        title: 'Textes dits et envoyés',
        body: html`${waits.length === 0 ? html`<p>Rien n’attend votre lecture.</p>` : ''}
${listed('À lire', waits)}${listed('En vigueur, ou approuvés', stands)}${listed('Les autres', rest)}`,
      });
    },
  },
  {
    path: '/o/textes/:campaign/:kind/:version',
    for: 'observer',
    show: async ({ desk, params, here }) => {
      const key = KEY(params);
      const { life } = await desk.scripts.show.query(key);
      const changes = await desk.scripts.changes.query({ campaign: key.campaign });
      return campaignPage({
        campaign: key.campaign,
        isLine: isLine(here, key.campaign),
        here: 'textes',
        title: `${PART_WORDS[life.kind].title}, ${life.version}`,
        body: html`<p>${stateWords(life)}${life.approval === null ? '' : html` <span class="soft">(${life.approval})</span>`}</p>
<p class="soft">Empreinte <code>${life.hash === '' ? 'non tracée' : life.hash}</code></p>
<p><a href="${addressOf(life)}/document.html">Lire le document entier (fichier à ouvrir)</a></p>
<h2>Ce qui change</h2>
${changesHtml(changes.find(({ kind, to }) => kind === life.kind && to?.version === life.version))}
${life.state === 'submitted' ? decideHtml(life) : ''}`,
      });
    },
    act: async ({ desk, params }, form) => {
      const given = { ...KEY(params), hash: fieldOf(form, 'empreinte', 64) };
      if (fieldOf(form, 'geste', 10) === 'refuser') {
        await desk.observe.refuseScript.mutate({ ...given, reason: fieldOf(form, 'motif', 200) });
        return { kind: 'go', to: `/o/textes/${given.campaign}?dit=refuse` };
      }
      await desk.observe.approveScript.mutate({ ...given, by: fieldOf(form, 'par', 120) });
      return { kind: 'go', to: `/o/textes/${given.campaign}?dit=approuve` };
    },
  },
  {
    path: '/o/textes/:campaign/:kind/:version/document.html',
    for: 'observer',
    show: async ({ desk, params }) => await documentOf(desk, KEY(params)),
  },
];
