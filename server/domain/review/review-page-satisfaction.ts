import type { Html } from '../files/html.ts';
import { boundsText, partText } from '../report/satisfaction-sheet.ts';
import type { CampaignReview } from './review-facts.ts';
import { heading, paragraph, tableHtml } from './review-page-html.ts';

/** How donors lived the calls: what goes wrong among those who were talked to, and what listeners heard. */
export function satisfactionHtml({ satisfaction }: Pick<CampaignReview, 'satisfaction'>): Html[] {
  return [
    heading(3, 'Satisfaction et vécu des appels'),
    tableHtml({
      head: ['Mesure', { n: 'Semaine' }, { n: 'Depuis le début' }, { n: 'Intervalle à 95 %' }],
      rows: satisfaction.map((figure) => [
        figure.label,
        { n: partText(figure, figure.period) },
        { n: partText(figure, figure.cumulated) },
        { n: boundsText(figure) },
      ]),
    }),
    paragraph(
      `${amongText(satisfaction)} La note d’écoute est la moyenne des grilles remplies ; la question finale, quand le script la pose, est comptée avec ce que disent les donateurs.`,
      'soft',
    ),
  ];
}

/** What the shares of this table are of: a campaign that asks nothing has no agreement to name. */
function amongText(satisfaction: CampaignReview['satisfaction']): string {
  const shares = satisfaction.filter(({ unit }) => unit !== 'score');
  const most = shares[0]?.among ?? '';
  const others = shares.filter(({ among }) => among !== most);
  return `Parmi les ${most}${others.map(({ label, among }) => ` ; « ${label} », parmi les ${among}`).join('')}.`;
}
