import type { ListReport } from '../../../server/steps/seats/sign-up.ts';
import type { PersonLine, SlotLine } from '../../../server/steps/seats/slots.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { shortInstant } from '../amounts-and-dates.ts';
import { textTable } from '../terminal.ts';

const STATES: Readonly<Record<PersonLine['state'], string>> = {
  held: 'place',
  waiting: 'attente',
  cancelled: 'annulée',
};

export function slotLines(slots: readonly SlotLine[]): readonly string[] {
  if (slots.length === 0) return ['Aucun créneau : plateau slot add.'];
  const rows = slots.map((one) => [
    String(one.id),
    one.site,
    shortInstant(one.fromMs),
    shortInstant(one.toMs),
    `${one.taken}/${one.capacity}`,
    String(one.waiting),
    String(one.trained),
  ]);
  return textTable(['Créneau', 'Site', 'De', 'À', 'Places', 'Attente', 'Formés'], rows);
}

export function peopleLines(people: readonly PersonLine[]): readonly string[] {
  if (people.length === 0) return ['Personne : plateau slot sign-up.'];
  const isSkilled = people.some(({ skills }) => skills.length > 0);
  const rows = people.map((one) => [
    String(one.signup),
    one.person,
    STATES[one.state],
    one.seat ?? '—',
    one.trainedAtMs === undefined ? `${one.practiceDone} sur 8` : `formé le ${shortInstant(one.trainedAtMs)}`,
    ...(isSkilled ? [one.skills.join(' ') || '—'] : []),
  ]);
  const heads = ['Inscription', 'Nom', 'État', 'Poste', 'Exercices'];
  return textTable(isSkilled ? [...heads, 'Compétences'] : heads, rows);
}

/** What became of each line of a list of volunteers. */
export function listReportLines({ held, waiting, faults }: ListReport, isDryRun: boolean): readonly string[] {
  const so = isDryRun ? 'Essai, rien n’est inscrit : ' : '';
  return [
    ...faults.map(({ line, problem }) => `ligne ${line} : ${problem}`),
    ...(waiting.length > 0
      ? [`Liste d’attente : ${waiting.map((line) => `ligne ${line}`).join(', ')}.`]
      : []),
    `${so}${inNumber(held, 'place(s)')}, ${inNumber(waiting.length, 'personne(s)')} en attente, ${inNumber(faults.length, 'ligne(s)')} à reprendre.`,
  ];
}
