import { type Html, html } from '../files/html.ts';
import { MAILINGS, type MailingKind } from './mailing-ways.ts';

interface LetterValues {
  /** Of the web door. */
  readonly url: string;
  /** The charity’s name, as it signs. */
  readonly charity: string;
}

/**
 * An e-mail that says what waits and where, and nothing else: no word of a message, nobody’s name, no group (R-31, R-54). Of
 * several things it is one letter.
 */
export function waitingLetter(kinds: readonly MailingKind[], { url, charity }: LetterValues) {
  const all = [...new Set(kinds)].map((kind) => MAILINGS[kind]);
  const page = `${url}${all.length === 1 ? (all[0]?.path ?? '/b') : '/b'}`;
  const choices = `${url}/b/preferences`;
  const says = all.map((one) => one.says);
  const last = 'Pour choisir ce qui vous est écrit, et quand :';
  const body: Html = html`<!doctype html><html lang="fr"><body><p>Bonjour,</p>${says.map((one) => html`<p>${one}</p>`)}<p><a href="${page}">${page}</a></p><p>${last} <a href="${choices}">${choices}</a></p><p>${charity}</p></body></html>`;
  return {
    subject:
      all.length === 1 ? (says[0] ?? '').replace(/ dans votre espace\.$|\.$/, '') : 'Du nouveau vous attend',
    text: ['Bonjour,', ...says, page, `${last}\n${choices}`, charity, ''].join('\n\n'),
    html: body.toString(),
  };
}
