import { type AskingKind, asksSomething } from '../../../shared/campaign-kind.ts';
import { countryFacts } from '../../../shared/country.ts';
import { formatMoney, money } from '../../../shared/money.ts';
import { reactivationTerms } from '../ask/gift-ladder-reactivation.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { classesWords } from '../campaign/profile-settings.ts';
import { themesForAll } from '../campaign/theme-choice.ts';
import { type Html, type HtmlPart, html, htmlLines, joinHtml } from '../files/html.ts';
import { frenchDate } from '../wording/french-figures.ts';

const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const dayName = (day: number) => DAYS[day - 1] ?? '';
const hour = (text: string) =>
  text
    .replace(':', ' h ')
    .replace(/^0/, '')
    .replace(/ h 00$/, ' h');

function row(name: string, said: HtmlPart): Html {
  return html`<tr><th scope="row">${name}</th><td>${said}</td></tr>`;
}

function sayWindows({ windows, appointmentUntil }: CampaignSettings): Html {
  const lines = windows.map(({ days, from, to }) => {
    const [first, last] = [days[0] ?? 1, days.at(-1) ?? 1];
    const span = days.length === 1 ? dayName(first) : `${dayName(first)} à ${dayName(last)}`;
    return `${span}, ${hour(from)} – ${hour(to)}`;
  });
  const asked = `rendez-vous demandé par la personne : jusqu’à ${hour(appointmentUntil)}`;
  return joinHtml([...lines, asked], html`<br>`);
}

type Say = (units: number) => string;

/** What is proposed, by kind. */
const LADDER: Readonly<Record<AskingKind, (settings: CampaignSettings, say: Say) => HtmlPart>> = {
  upgrade: ({ ladder, maxRatio }, say) => {
    const steps = ladder.map(({ below, first, second }, at) => {
      const from = ladder[at - 1]?.below;
      const who = below === undefined ? `${say(from ?? 0)} et plus` : `moins de ${say(below)}`;
      return `don de ${who} : +${say(first)}, puis +${say(second)}`;
    });
    const ratio = String(maxRatio).replace('.', ',');
    return joinHtml([...steps, `jamais plus de ${ratio} fois le don actuel`], html`<br>`);
  },
  reactivation: (settings, say) => {
    const { leastFirst, leastSecond, secondShare, maxRatio } = reactivationTerms(settings);
    const ratio = String(maxRatio).replace('.', ',');
    const share = Math.round(secondShare * 100);
    return `d’abord le dernier don, ${say(leastFirst)} par mois au moins, sans dépasser ${ratio} fois ce don ; puis ${share} % du dernier don, ${say(leastSecond)} au moins`;
  },
};

function sayLadder(settings: CampaignSettings): HtmlPart {
  const { kind, country } = settings;
  if (!asksSomething(kind)) return 'aucun : rien n’est demandé dans cette campagne';
  const { currency } = countryFacts(country);
  return LADDER[kind](settings, (units) => formatMoney(money(units * 100, currency), country));
}

const ONE_OFF: Readonly<Record<AskingKind, string>> = {
  upgrade: 'proposé une fois après un refus de l’augmentation',
  reactivation: 'proposé une fois après un refus, sauf si l’arrêt vient de la banque',
};

function sayOneOff({ oneOff, kind }: CampaignSettings): string {
  return asksSomething(kind) && oneOff?.enabled ? ONE_OFF[kind] : 'non proposé dans cette campagne';
}

function sayTax({ tax }: CampaignSettings): HtmlPart {
  if (!tax) return 'aucune';
  const state = tax.enabled ? 'active' : html`<strong>désactivée</strong>, en attente de confirmation`;
  const dates = `du ${frenchDate(tax.validFrom)} au ${frenchDate(tax.validTo)}`;
  return html`${state} (${dates}) : « ${tax.sentence} »<br><span class="small">${tax.source}</span>`;
}

/** What a charity approves besides the words: amounts, hours, themes, tax sentence. */
export function factsHtml(settings: CampaignSettings): Html {
  const [usual] = themesForAll(settings.themes);
  const themes = settings.themes.map(
    ({ code, impact, challenge, for: classes }) =>
      html`<p><strong>${code}</strong>${code === usual?.code ? ' (en cours)' : ''}${classes ? ` (pour ${classesWords(settings, classes)})` : ''}<br>Impact : ${impact}<br>${asksSomething(settings.kind) ? 'Défi' : 'Nouvelles'} : ${challenge}</p>`,
  );
  return htmlLines(
    html`<table>`,
    row('Dates', `du ${frenchDate(settings.starts)} au ${frenchDate(settings.ends)}`),
    row('Heures d’appel', sayWindows(settings)),
    row('Montants proposés', sayLadder(settings)),
    ...(asksSomething(settings.kind)
      ? [row('Don ponctuel', sayOneOff(settings)), row('Phrase fiscale', sayTax(settings))]
      : []),
    row('Thèmes', themes),
    row('Contact donné aux personnes', settings.charity.donorContact),
    html`</table>`,
  );
}
