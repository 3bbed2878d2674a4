import { frenchWeek } from '../files/delivery-names.ts';
import { type Html, html, htmlLines } from '../files/html.ts';
import { distanceText, figureText } from '../indicators/indicator-figures.ts';
import { type IndicatorLine, indicators } from '../indicators/indicators.ts';
import type { CampaignReview, ReviewFacts } from './review-facts.ts';
import { paragraph, tableHtml } from './review-page-html.ts';
import { type DrawnSvg, essentials, reviewSection } from './review-page-section.ts';
import { REVIEW_STYLE } from './review-page-style.ts';

/**
 * The review pack of the weekly meeting: one French page that holds everything it shows and runs nothing. No donor in it.
 * Equal facts and pictures give equal text.
 */
export function reviewPage(facts: ReviewFacts, pictures: ReadonlyMap<string, readonly DrawnSvg[]>): string {
  const title = `Revue hebdomadaire ${facts.charity.name}, semaine ${frenchWeek(facts.week)}`;
  return htmlLines(
    html`<!doctype html>`,
    html`<html lang="fr"><head><meta charset="utf-8">`,
    // Should a text ever slip through unescaped, no browser would run or fetch it.
    html`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    html`<meta name="viewport" content="width=device-width, initial-scale=1">`,
    html`<title>${title}</title><style>${REVIEW_STYLE}</style></head><body>`,
    html`<h1>${title}</h1>`,
    paragraph(
      'Chiffres depuis le début de chaque campagne, arrêtés à la fin de la semaine. Aucune donnée personnelle. Les mêmes chiffres sont dans le classeur joint.',
      'soft',
    ),
    essentials(facts.campaigns),
    overview(facts.campaigns),
    ...facts.campaigns.map((one) => reviewSection(one, pictures.get(one.code) ?? [])),
    html`</body></html>`,
    '',
  ).toString();
}

/** The four targets of every campaign; the share of processed records also as it will end, since it only grows. */
function overview(campaigns: readonly CampaignReview[]): Html {
  const table = tableHtml({
    caption: 'Les objectifs en un coup d’œil',
    head: ['Campagne', 'Objectif', ...['Cumul', 'Visé', 'Écart', 'Fin prévue'].map((n) => ({ n }))],
    rows: campaigns.flatMap((one) =>
      targetLines(one).map((line, at) => [
        at === 0 ? `${one.name} (${one.code})` : '',
        line.label,
        { n: figureText(line.cumulated, one.input) },
        { n: line.target ? figureText(line.target, one.input) : '' },
        {
          n: line.distance ? distanceText(line.distance, one.input) : '',
          strong: (line.distance?.scaled ?? 0) < 0,
        },
        { n: forecastText(one, line) },
      ]),
    ),
  });
  const note =
    'L’objectif vaut pour la fin de la campagne. Le taux de fiches traitées monte jusque-là : lisez-le avec la fin prévue au rythme actuel. Les décompositions ci-dessous comparent à ce qui était attendu à cette date.';
  return htmlLines(table, paragraph(note, 'soft'));
}

function forecastText({ forecast, input }: CampaignReview, line: IndicatorLine): string {
  if (!forecast || line.key !== 'processedOnDelivered') return '';
  return figureText(forecast.processedRateAtEnd, input);
}

/** Lines of the 14 indicators that carry a target of the contract, in their order. */
export function targetLines({ input }: Pick<CampaignReview, 'input'>): readonly IndicatorLine[] {
  return indicators(input)
    .flatMap((one) => [one, ...one.companions])
    .filter((line) => line.target !== undefined);
}
