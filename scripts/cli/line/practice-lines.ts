import { pledgeFigures } from '../../../server/domain/line/line-figures.ts';
import type { LineFolder } from '../../../server/domain/line/line-folder.ts';
import { linkMessage, linkValues } from '../../../server/domain/line/link-texts.ts';
import { needsCheck, unpaidLife } from '../../../server/domain/line/pledge-state.ts';
import { exitWords, type PracticeCall, practiceCalls } from '../../../server/domain/line/practice-callers.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { type Pledge, PRESET_LETTERS, readBack } from '../../../shared/line/pledge-form.ts';
import { formatMoney } from '../../../shared/money.ts';

export type WholeLine = Required<Omit<LineFolder, 'problems'>>;

const EXITS = { hoax: 'canular', handOver: 'passage à l’équipe', minor: 'mineur' } as const;

function typedLine(pledge: Pledge, typed: string, { settings }: WholeLine): string {
  const { place, link } = pledge;
  const amount = formatMoney(pledge.amount, settings.country);
  const letter = PRESET_LETTERS.includes(typed) ? `${typed} (${amount})` : amount;
  const parts = [
    `${letter}, ${pledge.rhythm === 'once' ? 'une fois' : 'chaque mois'}`,
    `${pledge.lastName.toUpperCase()} ${pledge.firstName}`.trim() || 'sans nom',
    [pledge.street, `${place.postcode} ${place.town}`.trim()].filter((part) => part !== '').join(', '),
    `lien ${{ email: 'par e-mail :', sms: 'par message :', letter: 'par courrier' }[link.way]} ${link.to}`.trim(),
    pledge.receipt ? 'reçu' : 'sans reçu',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** The token that a caller would be given: nobody is, here. */
const NO_TOKEN = 'exemple';

function received(pledge: Pledge, { settings, texts }: WholeLine): string {
  const message = linkMessage(texts, pledge.link.way, linkValues(pledge, settings, NO_TOKEN)) ?? '';
  return message.replace(/\s+/g, ' ').trim();
}

function callLines(call: PracticeCall, number: number, line: WholeLine): readonly string[] {
  const { caller, pledge } = call;
  const { settings, script } = line;
  const says = caller.says.map((text, at) => `${at === 0 ? `${number}.` : '  '} — ${text}`);
  if (caller.exit !== undefined)
    return [
      ...says,
      `   Sortie « ${EXITS[caller.exit]} », rien n’est gardé. À lire :`,
      ...exitWords(caller.exit, script).map((text) => `   « ${text} »`),
    ];
  if (!pledge) return says;
  return [
    ...says,
    ...(caller.offersCard ? [`   Interrompez : « ${script.exits.cardOffered} »`] : []),
    `   À saisir : ${typedLine(pledge, caller.form?.amount ?? '', line)}`,
    ...(call.duplicateOf === undefined
      ? []
      : [`   Comme l’appel ${call.duplicateOf} : demandez si c’est la même promesse.`]),
    ...(needsCheck(settings, pledge.amount.minor) ? ['   Un responsable rappellera avant le lien.'] : []),
    `   À lire : ${readBack(pledge, settings)}`,
    `   Reçoit : ${received(pledge, line)}`,
  ];
}

const ACTS: Readonly<Record<string, string>> = { sendLink: 'lien', remind: 'rappel', lapse: 'effacée' };

const sumOf = ({ amount: { minor, currency }, rhythm }: Pledge) => ({ currency, rhythm, pledges: 1, minor });

/** The trainer's sheet: eight callers, what should be typed, what should be said, and what it all comes to (R-45). */
export function practiceLines(line: WholeLine): readonly string[] {
  const { settings } = line;
  const calls = practiceCalls(line.practice, settings);
  const pledges = calls.flatMap(({ pledge }) => (pledge ? [pledge] : []));
  const life = unpaidLife(settings).map(({ day, event }) =>
    day === 0 ? `${ACTS[event] ?? event} le jour même` : `${ACTS[event] ?? event} le jour ${day}`,
  );
  const said = (minor: number, currency: Pledge['amount']['currency']) =>
    formatMoney({ minor, currency }, settings.country);
  return [
    ...calls.flatMap((call, at) => [...callLines(call, at + 1, line), '']),
    ...pledgeFigures(pledges.map(sumOf)).map(
      (one) =>
        `Bien saisies : ${inNumber(one.pledges, 'promesse(s)')}, ${said(one.onceMinor, one.currency)} en une fois${
          one.averageOnceMinor === null ? '' : ` (${said(one.averageOnceMinor, one.currency)} en moyenne)`
        } et ${said(one.monthlyMinor, one.currency)} par mois.`,
    ),
    `Une promesse que personne ne paie : ${life.join(', ')}.`,
  ];
}
