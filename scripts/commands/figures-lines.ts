import { frenchWeek } from '../../server/domain/files/delivery-names.ts';
import { standingOut } from '../../server/domain/indicators/heard-figures.ts';
import { NO_FORECAST } from '../../server/domain/indicators/indicator-forecast.ts';
import {
  casesText,
  heardInterval,
  heardShare,
  standingOutText,
} from '../../server/domain/report/heard-words.ts';
import { partText } from '../../server/domain/report/satisfaction-sheet.ts';
import type { CampaignFigures } from '../../server/steps/indicators/read-campaign-figures.ts';
import { asksSomething } from '../../shared/campaign-kind.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { tableWithin } from '../cli/layout/table-within.ts';

/** The 14 indicators, satisfaction, what donors said and the forecast, in lines of at most `columns` cells. */
export function figuresLines(figures: CampaignFigures, columns: number): readonly string[] {
  const week = frenchWeek(figures.week);
  const state = figures.isRunning ? 'semaine en cours' : 'semaine finie';
  const asks = asksSomething(figures.kind);
  const headers = ['N°', 'Indicateur', 'Semaine', 'Cumul', 'Objectif', 'Écart'];
  const satisfaction = figures.satisfaction.map((one) => [
    one.label,
    partText(one, one.period),
    partText(one, one.cumulated),
  ]);
  return [
    ...wrapText(`${figures.campaign} — ${figures.name}`, columns),
    `${week}, ${state}, montants en ${figures.currency}`,
    ...tableWithin(columns, { ...alignedRight(headers, figures.lines), wrapped: 1 }),
    '',
    ...tableWithin(columns, {
      headers: ['Satisfaction', 'Semaine', 'Cumul'],
      rows: satisfaction,
      wrapped: 0,
    }),
    ...figures.heard.flatMap((table) => heardLines(table, { asks, columns })),
    '',
    ...wrapText(forecastText(figures, asks), columns),
  ];
}

/** What was said in the week's calls, most heard first, then where one group says it more. */
function heardLines(
  table: CampaignFigures['heard'][number],
  { asks, columns }: { readonly asks: boolean; readonly columns: number },
): readonly string[] {
  const told = table.isAnswered && asks;
  const headers = ['Entendu', 'Part (appels)', 'Intervalle', ...(told ? ['Accords'] : [])];
  const rows = table.figures.map((one) => [
    one.label,
    heardShare(one),
    heardInterval(one),
    ...(told ? [one.told?.ends.agreement ?? ''] : []),
  ]);
  return [
    '',
    ...wrapText(`${table.title} (${casesText(table)} dans la semaine)`, columns),
    ...tableWithin(columns, { headers, rows, wrapped: 0 }),
    ...standingOut(table).flatMap((one) =>
      wrapText(standingOutText(one), columns - 2).map((line) => `  ${line}`),
    ),
  ];
}

function forecastText({ forecast }: CampaignFigures, asks: boolean): string {
  if (!forecast) return `Prévision : ${NO_FORECAST}`;
  const perDay =
    forecast.perDayToTarget === null ? 'plus de jour restant' : `${forecast.perDayToTarget} par jour restant`;
  const agreements = asks
    ? ` et ${inNumber(forecast.agreementsAtEnd, 'accord(s)')} à la fin, ${inNumber(forecast.agreementsWanted, 'visé(s)')}`
    : ' à la fin';
  return `Au rythme actuel (jours faits : ${forecast.elapsedDays} sur ${forecast.totalDays}) : ${inNumber(forecast.processedAtEnd, 'fiche(s) traitée(s)')}${agreements} ; pour l’objectif de fiches traitées : ${perDay}`;
}

/** Figures and their heads padded on the left, so that their ends stand in line; companion lines a little to the right. */
function alignedRight(headers: readonly string[], lines: readonly (readonly string[])[]) {
  const widthOf = (at: number) => Math.max(...[headers, ...lines].map((line) => line[at]?.length ?? 0));
  const padded = (line: readonly string[]) =>
    line.map((text, at) => (at === 1 ? text : text.padStart(widthOf(at))));
  const rows = lines.map((line) =>
    padded(line).map((text, at) => (at === 1 && line[0] === '' ? `  ${text}` : text)),
  );
  return { headers: padded(headers), rows };
}
