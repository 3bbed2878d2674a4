import type { Estimate, SimulationFigure, SimulationFigures } from '../server/domain/simulation-figures.ts';
import type { SimulatedOrder } from '../server/steps/simulate-campaigns.ts';
import { textTable } from './terminal.ts';

type Unit = 'percent' | 'decimal' | 'days' | 'money';

/** The lines of the table, in the order in which they are argued. */
const LINES: readonly (readonly [SimulationFigure, string, Unit])[] = [
  ['answeredPerTry', 'appels décrochés par une personne', 'percent'],
  ['answeredMorning', '  le matin', 'percent'],
  ['answeredAfternoon', '  l’après-midi', 'percent'],
  ['answeredEvening', '  le soir', 'percent'],
  ['answeredSaturday', '  le samedi', 'percent'],
  ['eveningShare', 'part des essais faits le soir', 'percent'],
  ['attemptsPerRecord', 'tentatives par fiche', 'decimal'],
  ['processed', 'fiches traitées', 'percent'],
  ['usefulOfProcessed', 'contacts utiles ÷ traitées', 'percent'],
  ['agreementsOfUseful', 'accords ÷ contacts utiles', 'percent'],
  ['agreementsPerThousand', 'accords pour 1 000 fiches', 'decimal'],
  ['exhausted', 'fiches épuisées', 'percent'],
  ['daysToThreeQuarters', 'jours pour traiter 75 %', 'days'],
  ['daysToFinish', 'jours pour finir', 'days'],
  ['callHours', 'heures de ligne', 'days'],
  ['agreementsPerHundredHours', 'accords pour 100 heures de ligne', 'decimal'],
];

const ORDER_LABEL = {
  cadence: 'notre cadence',
  random: 'ordre au hasard',
  evening: 'toujours le soir',
} as const;

function said(one: Estimate | undefined, unit: Unit): string {
  if (!one) return '—';
  const scale = unit === 'percent' || unit === 'money' ? (unit === 'percent' ? 100 : 0.01) : 1;
  const digits = unit === 'money' || unit === 'decimal' ? 2 : unit === 'days' ? 0 : 1;
  const text = (value: number) => (value * scale).toFixed(digits).replace('.', ',');
  const margin = one.margin === null ? '' : ` ± ${text(one.margin)}`;
  return `${text(one.mean)}${margin}${unit === 'percent' ? ' %' : ''}`;
}

/** The comparison of the orders: one column each. */
export function ordersTable(orders: readonly SimulatedOrder[]): string {
  const headers = ['', ...orders.map(({ order }) => ORDER_LABEL[order])];
  const rows = LINES.map(([key, label, unit]) => [
    label,
    ...orders.map(({ total }) => said(total[key], unit)),
  ]);
  return textTable(headers, rows);
}

/** What each try brings, by rank: where falling returns are seen. */
export function ranksTable(orders: readonly SimulatedOrder[]): string {
  const ranks = orders[0]?.byRank.length ?? 0;
  const headers = ['essai', ...Array.from({ length: ranks }, (_, at) => String(at + 1))];
  const text = (rate: number | undefined) =>
    rate === undefined ? '—' : `${(100 * rate).toFixed(1).replace('.', ',')} %`;
  return textTable(
    headers,
    orders.map(({ order, byRank }) => [ORDER_LABEL[order], ...byRank.map(text)]),
  );
}

/** The campaigns under one order, beside the targets of the order. */
export function campaignsTable({ campaigns }: SimulatedOrder): string {
  const headers = [
    'campagne',
    'fiches',
    'agents',
    'traitées',
    'CU ÷ traitées',
    'accords ÷ CU',
    'gain moyen',
    'jours',
  ];
  const rows = campaigns.map(({ code, records, agents, figures }) => [
    code,
    records,
    agents,
    ...cellsOf(figures),
  ]);
  return textTable(headers, rows);
}

function cellsOf(figures: SimulationFigures): readonly string[] {
  return [
    said(figures.processed, 'percent'),
    said(figures.usefulOfProcessed, 'percent'),
    said(figures.agreementsOfUseful, 'percent'),
    said(figures.addedPerAgreementMinor, 'money'),
    said(figures.daysToFinish, 'days'),
  ];
}

/** What the other orders change on the very same donors: the line to argue from. */
export function gapLines(orders: readonly SimulatedOrder[]): readonly string[] {
  return orders.flatMap(({ order, gap }) => {
    if (!gap) return [];
    const useful = signed(gap.usefulOfRecords, 100);
    const agreements = signed(gap.agreementsPerThousand, 1);
    return [
      `${ORDER_LABEL[order]}, par rapport à notre cadence : contacts utiles ${useful} points, accords ${agreements} pour 1 000 fiches.`,
    ];
  });
}

function signed(one: Estimate | undefined, scale: number): string {
  if (!one) return '—';
  const text = (value: number) => (value * scale).toFixed(1).replace('.', ',').replace('-', '−');
  const margin = one.margin === null ? '' : ` ± ${text(one.margin)}`;
  return `${one.mean >= 0 ? '+' : ''}${text(one.mean)}${margin}`;
}
