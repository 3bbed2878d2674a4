import type { Filled } from '../../../server/steps/agenda/fill-shift.ts';
import type { EventLine } from '../../../server/steps/agenda/keep-events.ts';
import type { ComingLine, OfferedShift, ShiftReport } from '../../../server/steps/agenda/list-shifts.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import {
  ATTENDANCE_WORDS,
  EVENT_KIND_WORDS,
  EVENT_STATE_WORDS,
} from '../../../shared/people/agenda-words.ts';
import { shortInstant } from '../amounts-and-dates.ts';
import { textTable } from '../terminal.ts';

/** Enough of an event's number to name it. */
const shortNumber = (id: string): string => id.slice(0, 8);

export function eventLines(events: readonly EventLine[]): readonly string[] {
  if (events.length === 0) return ['Aucun événement à venir : « plateau event create » en annonce un.'];
  const rows = events.map((one) => [
    shortNumber(one.id),
    one.title,
    EVENT_KIND_WORDS[one.kind],
    shortInstant(one.fromMs),
    shortInstant(one.toMs),
    `${one.taken}/${one.places}`,
    one.groups.join(', '),
    EVENT_STATE_WORDS[one.state],
  ]);
  return textTable(['Événement', 'Titre', 'Sorte', 'De', 'À', 'Places', 'Groupes', 'État'], rows);
}

export function shiftLines(shifts: readonly OfferedShift[]): readonly string[] {
  if (shifts.length === 0) return ['Aucun créneau : « plateau shift plan ÉVÉNEMENT » en ouvre.'];
  const rows = shifts.map((one) => [
    String(one.id),
    one.role === '' ? (one.site ?? '—') : one.role,
    shortInstant(one.fromMs),
    shortInstant(one.toMs),
    `${one.taken}/${one.capacity}`,
    String(one.waiting),
    String(Math.max(0, one.capacity - one.taken)),
    one.cancelledAtMs === null ? (one.verdict?.says ?? '') : 'Annulé.',
  ]);
  return textTable(['Créneau', 'Quoi', 'De', 'À', 'Places', 'Attente', 'Manque', 'Vous'], rows);
}

export function comingLines(people: readonly ComingLine[]): readonly string[] {
  if (people.length === 0) return ['Personne encore : « plateau shift fill CRÉNEAU --where … » y inscrit.'];
  const rows = people.map((one) => [
    String(one.signup),
    one.person === '' ? '(fiche effacée)' : one.person,
    one.state === 'held' ? 'place' : 'attente',
    one.attendance === null ? '—' : ATTENDANCE_WORDS[one.attendance],
    one.attendedAtMs === null ? '—' : shortInstant(one.attendedAtMs),
    one.trainedAtMs === null ? '—' : shortInstant(one.trainedAtMs),
  ]);
  return textTable(['Inscription', 'Nom', 'État', 'Présence', 'Pointé', 'Formé'], rows);
}

export function filledLines({ held, waiting, refused }: Filled): readonly string[] {
  return [
    `${inNumber(held, 'place(s) prise(s)')}, ${inNumber(waiting, 'personne(s)')} en attente.`,
    ...refused.map(({ says, count }) => `${inNumber(count, 'personne(s)')} non inscrite(s) : ${says}`),
  ];
}

const hoursText = (hours: number): string => `${String(Math.round(hours * 10) / 10).replace('.', ',')} h`;

export function reportLines(report: ShiftReport): readonly string[] {
  const rows = report.slots.map((one) => [
    shortInstant(one.fromMs),
    one.role === '' ? (one.site ?? '—') : one.role,
    `${one.taken}/${one.capacity}`,
    String(one.waiting),
    String(one.came),
    String(one.absent),
    String(one.excused),
    hoursText(one.hours),
  ]);
  return [
    report.title,
    ...textTable(['De', 'Quoi', 'Places', 'Attente', 'Venus', 'Absents', 'Excusés', 'Heures'], rows),
    `En tout : ${inNumber(report.held, 'place(s) prise(s)')} sur ${report.places}, ${inNumber(report.came, 'venu(s)')}, ${inNumber(report.absent, 'absent(s)')}, ${inNumber(report.excused, 'excusé(s)')}, ${hoursText(report.hours)} de présence.`,
  ];
}
