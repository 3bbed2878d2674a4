import { agreementsText, frenchCount, frenchPlural, frenchShare } from '../wording/french-figures.ts';
import { type ChartSpec, chart, DARK, INK } from './charts-style.ts';

/** Records at each step of a campaign; each step is part of the one before. */
export interface Funnel {
  readonly delivered: number;
  readonly called: number;
  readonly processed: number;
  readonly useful: number;
  readonly pitched: number;
  /** Net of those cancelled since. */
  readonly agreed: number;
  readonly cancelled: number;
}

const STEPS: readonly (readonly [keyof Funnel, string])[] = [
  ['delivered', 'Livrées'],
  ['called', 'Appelées'],
  ['processed', 'Traitées'],
  ['useful', 'Contacts utiles'],
  ['pitched', 'Argumentées'],
  ['agreed', 'Accords'],
];

interface FunnelStep {
  readonly step: string;
  readonly count: number;
  /** `72,0 % de l’étape précédente`; '' for the first. */
  readonly share: string;
}

function funnelSteps(funnel: Funnel): readonly FunnelStep[] {
  return STEPS.map(([key, step], at) => {
    const before = STEPS[at - 1];
    const count = funnel[key];
    return { step, count, share: before ? frenchShare(count, funnel[before[0]]) : '' };
  });
}

/** From delivered to agreed: where records stay behind. */
export function funnelChart(funnel: Funnel): ChartSpec {
  const steps = funnelSteps(funnel);
  const order = steps.map((one) => one.step);
  const values = steps.map((one) => ({
    ...one,
    label:
      one.share === ''
        ? frenchCount(one.count)
        : `${frenchCount(one.count)}  (${one.share} de l’étape précédente)`,
  }));
  const delivered = frenchPlural(funnel.delivered, ['fiche livrée', 'fiches livrées']);
  const agreed = agreementsText(funnel.agreed, funnel.cancelled);
  const most = Math.max(1, ...steps.map((one) => one.count));
  const y = {
    field: 'step',
    type: 'nominal',
    sort: order,
    title: null,
    axis: { ticks: false, domain: false },
  };
  return chart({
    key: 'entonnoir',
    title:
      funnel.delivered === 0
        ? 'Aucune fiche livrée encore'
        : `${delivered}, ${agreed} : ${frenchShare(funnel.agreed, funnel.delivered)} des fiches livrées`,
    alt: values.map((one) => `${one.step} : ${one.label}`).join(' ; '),
    plotHeightPx: 220,
    leftPx: 130,
    bottomPx: 12,
    body: {
      data: { values },
      layer: [
        {
          mark: { type: 'bar', color: DARK, height: { band: 0.7 } },
          // Room to the right of the longest bar for what is written there.
          encoding: {
            y,
            x: { field: 'count', type: 'quantitative', axis: null, scale: { domain: [0, most * 1.55] } },
          },
        },
        {
          mark: { type: 'text', align: 'left', dx: 6, fontSize: 12, color: INK },
          encoding: { y, x: { field: 'count', type: 'quantitative' }, text: { field: 'label' } },
        },
      ],
    },
  });
}
