import { DAY_PARTS, GIFT_BANDS, WEEKDAYS } from '../indicators/insight-counts.ts';

/** What a decision of the weekly meeting is about: its effect is followed on that part of the figures alone. */
export const ABOUT_KINDS = ['general', 'segment', 'gift', 'slot', 'theme'] as const;
export type AboutKind = (typeof ABOUT_KINDS)[number];

export interface DecisionAbout {
  readonly kind: AboutKind;
  /**
   * Segment or theme as in the campaign, number of a gift band from 1, weekday or day-part in French; '' for `general`, or
   * `pratique`: agents are shown it.
   */
  readonly value: string;
}

export interface Decision {
  readonly id: string;
  readonly campaign: string;
  readonly atMs: number;
  /** Account id. */
  readonly author: string;
  readonly about: DecisionAbout;
  /** What was decided, in French; never about a person. */
  readonly text: string;
}

const WRITTEN: Record<string, AboutKind> = {
  profil: 'segment',
  segment: 'segment',
  don: 'gift',
  creneau: 'slot',
  créneau: 'slot',
  theme: 'theme',
  thème: 'theme',
};

/** What a team found good to do, shared at the weekly meeting and shown to agents with the notes. */
export const GOOD_PRACTICE: DecisionAbout = { kind: 'general', value: 'pratique' };

export function isGoodPractice({ kind, value }: DecisionAbout): boolean {
  return kind === GOOD_PRACTICE.kind && value === GOOD_PRACTICE.value;
}

/** `general`, `pratique`, `profil:S3`, `don:2` (band number), `creneau:soir`, `theme:ACCES-SOINS`; undefined for the rest. */
export function readAbout(text: string): DecisionAbout | undefined {
  const [word = '', ...rest] = text.trim().split(':');
  const value = rest.join(':').trim();
  if (value === '' && word.toLowerCase() === GOOD_PRACTICE.value) return GOOD_PRACTICE;
  if (value === '') return /^g[eé]n[eé]ral$/i.test(word) ? { kind: 'general', value: '' } : undefined;
  const kind = WRITTEN[word.toLowerCase()];
  if (kind === undefined || value.length > 40) return undefined;
  if (kind === 'gift') return GIFT_BANDS[Number(value) - 1] ? { kind, value } : undefined;
  if (kind === 'slot') return isSlot(value.toLowerCase()) ? { kind, value: value.toLowerCase() } : undefined;
  return { kind, value };
}

/** A weekday, a day-part, or both: `samedi`, `soir`, `mardi soir`. */
function isSlot(value: string): boolean {
  const words = value.split(' ');
  const isDay = (word: string | undefined) => WEEKDAYS.some((day) => day === word);
  const isPart = (word: string | undefined) => DAY_PARTS.some((part) => part === word);
  if (words.length === 1) return isDay(words[0]) || isPart(words[0]);
  return words.length === 2 && isDay(words[0]) && isPart(words[1]);
}

/** As the review pack says it. */
export function aboutText({ kind, value }: DecisionAbout): string {
  switch (kind) {
    case 'general':
      return value === GOOD_PRACTICE.value ? 'bonne pratique' : 'toute la campagne';
    case 'segment':
      return `profil ${value}`;
    case 'gift':
      return `don mensuel : ${GIFT_BANDS[Number(value) - 1] ?? value}`;
    case 'slot':
      return `créneau ${value}`;
    case 'theme':
      return `thème ${value}`;
  }
}
