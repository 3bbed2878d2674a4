import type { NewsletterLine } from '../../../server/steps/newsletter/keep-newsletters.ts';
import type { CountedNewsletter } from '../../../server/steps/newsletter/send-newsletter.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import {
  NEWSLETTER_STATE_WORDS,
  RECIPIENT_STATE_WORDS,
  RECIPIENT_STATES,
} from '../../../shared/people/newsletter-words.ts';
import { shortInstant } from '../amounts-and-dates.ts';
import { textTable } from '../terminal.ts';

const LEFT_OUT: Readonly<Record<keyof CountedNewsletter['leftOut'], string>> = {
  former: 'leur accès est fermé',
  opposed: 'à ne plus solliciter',
  refused: 'ne veulent plus de lettre',
  'no-email': 'sans adresse e-mail',
};

/** Whom of the choice a letter would not go to, and why. */
export function leftOutLines({ chosen, leftOut, needsSecond }: CountedNewsletter): readonly string[] {
  const kinds = Object.keys(LEFT_OUT) as (keyof typeof LEFT_OUT)[];
  const out = kinds
    .filter((kind) => leftOut[kind] > 0)
    .map((kind) => `  ${leftOut[kind]} : ${LEFT_OUT[kind]}`);
  return [
    `Le choix compte ${inNumber(chosen, 'personne(s)')}${out.length > 0 ? ', dont ne recevront rien :' : '.'}`,
    ...out,
    ...(needsSecond ? ['Plus de 500 : le responsable des données donnera son accord d’abord.'] : []),
  ];
}

/** Each letter on its line, then what became of the copies of those that left. */
export function newsletterLines(letters: readonly NewsletterLine[]): readonly string[] {
  if (letters.length === 0) return ['Aucune lettre : « plateau newsletter draft lettre.md » en garde une.'];
  const rows = letters.map(({ id, subject, where, state, changedAtMs, sentAtMs, recipients }) => [
    id.slice(0, 8),
    subject,
    where === '' ? 'tous' : where,
    NEWSLETTER_STATE_WORDS[state],
    shortInstant(sentAtMs ?? changedAtMs),
    sentAtMs === null ? '—' : String(recipients),
  ]);
  const ends = letters.flatMap(({ id, counts }) => {
    const said = RECIPIENT_STATES.filter((one) => (counts[one] ?? 0) > 0).map(
      (one) => `${counts[one]} ${RECIPIENT_STATE_WORDS[one]}`,
    );
    return said.length === 0 ? [] : [`${id.slice(0, 8)} : ${said.join(', ')}`];
  });
  const headers = ['Lettre', 'Objet', 'Pour', 'État', 'Le', 'Personnes'];
  return [...textTable(headers, rows), ...(ends.length > 0 ? ['', ...ends] : [])];
}
