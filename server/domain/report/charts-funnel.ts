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
  /** Of a campaign that asks nothing: its last step, in the place of pitched and agreed. */
  readonly thanked?: number;
}

type Step = readonly [keyof Funnel, string];

const REACHED: readonly Step[] = [
  ['delivered', 'Livrées'],
  ['called', 'Appelées'],
  ['processed', 'Traitées'],
  ['useful', 'Contacts utiles'],
];
const ASKED: readonly Step[] = [
  ['pitched', 'Argumentées'],
  ['agreed', 'Accords'],
];
const THANKED: readonly Step[] = [['thanked', 'Remerciées']];

interface FunnelStep {
  readonly step: string;
  readonly count: number;
  /** `72,0 % de l’étape précédente`; '' for the first. */
  readonly share: string;
}

function funnelSteps(funnel: Funnel): readonly FunnelStep[] {
  const steps = [...REACHED, ...(funnel.thanked === undefined ? ASKED : THANKED)];
  return steps.map(([key, step], at) => {
    const before = steps[at - 1];
    const count = funnel[key] ?? 0;
    return { step, count, share: before ? frenchShare(count, funnel[before[0]] ?? 0) : '' };
  });
}

/** « 12 accords : 3,4 % », or of thanks. */
function outcomeText({ thanked, agreed, cancelled, delivered }: Funnel): string {
  if (thanked === undefined)
    return `${agreementsText(agreed, cancelled)} : ${frenchShare(agreed, delivered)}`;
  const said = frenchPlural(thanked, ['remerciement fait', 'remerciements faits']);
  return `${said} : ${frenchShare(thanked, delivered)}`;
}

/** From delivered to agreed, or to thanked: where records stay behind. */
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
        : `${delivered}, ${outcomeText(funnel)} des fiches livrées`,
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
