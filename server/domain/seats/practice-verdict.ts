import { foldedText } from '../../../shared/folded-text.ts';
import { type Pledge, readPledge } from '../../../shared/line/pledge-form.ts';
import type { LineCallEnd, LineExit } from '../../../shared/line-seat.ts';
import type { LineSettings } from '../line/line-settings.ts';
import type { PracticeCall } from '../line/practice-callers.ts';

/** The last calls are to be as quick as real ones. */
const TIMED_CALLS = 2;
const TIMED_SECONDS = 90;

const letters = (text: string): string =>
  foldedText(text)
    .replace(/[^a-z0-9@]+/g, ' ')
    .trim();
const squeezed = (text: string): string => foldedText(text).replace(/[^a-z0-9@]/g, '');

/** THE comparison of a form with what the caller said: what a volunteer is told of each difference. */
const FIELDS: readonly (readonly [said: string, of: (pledge: Pledge) => string])[] = [
  [
    'Montant : ce n’est pas ce que la personne a promis.',
    ({ amount }) => `${amount.minor} ${amount.currency}`,
  ],
  ['Rythme : une fois, ou chaque mois ?', ({ rhythm }) => rhythm],
  ['Nom : relisez-le lettre à lettre.', ({ lastName }) => letters(lastName)],
  ['Prénom : relisez-le.', ({ firstName }) => letters(firstName)],
  ['Rue : numéro et nom, comme la personne les dit.', ({ street }) => letters(street)],
  ['Code postal : relisez les cinq chiffres.', ({ place }) => squeezed(place.postcode)],
  ['Ville : relisez-la.', ({ place }) => letters(place.town)],
  ['Lien : par e-mail, par message ou par courrier ?', ({ link }) => link.way],
  ['Adresse ou numéro du lien : relisez-le.', ({ link }) => squeezed(link.to)],
  ['Reçu : la personne le veut-elle ?', ({ receipt }) => String(receipt)],
];

const EXIT_MISSED: Readonly<Record<LineExit, string>> = {
  hoax: 'C’était un canular : F5, lisez les deux phrases, raccrochez.',
  handOver: 'Cette personne est concernée : F6, passez-la à l’équipe, rien n’est noté.',
  minor: 'Cette personne est mineure : F8, remerciez-la, rien n’est noté.',
};

function formFaults(form: Parameters<typeof readPledge>[0], expected: Pledge, settings: LineSettings) {
  const read = readPledge(form, settings);
  if ('problems' in read) return read.problems.map(({ problem }) => problem);
  return FIELDS.filter(([, of]) => of(read.pledge) !== of(expected)).map(([said]) => said);
}

function endFaults(
  { caller, pledge }: PracticeCall,
  end: LineCallEnd,
  settings: LineSettings,
): readonly string[] {
  if (caller.exit !== undefined)
    return 'exit' in end && end.exit === caller.exit ? [] : [EXIT_MISSED[caller.exit]];
  if ('exit' in end) return ['Cette personne voulait promettre un don : reprenez l’appel.'];
  return pledge ? formFaults(end.form, pledge, settings) : [];
}

interface PlayedCall {
  /** From 0. */
  readonly at: number;
  readonly end: LineCallEnd;
  readonly seconds: number;
}

/**
 * Everything that a volunteer should do otherwise in that practice call, in French; none: it is passed. The fields as the
 * caller said them, the way out that the script asks for, and for the last two calls the time.
 */
export function practiceFaults(
  calls: readonly PracticeCall[],
  { at, end, seconds }: PlayedCall,
  settings: LineSettings,
): readonly string[] {
  const call = calls[at];
  if (!call) return [];
  const faults = endFaults(call, end, settings);
  const isTimed = at >= calls.length - TIMED_CALLS;
  if (faults.length > 0 || !isTimed || seconds <= TIMED_SECONDS) return faults;
  return [`Tout est juste, en ${seconds} secondes : recommencez en ${TIMED_SECONDS} au plus.`];
}
