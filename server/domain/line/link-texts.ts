import * as z from 'zod';
import { countryFacts } from '../../../shared/country.ts';
import { foldedText } from '../../../shared/folded-text.ts';
import { languagePack } from '../../../shared/language/languages.ts';
import type { Pledge } from '../../../shared/line/pledge-form.ts';
import { formatMoney } from '../../../shared/money.ts';
import type { Finding } from '../campaign/campaign-check-problem.ts';
import { html, joinHtml } from '../files/html.ts';
import type { LineSettings } from './line-settings.ts';
import { noCardIn } from './line-texts.ts';
import { foreignSign, messageLength, SHORT_MESSAGE_SIGNS } from './short-message.ts';

const text = (max: number) => z.string().trim().min(2).max(max).superRefine(noCardIn);
const mail = z.strictObject({ subject: text(100), text: text(2000) });

/** `link.yaml`: what a caller receives, by the way of the link, and the reminder. */
export const linkTextsSchema = z.strictObject({
  sms: text(400).optional(),
  email: mail.optional(),
  letter: text(2000).optional(),
  /** By the way of the link: `sms` absent, who has a text message is not reminded. */
  reminder: mail.extend({ sms: text(400).optional() }).optional(),
});

export type LinkTexts = z.output<typeof linkTextsSchema>;

/** What stands for `{{ amount }}` and the others. */
type Values = Readonly<Record<'amount' | 'link' | 'days' | 'charity', string>>;

const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g;
/** What each variable stands for, as a page to approve says it. */
export const LINK_VARIABLES: Readonly<Record<keyof Values, string>> = {
  amount: 'montant promis',
  link: 'lien de paiement de la personne',
  days: 'nombre',
  charity: 'nom de l’association',
};
const NAMES = Object.keys(LINK_VARIABLES);
const isName = (name: string): name is keyof Values => NAMES.includes(name);

function filled(template: string, values: Values): string {
  return template.replace(VARIABLE, (written, name: string) => (isName(name) ? values[name] : written));
}

/** 128 bits as an address may hold them. */
const TOKEN_SIGNS = 22;
/** 10 000,50 €: what is pledged above it, a lead calls back for. */
const HIGHEST_MINOR = 1_000_050;

/** The values of a pledge; the token stands for the one that it will have. */
export function linkValues(
  { amount, rhythm }: Pick<Pledge, 'amount' | 'rhythm'>,
  { country, charity, link }: LineSettings,
  token: string,
): Values {
  return {
    amount: `${formatMoney(amount, country)}${rhythm === 'monthly' ? ' par mois' : ''}`,
    link: link.base + token,
    ...{ days: String(link.validDays), charity: charity.name },
  };
}

/** The link, or the reminder of it, as an e-mail; undefined where the folder has no text for it. */
export function linkMail(
  texts: LinkTexts,
  which: 'email' | 'reminder',
  values: Values,
): { readonly subject: string; readonly text: string; readonly html: string } | undefined {
  const template = texts[which];
  if (!template) return undefined;
  const subject = filled(template.subject, values);
  const text = filled(template.text, values);
  const paragraphs = text.split(/\n{2,}/).map((one) => html`<p>${joinHtml(one.split('\n'), html`<br>`)}</p>`);
  return {
    subject,
    text,
    html: String(html`<!DOCTYPE html><html lang="fr"><body>${paragraphs}</body></html>`),
  };
}

/** The link, or the reminder of it, as a text message; undefined where the folder has no text for it. */
export function linkText(texts: LinkTexts, which: 'link' | 'reminder', values: Values): string | undefined {
  const template = which === 'link' ? texts.sms : texts.reminder?.sms;
  return template === undefined ? undefined : filled(template, values);
}

/** What that caller receives; undefined where the folder has no text for that way. */
export function linkMessage(
  texts: LinkTexts,
  way: Pledge['link']['way'],
  values: Values,
): string | undefined {
  if (way === 'email')
    return texts.email && `${filled(texts.email.subject, values)} / ${filled(texts.email.text, values)}`;
  const template = texts[way];
  return template === undefined ? undefined : filled(template, values);
}

interface Placed {
  readonly at: Finding['at'];
  readonly text: string;
  readonly isSubject: boolean;
}

function textsOf({ sms, email, letter, reminder }: LinkTexts): readonly Placed[] {
  const mails = Object.entries({ email, reminder }).flatMap(([name, one]) =>
    one
      ? [
          { at: [name, 'subject'], text: one.subject, isSubject: true },
          { at: [name, 'text'], text: one.text, isSubject: false },
        ]
      : [],
  );
  const others = [
    { at: ['sms'], text: sms },
    { at: ['letter'], text: letter },
    { at: ['reminder', 'sms'], text: reminder?.sms },
  ].flatMap(({ at, text: one }) => (one === undefined ? [] : [{ at, text: one, isSubject: false }]));
  return [...mails, ...others];
}

function variableFindings({ at, text: written, isSubject }: Placed): readonly Finding[] {
  const names = [...written.matchAll(VARIABLE)].map(([, name = '']) => name);
  const unknown = names.find((name) => !isName(name));
  if (unknown !== undefined) {
    const message = `« ${unknown} » n’est pas une variable de ce message.`;
    return [{ at, code: 'unknown-variable', message, hint: `les variables : ${NAMES.join(', ')}` }];
  }
  const links = names.filter((name) => name === 'link').length;
  if (links === (isSubject ? 0 : 1)) return [];
  const message = isSubject
    ? 'Le lien ne va pas dans un objet.'
    : 'Le lien de paiement y est une fois, et une seule.';
  return [{ at, code: 'link-not-once', message, hint: 'écrivez {{ link }} dans le texte, une fois' }];
}

function causeFindings({ at, text: written, isSubject }: Placed): readonly Finding[] {
  if (!isSubject || !languagePack('fr').wording.tellingCause.test(foldedText(written))) return [];
  const message = 'Cet objet dit à quoi la personne donne : d’autres le liraient.';
  return [
    { at, code: 'subject-tells-cause', message, hint: 'dites « votre promesse », et rien de la cause' },
  ];
}

/** The longest that a template may become, with the highest amount and the link. */
function longestOf(template: string, settings: LineSettings): string {
  const { currency } = countryFacts(settings.country);
  const highest = { amount: { minor: HIGHEST_MINOR, currency }, rhythm: 'monthly' } as const;
  return filled(template, linkValues(highest, settings, 'x'.repeat(TOKEN_SIGNS)));
}

/** Places of the longest text message of that line; undefined where it has none. */
export function longestMessage({ sms, reminder }: LinkTexts, settings: LineSettings): number | undefined {
  const texts = [sms, reminder?.sms].filter((one) => one !== undefined);
  if (texts.length === 0) return undefined;
  return Math.max(...texts.map((one) => messageLength(longestOf(one, settings))));
}

function smsFindings(at: Finding['at'], template: string, settings: LineSettings): readonly Finding[] {
  const longest = longestOf(template, settings);
  const foreign = foreignSign(longest);
  if (foreign !== undefined) {
    const message = `« ${foreign} » n’est pas de l’alphabet des messages : il n’en resterait que 70 signes.`;
    const hint = 'écrivez sans ce signe : apostrophe droite, ni ê ni ç';
    return [{ at, code: 'sms-sign', message, hint }];
  }
  const length = messageLength(longest);
  if (length <= SHORT_MESSAGE_SIGNS) return [];
  const message = `Le message ferait ${length} signes avec son lien : il en partirait deux.`;
  const hint = `${SHORT_MESSAGE_SIGNS} signes au plus, lien compris`;
  return [{ at, code: 'sms-too-long', message, hint }];
}

function missingFindings(texts: LinkTexts, { link, reminder }: LineSettings): readonly Finding[] {
  const missing = link.by.filter((way) => texts[way] === undefined).map((way): string => way);
  if (reminder && reminder.times > 0 && texts.reminder === undefined) missing.push('reminder');
  return missing.map((way) => ({
    at: [],
    code: 'link-text-missing',
    message: `Il manque le texte « ${way} », que campaign.yaml annonce.`,
    hint: 'comparez avec server/campaigns/pledge-line/link.yaml',
  }));
}

/** Every fault of what callers receive. */
export function checkLinkTexts(texts: LinkTexts, settings: LineSettings): readonly Finding[] {
  return [
    ...missingFindings(texts, settings),
    ...textsOf(texts).flatMap((one) => [...variableFindings(one), ...causeFindings(one)]),
    ...(texts.sms === undefined ? [] : smsFindings(['sms'], texts.sms, settings)),
    ...(texts.reminder?.sms === undefined
      ? []
      : smsFindings(['reminder', 'sms'], texts.reminder.sms, settings)),
  ];
}
