import { compare, LEAST_CASES } from '../indicators/confidence.ts';
import { DAY_PARTS, type SlotCount, WEEKDAYS } from '../indicators/insight-counts.ts';
import { frenchCount, frenchShare } from '../wording/french-figures.ts';
import { type ChartSpec, chart, DARK, INK } from './charts-style.ts';

const name = (slot: SlotCount) => `le ${WEEKDAYS[slot.weekday]} ${slot.part}`;
const rate = (slot: SlotCount) => (slot.tries === 0 ? 0 : slot.reached / slot.tries);

const shareOf = (slot: SlotCount) => ({ successes: slot.reached, cases: slot.tries });

function finding(slots: readonly SlotCount[]): string {
  const sure = slots.filter((slot) => slot.tries >= LEAST_CASES).sort((a, b) => rate(b) - rate(a));
  const [best, worst] = [sure[0], sure.at(-1)];
  const tries = slots.reduce((sum, slot) => sum + slot.tries, 0);
  if (!best || !worst || best === worst) {
    return `Trop peu d’appels pour comparer les créneaux (n = ${frenchCount(tries)})`;
  }
  const said = (slot: SlotCount) => `${name(slot)} (${frenchShare(slot.reached, slot.tries)})`;
  if (compare(shareOf(best), shareOf(worst)) !== 'above')
    return `Pas d’écart net entre les créneaux : de ${frenchShare(worst.reached, worst.tries)} à ${frenchShare(best.reached, best.tries)} de donateurs joints`;
  return `On joint le mieux ${said(best)}, le moins ${said(worst)}`;
}

/** Contact rate by weekday and day-part, as a table of shades with its numbers (docs/rules/cadence.md). */
export function contactSlotsChart(slots: readonly SlotCount[]): ChartSpec {
  const values = slots.map((slot) => ({
    jour: WEEKDAYS[slot.weekday],
    creneau: slot.part,
    rate: slot.tries >= LEAST_CASES ? rate(slot) : null,
    label: slot.tries >= LEAST_CASES ? frenchShare(slot.reached, slot.tries) : 'trop peu',
    cases: `n = ${frenchCount(slot.tries)}`,
  }));
  const most = Math.max(0.01, ...values.map((one) => one.rate ?? 0));
  const scale = { domain: [0, most], range: ['#f7fafd', DARK], interpolate: 'rgb' };
  const text = (dy: number, fontSize: number, field: string) => ({
    mark: { type: 'text', dy, fontSize, fontWeight: field === 'label' ? 'bold' : 'normal' },
    encoding: {
      text: { field },
      color: {
        condition: { test: `datum.rate !== null && datum.rate > ${most * 0.7}`, value: 'white' },
        value: INK,
      },
    },
  });
  return chart({
    key: 'creneaux',
    title: finding(slots),
    alt: slots
      .map(
        (slot) =>
          `${WEEKDAYS[slot.weekday]} ${slot.part} : ${frenchShare(slot.reached, slot.tries)} de ${slot.tries}`,
      )
      .join(' ; '),
    plotHeightPx: 174,
    leftPx: 104,
    bottomPx: 62,
    body: {
      data: { values },
      encoding: {
        x: {
          field: 'jour',
          type: 'nominal',
          sort: [...WEEKDAYS],
          title: 'Part des appels comptés qui joignent le donateur en personne',
          axis: { labelAngle: 0, ticks: false, domain: false, orient: 'bottom' },
          scale: { domain: [...WEEKDAYS] },
        },
        y: {
          field: 'creneau',
          type: 'nominal',
          sort: [...DAY_PARTS],
          title: null,
          axis: { ticks: false, domain: false },
          scale: { domain: [...DAY_PARTS] },
        },
      },
      layer: [
        {
          mark: { type: 'rect', stroke: '#999999', strokeWidth: 1 },
          encoding: {
            color: {
              condition: { test: 'datum.rate === null', value: '#ffffff' },
              field: 'rate',
              type: 'quantitative',
              scale,
              legend: null,
            },
          },
        },
        text(-7, 13, 'label'),
        text(11, 10, 'cases'),
      ],
    },
  });
}
