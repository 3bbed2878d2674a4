import { asksSomething, type CampaignKind } from '../../../shared/campaign-kind.ts';
import type { Html } from '../files/html.ts';
import type { HeardFigure, HeardTable } from '../indicators/heard-figures.ts';
import { standingOut } from '../indicators/heard-figures.ts';
import { casesText, heardInterval, heardShare, repliesText, standingOutText } from '../report/heard-words.ts';
import { frenchCount, frenchPlural } from '../wording/french-figures.ts';
import type { CampaignReview } from './review-facts.ts';
import { heading, listHtml, type PageCell, paragraph, tableHtml } from './review-page-html.ts';

/** Lines of one table: what is heard less often is in the workbook. */
const MOST_LINES = 6;
/** Differences worth the meeting's time. */
const MOST_DIFFERENCES = 4;

/** What donors say, what is answered and what follows; nothing where nothing was noted: agents are free to note. */
export function heardHtml({ insights: { heard }, kind }: CampaignReview): Html[] {
  if (heard.length === 0) return [];
  const differences = heard.flatMap(standingOut).slice(0, MOST_DIFFERENCES);
  return [
    heading(3, 'Ce que disent les donateurs'),
    ...heard.map((table) => heardTableHtml(table, kind)),
    differences.length === 0
      ? paragraph('Aucun profil, aucune ancienneté ne le dit nettement plus souvent que les autres.', 'soft')
      : listHtml(differences.map((one) => `${standingOutText(one)}.`)),
    paragraph(
      'Le croisement complet avec le profil et l’ancienneté est dans le classeur ; un groupe de trop peu de personnes y est masqué, et ce qui le trahirait.',
      'soft',
    ),
  ];
}

function heardTableHtml(table: HeardTable, kind: CampaignKind): Html {
  const columns = COLUMNS.filter(
    ({ isReply, isEnd }) => (table.isAnswered || !isReply) && (asksSomething(kind) || !isEnd),
  );
  const rest = table.figures.length - MOST_LINES;
  const more =
    rest > 0
      ? [[`et ${frenchPlural(rest, ['autre', 'autres'])}, au classeur`, ...columns.slice(1).map(() => '')]]
      : [];
  return tableHtml({
    caption: `${table.title} (${casesText(table)})`,
    head: columns.map(({ head }) => head),
    rows: [...table.figures.slice(0, MOST_LINES).map((one) => columns.map(({ cell }) => cell(one))), ...more],
  });
}

interface HeardColumn {
  readonly head: PageCell;
  readonly cell: (one: HeardFigure) => PageCell;
  /** Of what is answered, and what follows. */
  readonly isReply?: true;
  /** What was agreed to or given in these calls: nothing is where nothing is asked. */
  readonly isEnd?: true;
}

const COLUMNS: readonly HeardColumn[] = [
  { head: 'Entendu', cell: (one) => one.label },
  { head: { n: 'Part (appels)' }, cell: (one) => ({ n: heardShare(one) }) },
  { head: { n: 'Intervalle à 95 %' }, cell: (one) => ({ n: heardInterval(one) }) },
  {
    head: { n: 'Accords' },
    cell: ({ told }) => ({ n: told ? frenchCount(told.ends.agreement) : '' }),
    isReply: true,
    isEnd: true,
  },
  {
    head: { n: 'Dons' },
    cell: ({ told }) => ({ n: told ? frenchCount(told.ends['one-off']) : '' }),
    isReply: true,
    isEnd: true,
  },
  { head: 'Ce qui est répondu', cell: repliesText, isReply: true },
];
