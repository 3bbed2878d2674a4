import { html } from 'hono/html';
import type { EnteredSpace } from '../../steps/web-door/entered-space.ts';
import type { Html } from '../page.ts';
import { NOTICES } from './door-notices.ts';

interface MenuLine {
  readonly path: string;
  readonly label: string;
}

interface Framed {
  /** Undefined for whoever is nobody yet. */
  readonly here: EnteredSpace | undefined;
  readonly menu: readonly MenuLine[];
  readonly path: string;
  readonly title: string;
  /** Name of a row of NOTICES; any other says nothing. */
  readonly notice: string | null;
  readonly body: Html;
}

function menuHtml(menu: readonly MenuLine[], path: string): Html {
  const here = (line: MenuLine) => line.path === path;
  return html`<nav aria-label="Menu"><ul>
${menu.map((line) => html`<li><a href="${line.path}" ${here(line) ? html`aria-current="page"` : ''}>${line.label}</a></li>`)}
</ul></nav>`;
}

const FOOT: readonly MenuLine[] = [
  { path: '/b/aide', label: 'Aide' },
  { path: '/b/accessibilite', label: 'Accessibilité : à évaluer' },
];

/** What stands around every page: who speaks, where one may go, the way out. */
export function frame({ here, menu, path, title, notice, body }: Framed): Html {
  const said = Object.hasOwn(NOTICES, notice ?? '') ? NOTICES[notice ?? ''] : undefined;
  return html`<a class="skip" href="#contenu">Aller au contenu</a>
<header>
<p class="name">${here?.charity.name ?? 'Espace bénévoles'}</p>
${here ? menuHtml(menu, path) : ''}
</header>
<main id="contenu">
<h1>${title}</h1>
${said === undefined ? '' : html`<p class="said" role="status">${said}</p>`}
${body}
</main>
<footer>
<ul>
${FOOT.map((line) => html`<li><a href="${line.path}">${line.label}</a></li>`)}
</ul>
${here ? html`<form method="post" action="/b/sortir"><button class="quiet">Me déconnecter</button></form>` : ''}
</footer>`;
}
