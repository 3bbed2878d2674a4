import { civilDate } from '../../../shared/time.ts';
import type { CellValue, SheetImage, SheetSpec, WorkbookSpec } from '../files/sheets.ts';
import type { DrawnChart } from '../report/campaign-week.ts';
import { integerCell, ratioCell } from '../report/figure-cells.ts';
import {
  activityLines,
  incidentRows,
  periodText,
  pledgeTexts,
  quietTexts,
  SLOT_HEADS,
  slotRows,
} from './activity-words.ts';
import { quarterHour } from './charts-line.ts';
import type { ActivityCounts, ActivityQuarter, LineActivity } from './line-activity.ts';

/** Of a row as programs show it. */
const ROW_PX = 20;
const GAP_ROWS = 2;

function pictures(charts: readonly DrawnChart[]): readonly SheetImage[] {
  // Under the header.
  let row = 1;
  return charts.map(({ spec, png }) => {
    const { widthPx, heightPx, title, alt } = spec;
    const image = { png, at: { row, column: 0 }, widthPx, heightPx, alt: `${title}. ${alt}` };
    row += Math.ceil(heightPx / ROW_PX) + GAP_ROWS;
    return image;
  });
}

const cell = (figure: 'count' | 'share' | 'seconds', value: number | null): CellValue => {
  if (value === null) return 'n. d.';
  return figure === 'share' ? { figure: 'percent', value } : integerCell(Math.round(value));
};

function summary(activity: LineActivity): SheetSpec {
  const { total, bySite, site } = activity;
  const columns: readonly (readonly [string, ActivityCounts])[] = [
    [site ?? 'Ensemble', total],
    ...(site === null ? bySite.map(({ site: code, counts }) => [code, counts] as const) : []),
  ];
  const said = (title: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : [[], [{ strong: title }], ...texts.map((text) => [text])];
  return {
    name: 'SYNTHESE',
    columns: [
      { header: `${activity.name}, ${periodText(activity)}`, width: 64, kind: 'text' },
      ...columns.map(([header]) => ({ header, width: 14, kind: 'integer' }) as const),
    ],
    rows: [
      ...activityLines(activity).map(({ label, figure, of }) => [
        label,
        ...columns.map(([, counts]) => cell(figure, of(counts))),
      ]),
      ...said('Promesses', pledgeTexts(activity)),
      ...said('Appels sans promesse (par heures, jamais par appel)', quietTexts(activity)),
    ],
  };
}

const QUARTER_COLUMNS: SheetSpec['columns'] = [
  { header: 'Jour', width: 12, kind: 'date' },
  { header: 'Quart d’heure', width: 14, kind: 'text' },
  ...['Appels', 'Répondus', 'Abandons', 'Fins non vues', 'Servis à temps'].map(
    (header) => ({ header, width: 12, kind: 'integer' }) as const,
  ),
  { header: 'Service', width: 10, kind: 'percent' },
  ...['Conversation (s)', 'Débordés', 'Postes ayant parlé', 'Inscrits', 'Postes nécessaires'].map(
    (header) => ({ header, width: 13, kind: 'integer' }) as const,
  ),
];

function quarterRow(one: ActivityQuarter): readonly CellValue[] {
  const { came, answered, abandoned, unseen, served, overflowed, talkMs, talks } = one;
  return [
    { date: civilDate(one.fromMs) },
    quarterHour(one.fromMs),
    ...[came, answered, abandoned, unseen, served].map(integerCell),
    ratioCell(served, answered + abandoned),
    talks === 0 ? 'n. d.' : integerCell(Math.round(talkMs / talks / 1000)),
    ...[overflowed, one.seatsUsed, one.seatsPlanned, one.seatsNeeded].map(integerCell),
  ];
}

function slotSheet(activity: LineActivity): SheetSpec {
  return {
    name: 'CRENEAUX',
    columns: SLOT_HEADS.map((header, at) => ({
      header,
      width: at === 0 ? 20 : 16,
      kind: at < 3 ? ('text' as const) : ('integer' as const),
    })),
    rows: slotRows(activity).map(([site, from, to, ...counts]) => [
      site,
      from,
      to,
      ...counts.map(integerCell),
    ]),
  };
}

function incidentSheet(activity: LineActivity): SheetSpec {
  return {
    name: 'INCIDENTS',
    columns: [
      { header: 'Quand', width: 18, kind: 'text' },
      { header: 'Quoi', width: 80, kind: 'text' },
    ],
    rows: incidentRows(activity).map((one) => [...one]),
  };
}

/** The activity of a line: summary by site, every quarter of an hour, pictures. Equal activities give equal bytes. */
export function activityWorkbook(
  activity: LineActivity,
  { charts, createdAtMs }: { readonly charts: readonly DrawnChart[]; readonly createdAtMs: number },
): WorkbookSpec {
  const quarters = activity.days.flatMap((day) => day.quarters);
  return {
    title: `Activité ${activity.campaign} ${periodText(activity)}`,
    createdAtMs,
    sheets: [
      summary(activity),
      { name: 'QUARTS-D-HEURE', columns: QUARTER_COLUMNS, rows: quarters.map(quarterRow) },
      slotSheet(activity),
      incidentSheet(activity),
      ...(charts.length === 0
        ? []
        : [
            {
              name: 'IMAGES',
              columns: [{ header: 'Les mêmes chiffres en images', width: 100, kind: 'text' as const }],
              rows: [],
              images: pictures(charts),
            },
          ]),
    ],
  };
}
