import { zoned } from '../../../shared/time.ts';

interface Mailing {
  /** On the page where it is chosen. */
  readonly label: string;
  /** All that an e-mail tells of it: neither who nor what. */
  readonly says: string;
  /** Page of the web door where it stands. */
  readonly path: string;
  /** A minor is never written so, whatever they chose. */
  readonly isForAdults: boolean;
}

/** THE table of what somebody may be written about; how is theirs to choose, for each. */
export const MAILINGS = {
  message: {
    label: 'Un message m’attend',
    says: 'Un message vous attend dans votre espace.',
    path: '/b/messages',
    isForAdults: false,
  },
  event: {
    label: 'Il manque du monde à un créneau que je peux prendre',
    says: 'Il manque du monde à un créneau que vous pouvez prendre.',
    path: '/b/creneaux',
    isForAdults: true,
  },
} as const satisfies Readonly<Record<string, Mailing>>;
export type MailingKind = keyof typeof MAILINGS;
export const MAILING_KINDS = Object.keys(MAILINGS) as [MailingKind, ...MailingKind[]];

/** `web`: counted in the menu and never e-mailed. `nothing`: neither. */
export const MAILING_WAYS = ['at-once', 'daily', 'web', 'nothing'] as const;
export type MailingWay = (typeof MAILING_WAYS)[number];

/** Of whoever chose nothing yet. */
export const USUAL_WAY: MailingWay = 'at-once';

const DAILY_HOUR = 18;

/** When the next e-mail of the day leaves: six in the evening, where the house is. */
export function nextDailyMs(nowMs: number): number {
  const today = zoned(nowMs).startOfDay().with({ hour: DAILY_HOUR });
  const due = today.epochMilliseconds > nowMs ? today : today.add({ days: 1 });
  return due.epochMilliseconds;
}
