import { asksSomething } from '../../../shared/campaign-kind.ts';
import { agreeing } from '../../../shared/french-plural.ts';
import { formatMoney } from '../../../shared/money.ts';
import { type Html, html, htmlLines, joinHtml } from '../files/html.ts';
import type { Gap, Gaps } from '../indicators/gap-parts.ts';
import { spanFacts } from '../indicators/indicators.ts';
import type { ChartSpec } from '../report/charts-style.ts';
import { MASKED } from '../report/heard-words.ts';
import { frenchDecimal, frenchPlural } from '../wording/french-figures.ts';
import type { Effect } from './measure-effects.ts';
import type { Comparison } from './review-comparisons.ts';
import { type CampaignReview, dayOf } from './review-facts.ts';
import { heardHtml } from './review-page-heard.ts';
import { heading, listHtml, paragraph, pictureHtml, tableHtml } from './review-page-html.ts';
import { satisfactionHtml } from './review-page-satisfaction.ts';
import { factorText, intervalText, MASKED_READING, readingText, shareText } from './review-words.ts';

/** A picture drawn as SVG text. */
export interface DrawnSvg {
  readonly spec: ChartSpec;
  readonly svg: string;
}

/** One campaign of the review: what to discuss first, what to do, then what it rests on, the tables last. */
export function reviewSection(one: CampaignReview, pictures: readonly DrawnSvg[]): Html {
  const drawn = pictures.map(({ spec, svg }) => pictureHtml({ svg, alt: `${spec.title}. ${spec.alt}` }));
  return htmlLines(
    html`<section>`,
    heading(2, `${one.name} (${one.code})`),
    ...commentHtml(one),
    heading(3, 'D’où vient l’écart aux objectifs'),
    ...gapHtml(one),
    heading(3, 'Mesures proposées'),
    ...measuresHtml(one),
    heading(3, 'Décisions des réunions précédentes'),
    ...decisionsHtml(one),
    heading(3, 'Prochaines étapes'),
    listHtml(one.steps, 'ol'),
    heading(3, 'En images'),
    html`<div class="charts">${joinHtml(drawn, '\n')}</div>`,
    ...heardHtml(one),
    ...satisfactionHtml(one),
    heading(3, 'Pour le détail : profils, thèmes et créneaux comparés'),
    paragraph(asksSomething(one.kind) ? `${INTERVALS} ${OF_AGREEMENTS}` : INTERVALS, 'soft'),
    ...one.comparisons.map(comparisonHtml),
    html`</section>`,
  );
}

/** The page in some lines, one campaign each: where it stands, what to do about it first, what its donors say. */
export function essentials(campaigns: readonly CampaignReview[]): Html {
  return htmlLines(
    heading(2, 'L’essentiel'),
    listHtml(campaigns.map((one) => `${one.name} : ${essential(one).join(' ')}`)),
  );
}

function essential(one: CampaignReview): readonly string[] {
  const { gaps, measures, insights } = one;
  if (!gaps && !asksSomething(one.kind)) return [thanksSentence(one)];
  if (!gaps) return ['la campagne n’a pas commencé.'];
  const [first] = measures.filter(({ effect }) => effect);
  const measure = first?.effect ? [`${first.text} (effet attendu : ${effectText(one, first.effect)}).`] : [];
  const [table] = insights.heard;
  const heard = table?.figures[0]?.told ? [`${table.title} : « ${table.figures[0].label} » d’abord.`] : [];
  return [gapSentence(gaps), ...measure, ...heard];
}

/** Of a campaign that thanks: how many were, among whom. */
function thanksSentence({ input }: CampaignReview): string {
  const { thanked, useful } = spanFacts(input, input.cumulated);
  const said = frenchPlural(thanked, ['remerciement fait', 'remerciements faits']);
  return `${said} pour ${frenchPlural(useful, ['contact utile', 'contacts utiles'])}.`;
}

/** The lead’s word, first: figures follow it. */
function commentHtml({ comment }: CampaignReview): Html[] {
  if (comment === undefined) return [];
  return [heading(3, 'Le mot de la semaine'), ...comment.split('\n').map((words) => paragraph(words))];
}
const INTERVALS =
  'Intervalles de Wilson à 95 %. Un groupe est dit nettement différent quand son intervalle ne touche pas celui du reste ; aucun avis sur moins de 30 cas.';
const OF_AGREEMENTS =
  'Un accord annulé depuis ne compte plus ; une reprise à signer compte une fois le mandat signé.';

function gapHtml(one: CampaignReview): Html[] {
  if (!asksSomething(one.kind)) return [paragraph(NO_GAP)];
  if (!one.gaps) return [paragraph('La campagne n’a pas commencé : aucun écart à expliquer.')];
  return [
    paragraph(gapSentence(one.gaps)),
    tableHtml({
      head: ['Cause', { n: 'Accords' }, { n: 'Montant par mois' }],
      rows: [...causeRows(one, one.gaps), totalRow(one, one.gaps)],
      hasTotal: true,
    }),
    html`<div class="formula">${paragraph(GAP_FORMULA)}</div>`,
  ];
}

/** Of a campaign that thanks. */
const NO_GAP =
  'Rien n’est demandé dans cette campagne : il n’y a ni accord ni montant à comparer. L’écart se lit dans le tableau des objectifs, sur les fiches traitées et les contacts utiles.';

/** The decomposition as the page states it; `gap-parts.ts` computes it. */
const GAP_FORMULA =
  'Décomposition exacte, dans l’ordre de l’entonnoir, chaque facteur remplacé à son tour : ' +
  '(T − T*) × u* × a* × m* pour les fiches traitées ; (CU − T × u*) × a* × m* pour les donateurs joints ; ' +
  '(A − CU × a*) × m* pour les accords ; S − A × m* pour les montants. ' +
  'T fiches traitées, CU contacts utiles, A accords, S somme mensuelle ; l’étoile marque l’objectif, T* au prorata des jours écoulés. ' +
  'Sans m*, les trois premiers termes donnent l’écart en accords.';

function gapSentence({ agreements }: Gaps): string {
  const said = `${tenth(agreements.actual, false)} ${agreeing(agreements.actual, 'accord(s)')} à ce jour pour ${tenth(agreements.expected, false)} attendus à cette date`;
  const worst = [...agreements.parts].sort((a, b) => a.value - b.value)[0];
  if (agreements.gap >= 0 || !worst) return `${said} : l’objectif est tenu.`;
  return `${said}. Première cause : ${factorText(worst.factor, worst.value)} (${tenth(worst.value, true)}).`;
}

function causeRows(one: CampaignReview, { agreements, amount }: Gaps) {
  return amount.parts.map(({ factor, value }) => {
    const inAgreements = agreements.parts.find((part) => part.factor === factor)?.value;
    return [
      capitalised(factorText(factor, value)),
      { n: inAgreements === undefined ? '—' : tenth(inAgreements, true) },
      { n: moneyText(one, value) },
    ];
  });
}

function totalRow(one: CampaignReview, { agreements, amount }: Gaps) {
  const said = (gap: Gap, text: (value: number) => string) =>
    `${text(gap.gap)} (${text(gap.actual).replace('+', '')} pour ${text(gap.expected).replace('+', '')})`;
  return [
    'Écart à ce jour',
    { n: said(agreements, (value) => tenth(value, true)) },
    { n: said(amount, (value) => moneyText(one, value)) },
  ];
}

function comparisonHtml({ title, successes, cases, groups, masked = [] }: Comparison): Html {
  if (groups.length + masked.length === 0)
    return tableHtml({ caption: title, head: ['Groupe'], rows: [['aucun cas encore']] });
  return tableHtml({
    caption: title,
    head: ['Groupe', { n: `${capitalised(successes)} sur ${cases}` }, { n: 'Intervalle à 95 %' }, 'Lecture'],
    rows: [
      ...groups.map((group) => [
        group.name,
        { n: shareText(group.share) },
        { n: group.share.cases === 0 ? '' : intervalText(group.interval) },
        readingText(group),
      ]),
      ...masked.map((name) => [name, { n: MASKED }, { n: '' }, MASKED_READING]),
    ],
  });
}

function measuresHtml(one: CampaignReview): Html[] {
  const { measures, noMeasure } = one;
  if (measures.length === 0) return [paragraph(noMeasure)];
  return [
    tableHtml({
      head: ['Mesure', { n: 'Effet attendu' }, { n: 'Intervalle' }, 'D’après'],
      rows: measures.map(({ text, because, effect }) => [
        `${text}.`,
        { n: effect ? effectText(one, effect) : '—' },
        {
          n: effect ? `${boundText(one, effect, effect.low)} à ${boundText(one, effect, effect.high)}` : '',
        },
        `${capitalised(because)}.`,
      ]),
    }),
    paragraph(
      'L’effet est celui attendu d’ici la fin de la campagne, toutes choses égales, jamais plus que ce que sa cause fait manquer ; « — » : rien ne manque là. Deux effets ne s’additionnent pas. À discuter en réunion ; rien n’est appliqué sans décision.',
      'soft',
    ),
  ];
}

/** `+3,2 accords`, `+120 € par mois`. */
function effectText(one: CampaignReview, effect: Effect): string {
  const value = boundText(one, effect, effect.expected);
  if (effect.unit === 'money') return `${value} par mois`;
  return `${value} ${effect.expected < 20 ? 'accord' : 'accords'}`;
}

function boundText(one: CampaignReview, { unit }: Effect, value: number): string {
  return unit === 'money' ? moneyText(one, value) : tenth(value, true);
}

function decisionsHtml({ decisions }: CampaignReview): Html[] {
  if (decisions.length === 0) return [paragraph('Aucune décision enregistrée.')];
  return [
    tableHtml({
      head: ['Date', 'Décision', 'Porte sur', 'Ce qui a changé depuis'],
      rows: decisions.map(({ decision, about, measured, effect }) => [
        dayOf(decision.atMs),
        decision.text,
        about,
        `${capitalised(measured)} : ${effect}`,
      ]),
    }),
    paragraph(
      'Un changement après une décision n’en est pas la preuve : autre chose a pu changer en même temps.',
      'soft',
    ),
  ];
}

/** Tenths of an agreement: `−2,5`, signed on demand. */
function tenth(value: number, signed: boolean): string {
  const decimals = value % 10 === 0 ? 0 : 1;
  return `${signed && value > 0 ? '+' : ''}${frenchDecimal(value / 10, decimals)}`;
}

function moneyText({ input, country }: CampaignReview, minor: number): string {
  const text = formatMoney({ minor: Math.abs(minor), currency: input.currency }, country);
  return minor < 0 ? `−${text}` : `+${text}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
