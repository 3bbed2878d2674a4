import { html } from 'hono/html';
import { EVENT_PRIVACIES, EVENT_PRIVACY_WORDS } from '../../../../shared/people/agenda-words.ts';
import type { Html } from '../../page.ts';

/** « 14 Kio », « 3,2 Mio ». */
export function sizeText(bytes: number): string {
  if (bytes < 2 ** 20) return `${Math.max(1, Math.round(bytes / 1024))} Kio`;
  return `${(bytes / 2 ** 20).toFixed(1).replace('.', ',')} Mio`;
}

/** What stands in the fields of a document, by their names. */
export type DocumentFields = Readonly<
  Partial<Record<'titre' | 'texte' | 'dossier' | 'tags' | 'qui', string>>
>;

export const titleField = ({ titre = '' }: DocumentFields, help: string): Html =>
  html`<div class="field"><label for="titre">Titre${help === '' ? '' : html`<span class="help">${help}</span>`}</label><input id="titre" name="titre" maxlength="120" value="${titre}"></div>`;

/** What one finds there, and its folder. */
export const placeFields = ({ texte = '', dossier = '' }: DocumentFields): Html =>
  html`<div class="field"><label for="texte">Ce que l’on y trouve</label><textarea id="texte" name="texte" maxlength="500">${texte}</textarea></div>
<div class="field"><label for="dossier">Dossier<span class="help">Comme « Kits/2026 ». La coordination seule en ouvre un nouveau.</span></label><input id="dossier" name="dossier" maxlength="250" value="${dossier}"></div>`;

export const readersField = ({ qui = 'groups' }: DocumentFields): Html =>
  html`<div class="field"><label for="qui">Qui le voit</label><select id="qui" name="qui">${EVENT_PRIVACIES.toReversed().map((one) => html`<option value="${one}"${one === qui ? html` selected` : ''}>${EVENT_PRIVACY_WORDS[one]}</option>`)}</select></div>`;
