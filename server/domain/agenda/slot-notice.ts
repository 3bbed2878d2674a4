import type { Period } from '../../../shared/time.ts';
import { type Html, html } from '../files/html.ts';
import { slotWords } from '../seats/slot-words.ts';

/** What somebody is written about a slot of theirs, each once. */
export type NoticeKind = 'signed-up' | 'moved-up' | 'two-days' | 'three-hours' | 'changed' | 'cancelled';

const HOUR_MS = 3_600_000;

interface Reminder {
  readonly kind: NoticeKind;
  /** Before the slot begins. */
  readonly fromMs: number;
  /** From then on before its beginning it says nothing new. */
  readonly untilMs: number;
}

/** THE table of reminders: a server that was down writes late, and never after the next one. */
export const REMINDERS: readonly Reminder[] = [
  { kind: 'two-days', fromMs: 48 * HOUR_MS, untilMs: 3 * HOUR_MS },
  { kind: 'three-hours', fromMs: 3 * HOUR_MS, untilMs: 0 },
];

/** Several changes in a row are told in one e-mail. */
const GATHERED_MS = 10 * 60_000;

/** When a change of a slot is told: once whoever makes it is done, and at once when it is about to begin. */
export function changeDueMs({ fromMs }: Pick<Period, 'fromMs'>, nowMs: number): number {
  return fromMs - nowMs > 3 * HOUR_MS ? nowMs + GATHERED_MS : nowMs;
}

interface Wording {
  readonly subject: string;
  /** « … samedi 5 décembre, 20 h – 22 h. » */
  readonly says: (when: string) => string;
}

const WORDINGS: Readonly<Record<NoticeKind, Wording>> = {
  'signed-up': { subject: 'Vous êtes inscrit', says: (when) => `Vous êtes inscrit : ${when}.` },
  'moved-up': {
    subject: 'Une place s’est libérée : elle est à vous',
    says: (when) => `Une place s’est libérée, et elle est à vous : ${when}.`,
  },
  'two-days': { subject: 'C’est bientôt', says: (when) => `Vous êtes attendu ${when}.` },
  'three-hours': {
    subject: 'C’est aujourd’hui',
    says: (when) => `Vous êtes attendu tout à l’heure : ${when}.`,
  },
  changed: {
    subject: 'Votre créneau change',
    says: (when) => `Quelque chose change pour votre créneau : ${when}. Relisez-en l’heure et le lieu.`,
  },
  cancelled: {
    subject: 'Créneau annulé',
    says: (when) => `Votre créneau est annulé : ${when}. Ne venez pas.`,
  },
};

/** Its end for the person: on the page they withdraw, or write to the charity. */
const NEXT = 'Le lieu, le détail et « Je ne peux plus » sont sur votre page :';

interface NoticeValues {
  readonly hours: Period;
  /** Address of the page that says the rest. */
  readonly page: string;
  /** Its name, as it signs. */
  readonly charity: string;
}

interface NoticeMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * An e-mail holds little: the hours and an address, neither what is done there nor where, which may say too much to whoever reads
 * over a shoulder.
 */
export function noticeMail(kind: NoticeKind, { hours, page, charity }: NoticeValues): NoticeMail {
  const { subject, says } = WORDINGS[kind];
  const said = says(slotWords(hours));
  const next = kind === 'cancelled' ? 'Les autres créneaux sont sur votre page :' : NEXT;
  const lines = ['Bonjour,', said, next] as const;
  const body: Html = html`<!doctype html><html lang="fr"><body><p>${lines[0]}</p><p>${said}</p><p>${next}</p><p><a href="${page}">${page}</a></p><p>${charity}</p></body></html>`;
  return { subject, text: [...lines, page, charity, ''].join('\n\n'), html: body.toString() };
}
