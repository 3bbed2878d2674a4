import { asksSomething, type CampaignKind } from '../../../shared/campaign-kind.ts';
import type { Country } from '../../../shared/country.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { inTheirNames, theirName, theirSpellings } from '../contact-file/mapping/their-names.ts';
import { returnColumns } from '../delivery/return-file-columns.ts';
import { CORRECTION_COLUMNS, TALK_COLUMNS } from '../delivery/thanks-file.ts';
import { mandateColumns, oneOffColumns } from '../delivery/weekly-file-columns.ts';
import { reportFileName, returnFileName, urgentFileName, weeklyFileName } from '../files/delivery-names.ts';
import type { DocumentSection } from '../files/document.ts';
import type { ColumnSpec } from '../files/sheets.ts';

const headers = (columns: readonly ColumnSpec[], mapping: CampaignSettings['mapping']) =>
  columns.map(({ header }) => theirName(mapping, header)).join(', ');

/** What of an example name is a date or a week, told as such. */
const told = (name: string) => `${name.replace('2000-S01', 'AAAA-SWW').replace('20000103', 'AAAAMMJJ')}.pgp`;

/** Of which lines the final file has a row, as the charity chose. */
const FINAL_ROWS = {
  without:
    'une ligne par fiche prise à l’import, appelée ou non, avant et après ; les lignes refusées à l’import n’y sont pas : leur rapport les a dites',
  with: 'une ligne par ligne que vous avez livrée : les fiches, avant et après, puis les lignes refusées à l’import (STATUT_FINAL REJET_IMPORT)',
} as const;

const LINE_TYPES = [
  ['N', 'nouvel accord : appliquez NOUVEAU_MONTANT à partir de DATE_PREMIERE_ECHEANCE'],
  ['M', 'le même appel (ID_APPEL) a changé : cette ligne remplace la précédente'],
  ['X', 'accord annulé : revenez à ANCIEN_MONTANT ; un don repris reste arrêté'],
] as const;

const TALK_LINES = [
  ['N', 'un appel terminé de la semaine ; il ne revient dans aucun autre fichier'],
] as const;

const URGENT = 'oppositions, arrêts, baisses, décès, réclamations, demandes de droits';

/** What the urgent file tells; the file of the week: what it holds, what its kinds of line say, the columns of its sheets. */
function comesBack(kind: CampaignKind, country: Country) {
  if (!asksSomething(kind)) {
    const sheets = [
      ['REMERCIEMENTS', TALK_COLUMNS],
      ['CORRECTIONS', CORRECTION_COLUMNS],
    ] as const;
    const content =
      'personnes jointes dans la semaine finie : remerciées ou non, demandes, oppositions, coordonnées corrigées';
    return { content, sheets, lineTypes: TALK_LINES, urgent: `${URGENT}, souhaits d’être rappelé` };
  }
  const sheets = [
    ['MANDATS', mandateColumns(country)],
    ['DONS PONCTUELS', oneOffColumns()],
  ] as const;
  const content = 'accords de la semaine finie, à charger le mercredi';
  return { content, sheets, lineTypes: LINE_TYPES, urgent: URGENT };
}

/** What comes back in `out/`, by the tables that write it (docs/rules/layouts.md). */
export function returnSections({
  kind,
  country,
  charity,
  finalFile,
  mapping,
}: CampaignSettings): readonly DocumentSection[] {
  const named = { kind, country, charity: charity.code };
  const [day, week] = ['2000-01-03', '2000-W01'];
  const weekly = comesBack(kind, country);
  return [
    {
      kind: 'table',
      title: '5. Ce qui revient dans votre dépôt, dossier out/',
      headers: ['Quand', 'Fichier, chiffré pour vous et signé par nous', 'Contenu'],
      rows: [
        ['à chaque dépôt', '…_RAPPORT.xlsx.pgp', 'chaque ligne rejetée, exclue ou à vérifier, et pourquoi'],
        ['le jour même, à 20 h 45, s’il y a lieu', told(urgentFileName(named, day)), weekly.urgent],
        ['le mardi à 22 h', told(weeklyFileName(named, week)), weekly.content],
        ['le même soir', told(reportFileName(named, week)), 'indicateurs, sans donnée de donateur'],
        ['à la fin', told(returnFileName(named, day)), FINAL_ROWS[finalFile?.rejectedRows ?? 'without']],
      ],
    },
    {
      kind: 'fields',
      title: `${theirName(mapping, 'TYPE_LIGNE')} du fichier de la semaine`,
      fields: [
        ...weekly.lineTypes.map(
          ([value, said]) =>
            [theirSpellings(mapping, 'TYPE_LIGNE', value)[0] ?? value, inTheirNames(mapping, said)] as const,
        ),
      ],
    },
    {
      kind: 'fields',
      title: 'Colonnes de ce qui revient',
      fields: [
        ...weekly.sheets.map(
          ([name, columns]) => [`Semaine, feuille ${name}`, headers(columns, mapping)] as const,
        ),
        ['Fichier final', `${headers(returnColumns(kind), mapping)}, puis vos colonnes en plus`],
      ],
    },
  ];
}
