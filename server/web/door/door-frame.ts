import { html } from 'hono/html';
import type { Html } from '../page.ts';
import { NOTICES } from './door-notices.ts';
import type { MenuLine } from './door-realms.ts';

interface Framed {
  /** Who speaks. */
  readonly name: string;
  /** Empty for whoever has not come in, or not all the way. */
  readonly menu: readonly MenuLine[];
  readonly foot: readonly MenuLine[];
  /** Where the way out is, for whoever has a session. */
  readonly leave: string | undefined;
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

/** What stands around every page: who speaks, where one may go, the way out. */
export function frame({ name, menu, foot, leave, path, title, notice, body }: Framed): Html {
  const said = Object.hasOwn(NOTICES, notice ?? '') ? NOTICES[notice ?? ''] : undefined;
  return html`<a class="skip" href="#contenu">Aller au contenu</a>
<header>
<p class="name">${name}</p>
${menu.length > 0 ? menuHtml(menu, path) : ''}
</header>
<main id="contenu">
<h1>${title}</h1>
${said === undefined ? '' : html`<p class="said" role="status">${said}</p>`}
${body}
</main>
<footer>
<ul>
${foot.map((line) => html`<li><a href="${line.path}">${line.label}</a></li>`)}
</ul>
${leave ? html`<form method="post" action="${leave}"><button class="quiet">Me déconnecter</button></form>` : ''}
</footer>`;
}
