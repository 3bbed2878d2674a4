import type { CallPart } from '../calling-rules/calling-rules-spans.ts';
import { sayHour, sayWhen } from '../calling-rules/calling-rules-words.ts';
import type { WhyCode } from './next-card.ts';
import type { QueuedRecord } from './next-card-record.ts';

const PART_NAME: Readonly<Record<CallPart, string>> = {
  M: 'matin',
  A: 'après-midi',
  S: 'soirée',
  SA: 'samedi',
};

export interface WhyQuestion {
  readonly why: string;
  readonly row: Pick<QueuedRecord, 'dueAtMs' | 'attempts'>;
  /** The part of the donor's day now. */
  readonly part: CallPart;
  readonly zone: string;
  readonly nowMs: number;
  /** When the record would come back if nobody answers now; null: it would not. */
  readonly backAtMs: number | null;
}

/** F-10: one French line saying why the queue chose this card, and when it would come back. */
export function whyLine(question: WhyQuestion): string {
  return `${reason(question)} ${comeback(question)}`;
}

function reason({ why, row, part, zone, nowMs }: WhyQuestion): string {
  const due =
    row.dueAtMs < nowMs - 86_400_000 ? sayWhen(row.dueAtMs, nowMs, zone) : sayHour(row.dueAtMs, zone);
  const rank = `essai ${row.attempts + 1}`;
  const texts: Readonly<Record<WhyCode, string>> = {
    'own-callback': `Rappel personnel demandé pour ${due}.`,
    'shared-callback': `Rappel collectif demandé pour ${due}.`,
    'overdue-callback': `Rappel promis pour ${due}, son téléacteur n’a pas pu le tenir.`,
    assigned: `Fiche confiée à vous par le chef d’équipe, ${rank}.`,
    'new-good-slot': `Nouvelle fiche, ${PART_NAME[part]} : meilleur créneau.`,
    'retry-good-slot': `Relance, ${rank}, ${PART_NAME[part]} : créneau le moins essayé.`,
    'new-other-slot': `Nouvelle fiche, hors de son meilleur créneau : rien de plus pressant.`,
    chosen: `Fiche reprise par vous, ${rank}.`,
    'on-top': `Fiche mise en tête pour vous par le chef d’équipe, ${rank}.`,
    undone: `Qualification annulée par vous, ${rank}.`,
    'priority-new-good-slot': `Nouvelle fiche d’un profil prioritaire, ${PART_NAME[part]} : meilleur créneau.`,
    'priority-retry-good-slot': `Relance d’un profil prioritaire, ${rank}, ${PART_NAME[part]}.`,
    'priority-new-other-slot': `Nouvelle fiche d’un profil prioritaire, hors de son meilleur créneau.`,
    'priority-retry-other-slot': `Relance d’un profil prioritaire, ${rank}, hors de son meilleur créneau.`,
    'retry-other-slot': `Relance, ${rank}, hors de son meilleur créneau : rien de plus pressant.`,
  };
  return texts[why as WhyCode] ?? 'Fiche de la file.';
}

function comeback({ backAtMs, nowMs, zone }: WhyQuestion): string {
  if (backAtMs === null) return 'Sans réponse, dernier essai.';
  return `Sans réponse, reviendra ${sayWhen(backAtMs, nowMs, zone)}.`;
}
