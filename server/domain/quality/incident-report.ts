import type { CivilDate } from '../../../shared/time.ts';
import type { DocumentSection, DocumentSpec } from '../files/document.ts';
import { frenchCount, frenchDate, frenchDecimal } from '../wording/french-figures.ts';
import { kindLabel, measureLabel } from './incident-kinds.ts';

/** What the charity is told of incidents: counts, kinds and measures; no donor, no agent, no words of anybody. */
export interface IncidentFigures {
  readonly campaign: string;
  readonly campaignName: string;
  /** Both included. */
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly calls: number;
  readonly incidents: readonly {
    readonly kind: string;
    readonly origin: 'agent' | 'lead';
    /** null while open. */
    readonly measure: string | null;
  }[];
  readonly listening: {
    readonly sheets: number;
    readonly withFail: number;
    readonly meanScore: number | null;
  };
}

export type CountLine = readonly [label: string, total: string, open: string, closed: string];

function countsBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return new Map([...groups].toSorted((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1)));
}

/** By kind: all, still open, closed. */
export function kindLines({ incidents }: IncidentFigures): readonly CountLine[] {
  return [...countsBy(incidents, ({ kind }) => kind)].map(([kind, all]) => {
    const open = all.filter(({ measure }) => measure === null).length;
    return [
      kindLabel(kind),
      ...[all.length, open, all.length - open].map(frenchCount),
    ] as unknown as CountLine;
  });
}

/** By measure taken: how many incidents ended so. */
export function measureLines({ incidents }: IncidentFigures): readonly (readonly [string, string])[] {
  const closed = incidents.filter(({ measure }) => measure !== null);
  return [...countsBy(closed, ({ measure }) => measure ?? '')].map(([measure, all]) => [
    measureLabel(measure),
    frenchCount(all.length),
  ]);
}

/** `1,4 pour 1 000 appels`; « n. d. » without a call (docs/rules/indicators.md). */
export function rateText({ incidents, calls }: IncidentFigures): string {
  return calls === 0 ? 'n. d.' : `${frenchDecimal((1000 * incidents.length) / calls, 1)} pour 1 000 appels`;
}

function listeningText({ listening }: IncidentFigures): string {
  const { sheets, withFail, meanScore } = listening;
  if (sheets === 0) return 'aucune écoute notée';
  return `${frenchCount(sheets)}, note moyenne ${meanScore ?? 0} sur 100, ${frenchCount(withFail)} avec un fait éliminatoire`;
}

/** The document that leaves; `createdAtMs` is the end of the period, so that equal figures give equal bytes. */
export function incidentReport(figures: IncidentFigures, createdAtMs: number): DocumentSpec {
  const { campaign, campaignName, from, to, incidents } = figures;
  const byKey = incidents.filter(({ origin }) => origin === 'agent').length;
  const kinds = kindLines(figures);
  const measures = measureLines(figures);
  const sections: DocumentSection[] = [
    {
      kind: 'fields',
      title: 'Période',
      fields: [
        ['Campagne', `${campaignName} (${campaign})`],
        ['Du', frenchDate(from)],
        ['Au', frenchDate(to)],
        ['Incidents ouverts', frenchCount(incidents.length)],
        ['Dont par la touche éthique des téléacteurs', frenchCount(byKey)],
        ['Rapporté aux appels', rateText(figures)],
        ['Écoutes de la période', listeningText(figures)],
      ],
    },
    kinds.length === 0
      ? { kind: 'text', title: 'Sortes d’incidents', paragraphs: ['Aucun incident sur la période.'] }
      : {
          kind: 'table',
          title: 'Sortes d’incidents',
          headers: ['Sorte', 'Tous', 'Ouverts', 'Clos'],
          rows: kinds,
        },
    ...(measures.length === 0
      ? []
      : [
          {
            kind: 'table',
            title: 'Mesures prises',
            headers: ['Mesure', 'Incidents clos'],
            rows: measures,
          } as const,
        ]),
    {
      kind: 'text',
      title: 'Ce que ce rapport contient',
      paragraphs: [
        'Des comptes seulement : aucun donateur, aucun téléacteur, aucun propos. Tant qu’un incident est ouvert, la fiche concernée n’est appelée par personne.',
      ],
    },
  ];
  return {
    title: 'Rapport d’incidents éthiques',
    subtitle: `${campaignName}, du ${frenchDate(from)} au ${frenchDate(to)}`,
    createdAtMs,
    sections,
    footer: `${campaign} · ${from} – ${to}`,
  };
}
