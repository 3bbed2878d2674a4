import { PAUSE_LABEL, type PauseKind } from '../../../shared/breaks.ts';
import type { Country } from '../../../shared/country.ts';
import type { IsoWeek } from '../../../shared/time.ts';
import { frenchWeek } from '../files/delivery-names.ts';
import { isSmall } from '../indicators/small-cells.ts';

/** A person's day of work in a campaign, as the figures need it; seconds are whole. */
export interface WorkedDay {
  readonly agent: string;
  readonly team: string;
  /** From the first sign of work to the last, breaks included. */
  readonly presenceSeconds: number;
  readonly productionSeconds: number;
  /** Seconds by code of break; '' for breaks older than codes. */
  readonly breaks: Readonly<Record<string, number>>;
  readonly calls: number;
}

/** What a team worked in a week: no name, and nothing at all of fewer than five people. */
export interface TeamConditions {
  readonly week: IsoWeek;
  readonly team: string;
  /** Null: fewer than five people worked, nothing is told. */
  readonly told: {
    readonly people: number;
    readonly days: number;
    readonly presenceHours: number;
    readonly productionHours: number;
    /** Minutes of rest a day of work, on average. */
    readonly restMinutesADay: number;
    /** Hours of training and of talks with the lead. */
    readonly trainingHours: number;
    readonly callsAnHour: number;
    /** Days of work whose rest was shorter than the law of the country asks for. */
    readonly shortRests: number;
  } | null;
}

/**
 * Rest that a day of work must hold, from that many hours on: Code du travail L3121-16 (FR), law of 16 March 1971 art. 38quater
 * (BE), labour law art. 15 (CH); the longest that applies.
 */
const REST_RULES: Readonly<Record<Country, readonly (readonly [hours: number, minutes: number])[]>> = {
  FR: [[6, 20]],
  BE: [[6, 15]],
  CH: [
    [5.5, 15],
    [7, 30],
    [9, 60],
  ],
};

/** Breaks that rest: training, talks with the lead and a broken machine do not. */
const RESTS: readonly (PauseKind | '')[] = ['pause', 'dejeuner', 'legale', ''];
const TEACHES: readonly PauseKind[] = ['formation', 'debriefing'];

/** Where a team is too small for the week, all are told together: what is left of a known total would tell it. */
const TOGETHER = 'toute l’équipe';

function secondsOf({ breaks }: WorkedDay, codes: readonly string[]): number {
  return codes.reduce((sum, code) => sum + (breaks[code] ?? 0), 0);
}

function isShort(day: WorkedDay, country: Country): boolean {
  const hours = day.presenceSeconds / 3600;
  const minutes = Math.max(
    0,
    ...REST_RULES[country].filter(([from]) => hours > from).map(([, least]) => least),
  );
  return secondsOf(day, RESTS) < minutes * 60;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function people(days: readonly WorkedDay[]): number {
  return new Set(days.map(({ agent }) => agent)).size;
}

function toldOf(days: readonly WorkedDay[], country: Country): TeamConditions['told'] {
  const count = people(days);
  if (isSmall(count)) return null;
  const sum = (of: (day: WorkedDay) => number) => days.reduce((total, day) => total + of(day), 0);
  const productionSeconds = sum((day) => day.productionSeconds);
  const calls = sum((day) => day.calls);
  return {
    people: count,
    days: days.length,
    presenceHours: tenths(sum((day) => day.presenceSeconds) / 3600),
    productionHours: tenths(productionSeconds / 3600),
    restMinutesADay: Math.round(sum((day) => secondsOf(day, RESTS)) / 60 / days.length),
    trainingHours: tenths(sum((day) => secondsOf(day, TEACHES)) / 3600),
    callsAnHour: productionSeconds === 0 ? 0 : tenths((calls * 3600) / productionSeconds),
    shortRests: days.filter((day) => isShort(day, country)).length,
  };
}

/** The week's teams, or all of them together where one is too small; none when nobody worked. Pure. */
export function weekConditions(
  week: IsoWeek,
  days: readonly WorkedDay[],
  country: Country,
): readonly TeamConditions[] {
  if (days.length === 0) return [];
  const teams = [...Map.groupBy(days, ({ team }) => team)];
  if (teams.some(([, of]) => isSmall(people(of))))
    return [{ week, team: TOGETHER, told: toldOf(days, country) }];
  return teams
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([team, of]) => ({ week, team, told: toldOf(of, country) }));
}

/** Heads of the table, and a line of it: what stands in the evidence pack and on the observer's terminal. */
export const CONDITION_HEADS = [
  'Semaine',
  'Équipe',
  'Pers.',
  'Jours',
  'Présence',
  'Production',
  'Repos/jour',
  'Formation',
  'Appels/h',
  'Repos courts',
] as const;

function hours(value: number): string {
  return `${value.toLocaleString('fr-FR')} h`;
}

export function conditionLine({ week, team, told }: TeamConditions): readonly string[] {
  if (!told) return [frenchWeek(week), team, 'masqué : moins de 5', ...Array<string>(7).fill('—')];
  return [
    frenchWeek(week),
    team,
    String(told.people),
    String(told.days),
    hours(told.presenceHours),
    hours(told.productionHours),
    `${told.restMinutesADay} min`,
    hours(told.trainingHours),
    told.callsAnHour.toLocaleString('fr-FR'),
    String(told.shortRests),
  ];
}

/** What the columns mean, under the table. */
export function conditionNotes(country: Country): readonly string[] {
  const rules = REST_RULES[country].map(
    ([from, least]) => `${least} min au-delà de ${from.toLocaleString('fr-FR')} h`,
  );
  return [
    `Présence : du premier au dernier signe de travail du jour. Repos : ${['pause', 'dejeuner', 'legale'].map((one) => PAUSE_LABEL[one as PauseKind].toLowerCase()).join(', ')}. Production et appels : cette campagne seule.`,
    `Repos courts : jours où le repos est resté sous la règle du pays (${rules.join(', ')}).`,
    'Aucun nom. Une équipe de moins de cinq personnes est dite avec les autres ; à moins de cinq en tout, rien n’est dit.',
  ];
}

/** How listening is announced, to donors and to agents. */
export function listeningNote(isTold: boolean): string {
  return isTold
    ? 'Écoute : annoncée aux donateurs par le script, qui peuvent la refuser, et aux téléacteurs sur leur page du jour. Rien n’est enregistré ; chaque note d’écoute est montrée à la personne.'
    : 'Écoute : aucune n’est annoncée aux donateurs de cette campagne (réglage listening: none). Rien n’est enregistré ; chaque note d’écoute est montrée à la personne.';
}
