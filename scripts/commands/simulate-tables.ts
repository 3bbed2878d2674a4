import type {
  Estimate,
  SimulationFigure,
  SimulationFigures,
} from '../../server/domain/simulation/simulation-figures.ts';
import type { SimulationReach } from '../../server/domain/simulation/simulation-reach.ts';
import type { SimulatedOrder } from '../../server/steps/simulation/simulate-campaigns.ts';
import { asksSomething, kindFacts } from '../../shared/campaign-kind.ts';
import { currencyFacts } from '../../shared/currency.ts';
import { agreeing, inNumber } from '../../shared/french-plural.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { type Table, tableWithin } from '../cli/layout/table-within.ts';

type Unit = 'percent' | 'decimal' | 'whole' | 'money';

const SCALE: Readonly<Record<Unit, number>> = { percent: 100, decimal: 1, whole: 1, money: 0.01 };
const DIGITS: Readonly<Record<Unit, number>> = { percent: 1, decimal: 2, whole: 0, money: 2 };

/** `1 736`, `45,8`, `−1,7`. */
function numberText(value: number, digits: number): string {
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return value.toLocaleString('fr-FR', format).replace('-', '−');
}

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
  ['agreementsPerThousand', 'accords pour 1 000 fiches', 'whole'],
  ['exhausted', 'fiches épuisées', 'percent'],
  ['daysToThreeQuarters', 'jours pour traiter 75 %', 'whole'],
  ['daysToFinish', 'jours pour finir', 'whole'],
  ['callHours', 'heures de ligne', 'whole'],
  ['agreementsPerHundredHours', 'accords pour 100 heures de ligne', 'whole'],
];

const ORDER_LABEL = {
  cadence: 'notre cadence',
  random: 'ordre au hasard',
  evening: 'toujours le soir',
} as const;

function said(one: Estimate | undefined, unit: Unit): string {
  if (!one) return '—';
  const text = (value: number) => numberText(value * SCALE[unit], DIGITS[unit]);
  const margin = one.margin === null ? '' : ` ± ${text(one.margin)}`;
  return `${text(one.mean)}${margin}${unit === 'percent' ? ' %' : ''}`;
}

/** All that the command says, in lines of at most `columns` cells. */
export function simulationLines(
  orders: readonly SimulatedOrder[],
  setting: SimulationSetting,
  columns: number,
): readonly string[] {
  const [cadence] = orders;
  return [
    ...settingLines(orders, setting).flatMap((line) => wrapText(line, columns)),
    '',
    ...tableWithin(columns, ordersTable(orders)),
    '',
    ...gapLines(orders).flatMap((line) => wrapText(line, columns)),
    '',
    'Décrochés par une personne, par rang d’essai :',
    ...tableWithin(columns, ranksTable(orders)),
    ...(cadence ? campaignLines(cadence, columns) : []),
    ...(setting.seeds.length > 1 ? ['', '± : intervalle à 95 % sur les graines.'] : []),
  ];
}

/** The comparison of the orders: one column each. */
function ordersTable(orders: readonly SimulatedOrder[]): Table {
  const headers = ['', ...orders.map(({ order }) => ORDER_LABEL[order])];
  const rows = LINES.map(([key, label, unit]) => [
    label,
    ...orders.map(({ total }) => said(total[key], unit)),
  ]);
  return { headers, rows };
}

/** What each try brings, by rank: where falling returns are seen. */
function ranksTable(orders: readonly SimulatedOrder[]): Table {
  const ranks = orders[0]?.byRank.length ?? 0;
  const headers = ['essai', ...Array.from({ length: ranks }, (_, at) => String(at + 1))];
  const text = (rate: number | undefined) => (rate === undefined ? '—' : `${numberText(100 * rate, 1)} %`);
  return { headers, rows: orders.map(({ order, byRank }) => [ORDER_LABEL[order], ...byRank.map(text)]) };
}

/** The campaigns under the house's cadence, one by one, then what their files aim at. */
function campaignLines(cadence: SimulatedOrder, columns: number): readonly string[] {
  return [
    '',
    'Par campagne, avec notre cadence :',
    ...tableWithin(columns, campaignsTable(cadence)),
    '',
    ...targetLines(cadence).flatMap((line) => wrapText(line, columns)),
  ];
}

/** The campaigns under one order, and all of them together where there are several. */
function campaignsTable({ campaigns, total }: SimulatedOrder): Table {
  const headers = [
    'campagne',
    'fiches',
    'équipe',
    'traitées',
    'utiles ÷ traitées',
    'accords ÷ utiles',
    'par accord',
    'jours',
  ];
  const rows = campaigns.map(({ code, records, agents, figures, currency }) => [
    code,
    records,
    agents,
    ...cellsOf(figures, currencyFacts(currency).sign),
  ]);
  if (campaigns.length < 2) return { headers, rows };
  const sum = (of: 'records' | 'agents') => campaigns.reduce((all, one) => all + one[of], 0);
  // Without a mean amount: a rise and a whole gift, euros and francs, have none in common.
  const whole = ['TOTAL', sum('records'), sum('agents'), ...cellsOf(total, '')];
  return { headers, rows: [...rows, whole] };
}

function cellsOf(figures: SimulationFigures, sign: string): readonly string[] {
  const added = figures.addedPerAgreementMinor;
  return [
    said(figures.processed, 'percent'),
    said(figures.usefulOfProcessed, 'percent'),
    said(figures.agreementsOfUseful, 'percent'),
    added ? `${said(added, 'money')} ${sign}` : '—',
    said(figures.daysToFinish, 'whole'),
  ];
}

/** What the other orders change on the very same donors: the line to argue from. */
function gapLines(orders: readonly SimulatedOrder[]): readonly string[] {
  return orders.flatMap(({ order, gap }) => {
    if (!gap) return [];
    const useful = signed(gap.usefulOfRecords, 100);
    const agreements = signed(gap.agreementsPerThousand, 1);
    return [
      `${ORDER_LABEL[order]}, par rapport à notre cadence : contacts utiles ${useful} points, accords ${agreements} pour 1 000 fiches.`,
    ];
  });
}

/** The targets that the campaigns' own files set (R-10), once per kind when they agree. */
function targetLines({ campaigns }: SimulatedOrder): readonly string[] {
  const lines = campaigns.map(({ kind, targets, currency }) => {
    const { processed, useful, agreements, averageMinor } = targets;
    const reached = `Objectifs, ${kindFacts(kind).name} : ${processed} % traitées, ${useful} % d’utiles`;
    if (agreements === undefined || averageMinor === undefined) return `${reached}.`;
    const average = `${numberText(averageMinor / 100, 2)} ${currencyFacts(currency).sign}`;
    return `${reached}, ${agreements} % d’accords, ${average} par accord et par mois.`;
  });
  return [...new Set(lines)];
}

export interface SimulationSetting {
  readonly agents: number;
  readonly seeds: readonly number[];
  readonly reach: SimulationReach;
}

/** What was played and what was supposed: the reader must not take the figures for measures. */
function settingLines(
  orders: readonly SimulatedOrder[],
  { agents, seeds, reach }: SimulationSetting,
): readonly string[] {
  const { campaigns = [] } = orders[0] ?? {};
  const records = campaigns.reduce((sum, one) => sum + one.records, 0);
  const percent = (value: number) => `${numberText(value, Number.isInteger(value) ? 0 : 1)} %`;
  const { M, A, S, SA } = reach.parts;
  const kinds = [...new Set(campaigns.map(({ kind }) => kind))];
  const yes = kinds
    .filter(asksSomething)
    .map((kind) => `${percent(reach.accepts[kind].first)} (${kindFacts(kind).name})`);
  const supposed = yes.length > 0 ? `oui à la première proposition : ${yes.join(', ')}. ` : '';
  return [
    `${numberText(records, 0)} ${agreeing(records, 'fiche(s) imaginaire(s)')}, ${inNumber(agents, 'téléacteur(s)')}, ${agreeing(seeds.length, 'graine(s)')} ${seeds.join(', ')} : une simulation, pas une mesure.`,
    `Supposé : au premier essai une personne décroche ${percent(M)} le matin, ${percent(A)} l’après-midi, ${percent(S)} le soir, ${percent(SA)} le samedi ;`,
    `${supposed}Le reste est dans server/campaigns/simulation.md.`,
  ];
}

function signed(one: Estimate | undefined, scale: number): string {
  if (!one) return '—';
  const text = (value: number) => numberText(value * scale, 1);
  const margin = one.margin === null ? '' : ` ± ${text(one.margin)}`;
  return `${one.mean >= 0 ? '+' : ''}${text(one.mean)}${margin}`;
}
