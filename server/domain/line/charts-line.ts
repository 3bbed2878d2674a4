import { agreeing, inNumber } from '../../../shared/french-plural.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { type ChartSpec, chart, DARK, LIGHT, MARKED } from '../report/charts-style.ts';
import { frenchCount, frenchShare, shortFrenchDate } from '../wording/french-figures.ts';
import type { ActivityDay, ActivityQuarter, LineActivity } from './line-activity.ts';

/** `20:15`, on the wall’s clock of the house. */
export function quarterHour(atMs: number): string {
  const { hour, minute } = zoned(atMs, HOUSE_ZONE);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const MOST_LABELS = 12;
const sum = (quarters: readonly ActivityQuarter[], of: (one: ActivityQuarter) => number) =>
  quarters.reduce((total, one) => total + of(one), 0);

/** Every quarter has its place; as many hours as can be read are written. */
function hours(quarters: readonly ActivityQuarter[], title: string) {
  const all = quarters.map(({ fromMs }) => quarterHour(fromMs));
  const step = Math.max(1, Math.ceil(all.length / MOST_LABELS));
  return {
    field: 'hour',
    type: 'ordinal',
    sort: all,
    title,
    axis: { values: all.filter((_, at) => at % step === 0), labelAngle: 0, ticks: false },
  };
}

const y = (title: string) => ({
  field: 'value',
  type: 'quantitative',
  title,
  axis: { tickCount: 5, tickMinStep: 1, format: ',d', domain: false, ticks: false },
});

/** What became of the calls of each quarter of an hour. */
export function callsChart({ day, quarters }: ActivityDay): ChartSpec {
  const came = sum(quarters, (one) => one.came);
  const answered = sum(quarters, (one) => one.answered);
  const peak = quarters.reduce((most, one) => (one.came > most.came ? one : most));
  const kinds = ['répondus', 'abandons ou fins non vues'];
  const values = quarters.flatMap((one) =>
    [one.answered, one.came - one.answered].map((value, rank) => ({
      hour: quarterHour(one.fromMs),
      kind: kinds[rank],
      rank,
      value,
    })),
  );
  return chart({
    key: `appels-${day}`,
    title: `${shortFrenchDate(day)} : ${frenchCount(came)} ${agreeing(came, 'appel(s)')}, ${frenchShare(answered, came)} ${agreeing(came, 'répondu(s)')} ; le plus fort quart d’heure à ${quarterHour(peak.fromMs)} (${frenchCount(peak.came)})`,
    alt: quarters.map((one) => `${quarterHour(one.fromMs)} ${one.answered}/${one.came}`).join(' ; '),
    plotHeightPx: 200,
    leftPx: 66,
    bottomPx: 92,
    body: {
      data: { values },
      mark: { type: 'bar', stroke: '#555555', strokeWidth: 0.5 },
      encoding: {
        x: hours(quarters, 'Quart d’heure où l’appel est venu'),
        y: { ...y('Appels'), stack: 'zero' },
        order: { field: 'rank' },
        color: {
          field: 'kind',
          type: 'nominal',
          sort: kinds,
          scale: { domain: kinds, range: [DARK, LIGHT] },
          legend: { orient: 'bottom', title: null },
        },
      },
    },
  });
}

function staffingFinding({ day, quarters }: ActivityDay, { percent, seconds }: LineActivity['goal']): string {
  const ended = quarters.filter(({ answered, abandoned }) => answered + abandoned > 0);
  const kept = ended.filter(
    ({ served, answered, abandoned }) => served * 100 >= percent * (answered + abandoned),
  );
  const most = (of: (one: ActivityQuarter) => number) => frenchCount(Math.max(0, ...quarters.map(of)));
  return `${shortFrenchDate(day)} : ${percent} % en ${seconds} s tenus à ${inNumber(kept.length, 'quart(s)')} d’heure sur ${ended.length} ; au plus ${most((one) => one.seatsUsed)} postes ont parlé, ${most((one) => one.seatsNeeded)} étaient nécessaires`;
}

/** Seats that talked beside those that the goal asked for. */
export function staffingChart(of: ActivityDay, goal: LineActivity['goal']): ChartSpec {
  const { day, quarters } = of;
  const values = quarters.map((one) => ({ hour: quarterHour(one.fromMs), value: one.seatsUsed }));
  const needed = quarters.map((one) => ({ hour: quarterHour(one.fromMs), value: one.seatsNeeded }));
  const x = hours(quarters, 'Barres : postes qui ont parlé. Tirets : postes nécessaires (Erlang C)');
  return chart({
    key: `postes-${day}`,
    title: staffingFinding(of, goal),
    alt: quarters
      .map((one) => `${quarterHour(one.fromMs)} ${one.seatsUsed} pour ${one.seatsNeeded}`)
      .join(' ; '),
    plotHeightPx: 170,
    leftPx: 66,
    bottomPx: 62,
    body: {
      layer: [
        { data: { values }, mark: { type: 'bar', color: DARK }, encoding: { x, y: y('Postes') } },
        {
          data: { values: needed },
          mark: {
            type: 'line',
            interpolate: 'step',
            color: MARKED,
            strokeWidth: 2.5,
            strokeDash: [6, 3],
            point: { color: MARKED, size: 25 },
          },
          encoding: { x, y: y('Postes') },
        },
      ],
    },
  });
}
