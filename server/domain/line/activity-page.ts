import type { DocumentSection, DocumentSpec } from '../files/document.ts';
import type { DrawnChart } from '../report/campaign-week.ts';
import { frenchCount, frenchShare, shortFrenchDate } from '../wording/french-figures.ts';
import {
  activityLines,
  activityText,
  incidentRows,
  periodText,
  pledgeTexts,
  quietTexts,
  SLOT_HEADS,
  slotRows,
} from './activity-words.ts';
import { quarterHour } from './charts-line.ts';
import type { ActivityDay, LineActivity } from './line-activity.ts';

const text = (title: string, paragraphs: readonly string[]): readonly DocumentSection[] =>
  paragraphs.length === 0 ? [] : [{ kind: 'text', title, paragraphs }];

const table = (
  title: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): readonly DocumentSection[] =>
  rows.length === 0
    ? []
    : [{ kind: 'table', title, headers: [...headers], rows: rows.map((one) => [...one]) }];

function quarters({ day, quarters: all }: ActivityDay): DocumentSection {
  return {
    kind: 'table',
    title: `${shortFrenchDate(day)}, par quart d’heure`,
    headers: [
      'Heure',
      'Appels',
      'Répondus',
      'Abandons',
      'Service',
      'Débordés',
      'Postes',
      'Inscrits',
      'Nécessaires',
    ],
    rows: all.map((one) => [
      quarterHour(one.fromMs),
      ...[one.came, one.answered, one.abandoned].map(frenchCount),
      frenchShare(one.served, one.answered + one.abandoned),
      ...[one.overflowed, one.seatsUsed, one.seatsPlanned, one.seatsNeeded].map(frenchCount),
    ]),
  };
}

/** What the words of the tables mean, for whoever reads the page alone. */
const MEANINGS: readonly string[] = [
  'Un appel compte une fois, au quart d’heure où il est venu et au site qui l’a eu ; une journée va de 4 h à 4 h.',
  'Service : répondus à temps, sur répondus et abandons. Débordés : pris par un autre site que celui de la règle de l’heure.',
  'Postes : ceux qui ont parlé. Inscrits : ceux qui tenaient une place des créneaux de cette heure. Nécessaires : selon Erlang C, pour l’objectif, si tous les quarts d’heure de l’heure étaient ainsi.',
  'Aucun nom, aucun numéro, ni ce que devient un appel : ce document ne dit rien d’une personne.',
];

/** The activity of a line as a document (R-44). Equal activities give equal bytes. */
export function activityPage(
  activity: LineActivity,
  { charts, createdAtMs }: { readonly charts: readonly DrawnChart[]; readonly createdAtMs: number },
): DocumentSpec {
  const { name, site, total, bySite } = activity;
  const columns = [total, ...(site === null ? bySite.map(({ counts }) => counts) : [])];
  return {
    title: `Activité : ${name}`,
    subtitle: `${site === null ? 'Tous les sites' : `Site ${site}`}, ${periodText(activity)}`,
    createdAtMs,
    sections: [
      {
        kind: 'table',
        title: 'Synthèse',
        headers: ['', site ?? 'Ensemble', ...(site === null ? bySite.map((one) => one.site) : [])],
        rows: activityLines(activity).map((one) => [
          one.label,
          ...columns.map((counts) => activityText(one, counts)),
        ]),
      },
      ...text('Promesses', pledgeTexts(activity)),
      ...text('Appels sans promesse, par heures entières', quietTexts(activity)),
      ...table(
        'Créneaux',
        SLOT_HEADS,
        slotRows(activity).map((one) => one.map(String)),
      ),
      ...table('Incidents', ['Quand', 'Quoi'], incidentRows(activity)),
      ...charts.map(
        ({ spec: { title, alt, widthPx, heightPx }, png }): DocumentSection => ({
          kind: 'picture',
          ...{ title, alt, widthPx, heightPx, png },
        }),
      ),
      ...activity.days.map(quarters),
      ...text('Ce que disent les mots', MEANINGS),
    ],
    footer: `Plateau, activité ${activity.campaign}`,
  };
}
