import { countryFacts } from '../../../shared/country.ts';
import { formatMoney, money } from '../../../shared/money.ts';
import { type Html, html, htmlLines } from '../files/html.ts';
import type { LineSettings } from '../line/line-settings.ts';
import { framedPage } from './page-frame.ts';
import { type PagePart, partsHtml, signatureHtml } from './script-page-parts.ts';

export interface LinePage {
  readonly settings: LineSettings;
  /** All that is said and sent, in the order of a call. */
  readonly parts: readonly PagePart[];
}

const PROMISES = [
  'Aucun numéro de carte n’est demandé ni noté : un numéro tapé ou dicté est refusé, et le paiement se fait par le lien.',
  'La mention sur les données se lit avant d’enregistrer ; sa version est gardée avec la promesse.',
  'L’identité n’est jamais dite en premier : la personne la donne, ou la confirme.',
  'D’un canular, d’un mineur ou d’une personne passée à l’équipe de l’association, il ne reste ni nom ni numéro.',
  'Un seul rappel par écrit, jamais deux, et seulement avant le paiement.',
];

const WAYS: Readonly<Record<LineSettings['link']['by'][number], string>> = {
  email: 'e-mail',
  sms: 'message',
  letter: 'courrier',
};

function factsHtml(settings: LineSettings): Html {
  const { country, presets, verifyAboveUnits, link, reminder, keep, anonymous, callBack } = settings;
  const units = (amount: number) => formatMoney(money(amount * 100, countryFacts(country).currency), country);
  const facts: readonly (readonly [string, string])[] = [
    ['Montants d’une touche', presets.map(units).join(', ')],
    [
      'Vérification par un responsable',
      verifyAboveUnits === undefined
        ? 'aucune'
        : `à partir de ${units(verifyAboveUnits)}, avant l’envoi du lien`,
    ],
    ['Voies du lien', link.by.map((way) => WAYS[way]).join(', ')],
    [
      'Rappel par écrit',
      reminder && reminder.times > 0 ? `une fois, après ${reminder.afterDays} jours` : 'aucun',
    ],
    [
      'Qui ne donne pas de nom',
      anonymous === 'link' ? 'reçoit le lien, et aucun reçu' : 'ne peut pas promettre',
    ],
    [
      'Appel abandonné',
      callBack
        ? `rappelé une fois, dans les ${callBack.withinHours} heures`
        : 'jamais rappelé, numéro non gardé',
    ],
    ['Promesse non payée', `effacée après ${keep.unconfirmedDays} jours`],
  ];
  const rows = facts.map(([name, said]) => html`<tr><th scope="row">${name}</th><td>${said}</td></tr>`);
  return htmlLines(html`<table>`, ...rows, html`</table>`);
}

/** All that a pledge line says and sends, as one page to read, print and approve. Same texts, same bytes. Pure. */
export function linePageHtml({ settings, parts }: LinePage): string {
  const { charity, name, code, country } = settings;
  return framedPage({
    title: `Textes – ${name}`,
    subject: { charity: charity.name, name, code, country, about: 'ligne de promesses' },
    parts,
    contents: [
      ['garanties', 'Garanties'],
      ['reglages', 'Réglages'],
      ['parties', 'Phrases, mentions, liens'],
      ['approbation', 'Approbation'],
    ],
    skip: ['parties', 'Aller aux textes'],
    body: htmlLines(
      html`<h2 id="garanties">Ce que le poste garantit</h2><ul>${PROMISES.map((text) => html`<li>${text}</li>`)}</ul>`,
      html`<h2 id="reglages">Ce qui est réglé pour cette ligne</h2>${factsHtml(settings)}`,
      html`<section class="sheet"><h2 id="parties">Ce qui est dit et envoyé, mot à mot</h2>`,
      html`<p class="small">Entre crochets, souligné : ce que l’appel complète.</p>`,
      partsHtml(parts, {}),
      html`</section>${signatureHtml(parts)}`,
    ),
  });
}
