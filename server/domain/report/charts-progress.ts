import type { CivilDate } from '../../../shared/time.ts';
import { frenchDecimal, shortFrenchDate } from '../wording/french-figures.ts';
import { type ChartSpec, chart, DARK, INK, MARKED } from './charts-style.ts';

/** Cumulated T ÷ L at the end of a day, in percent. */
export interface ProgressDay {
  readonly date: CivilDate;
  readonly percent: number;
}

export interface Progress {
  readonly days: readonly ProgressDay[];
  readonly starts: CivilDate;
  readonly ends: CivilDate;
  readonly targetPercent: number;
  /** T ÷ L at the end at the current pace; undefined before the first day. */
  readonly atEndPercent: number | undefined;
}

const PLOT_HEIGHT_PX = 220;
/** From a point to the foot of its words, and to what may be drawn over them. */
const WORDS_FROM_PX = 12;
const WORDS_ROOM_PX = 26;
const percent = (value: number) => `${frenchDecimal(value, 1)} %`;

function finding({ days, targetPercent, atEndPercent }: Progress): string {
  const done = days.at(-1)?.percent ?? 0;
  if (atEndPercent === undefined)
    return done > 0
      ? `${percent(done)} des fiches livrées sont traitées, pour un objectif de ${percent(targetPercent)} ; la campagne est close`
      : 'Aucune prévision : campagne non commencée, ou rien de livré';
  const gap = atEndPercent - targetPercent;
  const size = `${frenchDecimal(Math.abs(gap), 1)} points`;
  const isOnTarget = Math.abs(gap) < 0.05;
  const where = isOnTarget ? 'juste' : gap > 0 ? `${size} au-dessus de` : `${size} sous`;
  return `${percent(done)} des fiches livrées sont traitées ; au rythme actuel ${percent(atEndPercent)} à la fin, ${where} l’objectif de ${percent(targetPercent)}`;
}

/** Cumulated processed rate day by day, its forecast to the last day (dashed), and the target. */
export function progressChart(progress: Progress): ChartSpec {
  const { days, starts, ends, targetPercent, atEndPercent = 0 } = progress;
  const last = days.at(-1);
  const isRunning = last !== undefined && progress.atEndPercent !== undefined && last.date < ends;
  const end = isRunning ? [{ date: ends, percent: atEndPercent }] : [];
  const target = [starts, ends].map((date) => ({ date, percent: targetPercent }));
  const highest = Math.max(targetPercent, atEndPercent, last?.percent ?? 0);
  const top = Math.min(100, Math.ceil((highest + 8) / 10) * 10);
  const { line, note, dot } = plotter(progress, top);
  // Over the point: its line comes from below. Over the target too, where that one would pass through the words.
  const targetPx = ((targetPercent - atEndPercent) / top) * PLOT_HEIGHT_PX;
  const above = -WORDS_FROM_PX - (targetPx >= 0 && targetPx < WORDS_ROOM_PX ? targetPx : 0);
  return chart({
    key: 'avancement',
    title: finding(progress),
    alt: `Taux de fiches traitées sur livrées : ${percent(last?.percent ?? 0)} au ${shortFrenchDate(last?.date ?? starts)}, objectif ${percent(targetPercent)}`,
    plotHeightPx: PLOT_HEIGHT_PX,
    leftPx: 66,
    bottomPx: 58,
    body: {
      layer: [
        line(target, { color: MARKED, strokeDash: [8, 4], strokeWidth: 2 }),
        line(last && isRunning ? [last, ...end] : [], { color: DARK, strokeDash: [2, 4], strokeWidth: 2.5 }),
        line(days, { color: DARK, strokeWidth: 3 }),
        note(target.slice(0, 1), `objectif ${percent(targetPercent)}`, {
          align: 'left',
          dy: -9,
          dx: 4,
          color: MARKED,
        }),
        note(end, `prévision ${percent(atEndPercent)}`, { align: 'right', dx: -10, dy: above, color: INK }),
        dot(end),
      ],
    },
  });
}

type Days = readonly ProgressDay[];

/** Layers over days counted from the first, in percent up to `top`. */
function plotter({ starts, ends }: Progress, top: number) {
  const first = Temporal.PlainDate.from(starts);
  const at = (date: CivilDate) => first.until(Temporal.PlainDate.from(date)).days;
  const points = (of: Days, label = '') => of.map((day) => ({ x: at(day.date), y: day.percent, label }));
  const dates = axisDates(starts, ends);
  const x = {
    field: 'x',
    type: 'quantitative',
    title: 'Fiches traitées, en part des fiches livrées (cumul)',
    scale: { domain: [0, Math.max(1, at(ends))], nice: false },
    axis: {
      values: dates.map(at),
      grid: false,
      labelExpr: labelExpression(dates.map((date) => [at(date), shortFrenchDate(date)])),
      labelFlush: true,
    },
  };
  const axis = { labelExpr: 'datum.label + " %"', tickCount: 5, domain: false, ticks: false };
  const y = { field: 'y', type: 'quantitative', title: null, scale: { domain: [0, top] }, axis };
  const encoding = { x, y };
  return {
    line: (of: Days, mark: object) => ({
      data: { values: points(of) },
      mark: { type: 'line', ...mark },
      encoding,
    }),
    note: (of: Days, label: string, mark: object) => ({
      data: { values: points(of, label) },
      mark: { type: 'text', fontSize: 12, ...mark },
      encoding: { ...encoding, text: { field: 'label' } },
    }),
    dot: (of: Days) => ({
      data: { values: points(of) },
      mark: { type: 'point', shape: 'circle', size: 60, filled: true, opacity: 1, color: DARK },
      encoding,
    }),
  };
}

/** First, last and at most five dates between, evenly spread. */
function axisDates(starts: CivilDate, ends: CivilDate): CivilDate[] {
  const first = Temporal.PlainDate.from(starts);
  const length = first.until(Temporal.PlainDate.from(ends)).days;
  const steps = Math.max(1, Math.min(6, length));
  const days = Array.from({ length: steps + 1 }, (_, at) => Math.round((length * at) / steps));
  return [...new Set(days)].map((days) => first.add({ days }).toString());
}

/** Vega has no French dates of its own: each tick says its text. */
function labelExpression(ticks: readonly (readonly [number, string])[]): string {
  return ticks.reduceRight((rest, [at, label]) => `datum.value === ${at} ? '${label}' : ${rest}`, "''");
}
