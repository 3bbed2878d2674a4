import { inNumber } from '../../../shared/french-plural.ts';
import type { QuietKind } from '../../../shared/line/quiet-kinds.ts';
import { servedShare } from '../../../shared/line-board.ts';
import { formatHomeMoney } from '../../../shared/money.ts';
import { civilDate } from '../../../shared/time.ts';
import { frenchCount, frenchDecimal, frenchShare, shortFrenchDate } from '../wording/french-figures.ts';
import { quarterHour } from './charts-line.ts';
import { type ActivityCounts, type LineActivity, lastDay } from './line-activity.ts';

/** One line of the summary: what is counted, as a number and as words. `share`: 0 to 1. */
export interface ActivityLine {
  readonly label: string;
  readonly figure: 'count' | 'share' | 'seconds';
  readonly of: (counts: ActivityCounts) => number | null;
}

const meanTalk = ({ talkMs, talks }: ActivityCounts) => (talks === 0 ? null : talkMs / talks / 1000);
const meanWait = ({ answered, waitMs }: ActivityCounts) => (answered === 0 ? null : waitMs / answered / 1000);
const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** The lines of the summary, in reading order, for sheet and page alike. */
export function activityLines({ goal }: Pick<LineActivity, 'goal'>): readonly ActivityLine[] {
  return [
    { label: 'Appels', figure: 'count', of: ({ came }) => came },
    { label: 'Répondus', figure: 'count', of: ({ answered }) => answered },
    { label: 'Part des appels répondus', figure: 'share', of: (one) => share(one.answered, one.came) },
    { label: 'Abandons (l’appelant est parti avant)', figure: 'count', of: ({ abandoned }) => abandoned },
    { label: 'Part des appels abandonnés', figure: 'share', of: (one) => share(one.abandoned, one.came) },
    { label: 'Fins non vues (ligne coupée)', figure: 'count', of: ({ unseen }) => unseen },
    {
      label: `Servis en ${goal.seconds} s, sur répondus et abandons (objectif ${goal.percent} %)`,
      figure: 'share',
      of: servedShare,
    },
    { label: 'Attente moyenne avant la réponse, en secondes', figure: 'seconds', of: meanWait },
    {
      label: 'Attente la plus longue, en secondes',
      figure: 'seconds',
      of: (one) => one.longestWaitMs / 1000,
    },
    { label: 'Conversation moyenne, en secondes', figure: 'seconds', of: meanTalk },
    { label: 'Pris hors du site de la règle (débordement)', figure: 'count', of: (one) => one.overflowed },
  ];
}

/** As a reader sees it; « n. d. » where there is none. */
export function activityText({ figure, of }: ActivityLine, counts: ActivityCounts): string {
  const value = of(counts);
  if (value === null) return 'n. d.';
  if (figure === 'share') return frenchShare(value, 1);
  return figure === 'count' ? frenchCount(value) : frenchDecimal(value, 0);
}

/** « 1 284 promesses : 47 310 € une fois, 212 € par mois »; a currency a line. */
export function pledgeTexts({ pledges }: Pick<LineActivity, 'pledges'>): readonly string[] {
  return pledges.map(({ currency, pledges: count, onceMinor, monthlyMinor, averageOnceMinor }) => {
    const said = (minor: number) => formatHomeMoney({ minor, currency });
    const average = averageOnceMinor === null ? '' : ` (${said(averageOnceMinor)} en moyenne)`;
    const plural = count < 2 ? 'promesse' : 'promesses';
    return `${frenchCount(count)} ${plural} : ${said(onceMinor)} une fois${average}, ${said(monthlyMinor)} par mois`;
  });
}

const QUIET: Readonly<Record<QuietKind, string>> = {
  'handed-over': 'Passés à l’équipe de l’association',
  'team-answered': 'Répondus par l’équipe',
  'team-abandoned': 'Partis avant que l’équipe réponde',
  helpline: 'Orientés vers le numéro d’aide, l’équipe absente',
  hoax: 'Canulars',
  minor: 'Personnes mineures remerciées',
};

/** « Passés à l’équipe de l’association, 5 déc. 20:00 – 22:00 : 7 ». */
export function quietTexts({ quiet }: Pick<LineActivity, 'quiet'>): readonly string[] {
  return quiet.map(({ kind, fromMs, toMs, calls }) => {
    const day = shortFrenchDate(civilDate(fromMs));
    return `${QUIET[kind]}, ${day} ${quarterHour(fromMs)} – ${quarterHour(toMs)} : ${frenchCount(calls)}`;
  });
}

const at = (atMs: number): string => `${shortFrenchDate(civilDate(atMs))} ${quarterHour(atMs)}`;

/** When, and what, for sheet and page alike. */
export function incidentRows({
  incidents,
}: Pick<LineActivity, 'incidents'>): readonly (readonly [string, string])[] {
  return incidents.map((one) => {
    if (one.kind === 'unseen') {
      const ends =
        one.calls < 2 ? '1 fin d’appel non vue' : `${frenchCount(one.calls)} fins d’appel non vues`;
      return [at(one.atMs), `Ligne non entendue : ${ends} dans ce quart d’heure`];
    }
    const { rule, before, max } = one;
    const what = one.kind === 'limit' ? 'Débordement changé' : 'Changement repris';
    return [at(one.atMs), `${what} : règle ${rule}, de ${before} à ${inNumber(max, 'appel(s)')} à la fois`];
  });
}

export const SLOT_HEADS = ['Site', 'De', 'À', 'Places', 'Inscrits', 'Formés'] as const;

/** Site, from, to, and the counts of places, people and trained. */
export function slotRows({
  slots,
}: Pick<LineActivity, 'slots'>): readonly (readonly [string, string, string, number, number, number])[] {
  return slots.map((one) => [one.site, at(one.fromMs), at(one.toMs), one.capacity, one.taken, one.trained]);
}

/** « du 4 déc. au 6 déc. 2026 »: days of the line, the last of which ends in the night. */
export function periodText({ period }: Pick<LineActivity, 'period'>): string {
  const [first, last] = [civilDate(period.fromMs), lastDay(period)];
  return first === last
    ? `le ${shortFrenchDate(first)} ${first.slice(0, 4)}`
    : `du ${shortFrenchDate(first)} au ${shortFrenchDate(last)} ${last.slice(0, 4)}`;
}
